import { handOf } from '../kernel/hand.ts'
import { guarded } from '../kernel/procedures.ts'
import { beginLift } from '../network/cuts/lift-queue.ts'
import { keepCutting } from '../network/cuts/turn.ts'
import { readStatement } from './account.ts'
import { estadoByServicios } from './cliente-estado.ts'
import { listClientes } from './list.ts'
import { cancelPrice, changePrices, overviewPlanes, previewPrices, pricesOf } from './plan-prices.ts'
import { insertPlan, listPlanes, readPlan, updatePlan } from './planes.ts'
import { readProfile, sameDocumento } from './profile.ts'
import { searchClientes } from './search.ts'
import { insertCliente, updateCliente } from './store.ts'

export const clientesHandlers = {
  search: guarded.clientes.search.handler(({ context, input }) =>
    searchClientes(context.office.db.read, context.actor.tenantId, input.texto, input.limit),
  ),
  list: guarded.clientes.list.handler(({ context, input }) =>
    listClientes(context.office.db.read, context.actor.tenantId, input),
  ),
  get: guarded.clientes.get.handler(({ context, input }) =>
    readProfile(context.office.db.read, context.actor.tenantId, input.id),
  ),
  sameDocumento: guarded.clientes.sameDocumento.handler(({ context, input }) =>
    sameDocumento(context.office.db.read, context.actor.tenantId, input.documento, input.exceptId),
  ),
  create: guarded.clientes.create.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'clientes.create', input },
      (tx) => insertCliente(tx, input, { estadoServicio: 'activo' }),
    ),
  ),
  update: guarded.clientes.update.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'clientes.update', input },
      (tx) =>
        updateCliente(tx, input.id, input, {
          estadoServicio: estadoByServicios(tx.db, input.id) ?? input.estadoServicio,
          expected: input.expected,
        }),
    ),
  ),
  statement: guarded.clientes.statement.handler(({ context, input }) =>
    readStatement(context.office.db.read, context.actor.tenantId, input),
  ),
}

export const planesHandlers = {
  list: guarded.planes.list.handler(({ context }) => listPlanes(context.office.db.read, context.actor.tenantId)),
  create: guarded.planes.create.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'planes.create', input },
      (tx) => insertPlan(tx, input),
    ),
  ),
  update: guarded.planes.update.handler(async ({ context: { office, actor }, input }) => {
    let siguen = false
    const plan = await office.writer.run(
      { actor, requestId: input.requestId, procedure: 'planes.update', input },
      (tx) => {
        const before = readPlan(tx.db, actor.tenantId, input.id).politicaSuspension
        const after = updatePlan(tx, input.id, input, { expected: input.expected })
        if (after.politicaSuspension === 'no_cortar' && before !== 'no_cortar')
          siguen = beginLift(handOf(tx), { tipo: 'plan', planId: after.id }).siguen
        return after
      },
    )
    if (siguen) void keepCutting(office, actor.tenantId)
    return plan
  }),
  overview: guarded.planes.overview.handler(({ context }) =>
    overviewPlanes(context.office.db.read, context.actor.tenantId),
  ),
  prices: guarded.planes.prices.handler(({ context, input }) =>
    pricesOf(context.office.db.read, context.actor.tenantId, input.planId),
  ),
  previewPrices: guarded.planes.previewPrices.handler(({ context, input }) =>
    previewPrices(context.office.db.read, context.actor.tenantId, context.office.now(), input),
  ),
  changePrices: guarded.planes.changePrices.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'planes.changePrices', input },
      (tx) => changePrices(tx, input.vigenteDesde, input.precios),
    ),
  ),
  cancelPrice: guarded.planes.cancelPrice.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'planes.cancelPrice', input },
      (tx) => cancelPrice(tx, input.id),
    ),
  ),
}
