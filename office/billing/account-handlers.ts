import { guarded } from '../kernel/procedures.ts'
import { issueAjuste, issueNota } from './credit-notes.ts'
import { previewNota } from './credit-notes-preview.ts'
import { getNota, listNotas } from './credit-notes-read.ts'
import { cancelPromesa, grantPromesa, preparePromesa } from './promises.ts'
import { countPromesas, listPromesas, promesasOf } from './promises-read.ts'
import { getDevolucion, listDevoluciones, prepareDevolucion, recordDevolucion } from './refunds.ts'

export const notasHandlers = {
  list: guarded.notas.list.handler(({ context, input }) =>
    listNotas(context.office.db.read, context.actor.tenantId, input),
  ),
  get: guarded.notas.get.handler(({ context, input }) =>
    getNota(context.office.db.read, context.actor.tenantId, input.id),
  ),
  preview: guarded.notas.preview.handler(({ context, input }) =>
    previewNota(context.office.db.read, context.actor.tenantId, input),
  ),
  create: guarded.notas.create.handler(({ context, input }) => {
    const { requestId, ...data } = input
    const request = { actor: context.actor, requestId, procedure: 'notas.create', input: data }
    return context.office.writer.run(request, (tx) => issueNota(tx, data))
  }),
  credit: guarded.notas.credit.handler(({ context, input }) => {
    const { requestId, ...data } = input
    const request = { actor: context.actor, requestId, procedure: 'notas.credit', input: data }
    return context.office.writer.run(request, (tx) => issueAjuste(tx, data))
  }),
}

export const devolucionesHandlers = {
  prepare: guarded.devoluciones.prepare.handler(({ context, input }) =>
    prepareDevolucion(context.office.db.read, context.actor.tenantId, input.clienteId),
  ),
  record: guarded.devoluciones.record.handler(({ context, input }) => {
    const { requestId, ...data } = input
    const request = { actor: context.actor, requestId, procedure: 'devoluciones.record', input: data }
    return context.office.writer.run(request, (tx) => recordDevolucion(tx, data))
  }),
  list: guarded.devoluciones.list.handler(({ context, input }) =>
    listDevoluciones(context.office.db.read, context.actor.tenantId, input),
  ),
  get: guarded.devoluciones.get.handler(({ context, input }) =>
    getDevolucion(context.office.db.read, context.actor.tenantId, input.id),
  ),
}

export const promesasHandlers = {
  list: guarded.promesas.list.handler(({ context, input }) =>
    listPromesas(context.office.db.read, context.actor.tenantId, { ...input, now: context.office.now() }),
  ),
  counts: guarded.promesas.counts.handler(({ context }) =>
    countPromesas(context.office.db.read, context.actor.tenantId, context.office.now()),
  ),
  ofCliente: guarded.promesas.ofCliente.handler(({ context, input }) =>
    promesasOf(context.office.db.read, context.actor.tenantId, input.clienteId),
  ),
  prepare: guarded.promesas.prepare.handler(({ context, input }) =>
    preparePromesa(context.office.db.read, context.actor, input.clienteId, context.office.now()),
  ),
  grant: guarded.promesas.grant.handler(({ context, input }) => {
    const { requestId, ...data } = input
    const request = { actor: context.actor, requestId, procedure: 'promesas.grant', input: data }
    return context.office.writer.run(request, (tx) => grantPromesa(tx, data))
  }),
  cancel: guarded.promesas.cancel.handler(({ context, input }) => {
    const { requestId, id } = input
    const request = { actor: context.actor, requestId, procedure: 'promesas.cancel', input: { id } }
    return context.office.writer.run(request, (tx) => cancelPromesa(tx, id))
  }),
}
