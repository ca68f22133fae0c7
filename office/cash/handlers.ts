import { guarded } from '../kernel/procedures.ts'
import { recordPago } from './collect.ts'
import { getRecibo, listRecibos, prepareCobro } from './receipts.ts'

export const cobrosHandlers = {
  prepare: guarded.cobros.prepare.handler(({ context, input }) =>
    prepareCobro(context.office.db.read, context.actor.tenantId, input.clienteId),
  ),
  record: guarded.cobros.record.handler(({ context, input }) => {
    const { requestId, ...data } = input
    const request = { actor: context.actor, requestId, procedure: 'cobros.record', input: data }
    return context.office.writer.run(request, (tx) => recordPago(tx, data))
  }),
}

export const recibosHandlers = {
  list: guarded.recibos.list.handler(({ context, input }) =>
    listRecibos(context.office.db.read, context.actor.tenantId, input),
  ),
  get: guarded.recibos.get.handler(({ context, input }) =>
    getRecibo(context.office.db.read, context.actor.tenantId, input.id),
  ),
}
