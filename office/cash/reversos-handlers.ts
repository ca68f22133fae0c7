import type { Aprobacion, ReversoDetail } from '../../contract/index.ts'
import { refuse } from '../kernel/errors.ts'
import { guarded, type HandlerContext } from '../kernel/procedures.ts'
import { listApprovers, proveApproval } from './approval.ts'
import { prepareReverso } from './reverse-preview.ts'
import { reverseRecibo } from './reverse.ts'
import { getReverso, listReversos } from './reversos-read.ts'

interface VoidInput {
  requestId: string
  reciboId: string
  motivo: string
  aprobacion: Aprobacion
}

/**
 * Voids a receipt once its approver has proven their PIN, outside the transaction. Whoever asks approves it alone only
 * where nobody else could: two people stand behind every void, or the office has but one who may.
 */
async function voidRecibo(context: HandlerContext, input: VoidInput): Promise<ReversoDetail> {
  const { office, actor } = context
  const { requestId, reciboId, motivo, aprobacion } = input
  const isSelf = aprobacion.usuarioId === actor.usuarioId
  if (isSelf && listApprovers(office.db.read).some(({ id }) => id !== actor.usuarioId)) throw refuse('pago.void_self')
  const procedure = 'reversos.void'
  const responsableId = actor.usuarioId
  const aprobadoPor = await proveApproval(context, { requestId, procedure, aprobacion, responsableId })
  const request = { actor, requestId, procedure, input: { reciboId, motivo, aprobadoPor } }
  const { usuarioId } = actor
  const id = await office.writer.run(
    request,
    (tx) => reverseRecibo(tx, { reciboId, tipo: 'anulacion', motivo, aprobadoPor, usuarioId }).id,
  )
  return getReverso(office.db.read, actor.tenantId, id)
}

export const reversosHandlers = {
  prepare: guarded.reversos.prepare.handler(({ context, input }) =>
    prepareReverso(context.office.db.read, context.actor, input.reciboId, context.office.now()),
  ),
  void: guarded.reversos.void.handler(({ context, input }) => voidRecibo(context, input)),
  list: guarded.reversos.list.handler(({ context, input }) =>
    listReversos(context.office.db.read, context.actor.tenantId, input),
  ),
  get: guarded.reversos.get.handler(({ context, input }) =>
    getReverso(context.office.db.read, context.actor.tenantId, input.id),
  ),
}
