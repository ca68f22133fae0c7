import { guarded } from '../kernel/procedures.ts'
import { annulCargo, createCargo, endCargo, listCargos } from './cargos.ts'

export const cargosHandlers = {
  list: guarded.cargos.list.handler(({ context, input }) =>
    listCargos(context.office.db.read, context.actor.tenantId, input),
  ),
  create: guarded.cargos.create.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'cargos.create', input },
      (tx) => createCargo(tx, input.cargo),
    ),
  ),
  end: guarded.cargos.end.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'cargos.end', input },
      (tx) => endCargo(tx, input.id, input.hasta, input.expected),
    ),
  ),
  annul: guarded.cargos.annul.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'cargos.annul', input },
      (tx) => annulCargo(tx, input.id, input.motivo, input.expected),
    ),
  ),
}
