import { settleApart } from '../billing/run/settle.ts'
import { refuse } from '../kernel/errors.ts'
import { handOf } from '../kernel/hand.ts'
import { guarded } from '../kernel/procedures.ts'
import { liftUncut } from '../network/cuts/lift.ts'
import { previewChange } from './servicio-money.ts'
import { cancelEvent, changeServicio } from './servicio-changes.ts'
import { readServicioDetail } from './servicio-detail.ts'
import { shownEvents } from './servicio-events.ts'
import { createServicio, readServicio, updateServicio } from './servicios.ts'

export const serviciosHandlers = {
  get: guarded.servicios.get.handler(({ context, input }) =>
    readServicioDetail(context.office.db.read, context.actor.tenantId, context.office.now(), input.id),
  ),
  events: guarded.servicios.events.handler(({ context, input }) => {
    const { id } = readServicio(context.office.db.read, context.actor.tenantId, input.id)
    return shownEvents(context.office.db.read, context.actor.tenantId, id)
  }),
  create: guarded.servicios.create.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'servicios.create', input },
      (tx) => createServicio(tx, input.clienteId, input),
    ),
  ),
  update: guarded.servicios.update.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'servicios.update', input },
      (tx) => updateServicio(tx, input.id, input, { expected: input.expected }),
    ),
  ),
  previewChange: guarded.servicios.previewChange.handler(({ context, input }) =>
    previewChange(context.office, context.actor, input),
  ),
  change: guarded.servicios.change.handler(({ context, input }) => {
    const { actor } = context
    if (input.aparte && !actor.permissions.includes('factura.issue'))
      throw refuse('access.denied', { permission: 'factura.issue' })
    const request = { actor, requestId: input.requestId, procedure: 'servicios.change', input }
    return context.office.writer.run(request, (tx) => {
      const { id, clienteId } = changeServicio(tx, input, { expected: input.expected })
      // Its new plan may be one that is not cut.
      liftUncut(handOf(tx), [clienteId])
      const changed = readServicio(tx.db, actor.tenantId, id)
      return { ...changed, documento: input.aparte ? settleApart(tx, changed.id) : null }
    })
  }),
  cancelEvent: guarded.servicios.cancelEvent.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'servicios.cancelEvent', input },
      (tx) => cancelEvent(tx, input.eventoId),
    ),
  ),
}
