import type { ExtractoLineaDetail } from '../../contract/procedures/conciliacion.ts'
import { listApprovers, proveApproval } from '../cash/approval.ts'
import { refuse } from '../kernel/errors.ts'
import type { Actor, Office } from '../kernel/office.ts'
import { guarded, type HandlerContext } from '../kernel/procedures.ts'
import type { Tx } from '../kernel/writer.ts'
import { acceptMany } from './accept-many.ts'
import { listCuentas, saveCuenta } from './accounts.ts'
import { startApply, startedApply } from './apply.ts'
import { freshSnapshot, shownSnapshot } from './desk.ts'
import { getLinea, listExtractos, listLineas, listTransferencias, openOnBothSides } from './lines-read.ts'
import { UMBRAL_AUTOMATICO } from './match/threshold.ts'
import { acceptPropuesta, matchByHand } from './match-writes.ts'
import { findPrepared, forgetPrepared, prepare, remap, toPreview } from './prepared.ts'
import { ignoreLinea, rejectTransfer, undoMatch } from './undo.ts'

/** Writes something of a line; the answer is the line as it is then. */
async function changeLinea(
  { office, actor }: HandlerContext,
  procedure: string,
  { requestId, ...input }: { requestId: string },
  change: (tx: Tx) => string,
): Promise<ExtractoLineaDetail> {
  const id = await office.writer.run({ actor, requestId, procedure: `conciliacion.${procedure}`, input }, change)
  return detail(office, actor, id)
}

const detail = async (office: Office, actor: Actor, id: string): Promise<ExtractoLineaDetail> =>
  getLinea(office.db.read, actor.tenantId, id, await shownSnapshot(office, actor))

interface RejectInput {
  requestId: string
  reciboId: string
  motivo: string
  aprobacion: { usuarioId: string; pin: string }
}

/** As with a void, two people stand behind it, or the office has but one who may. */
async function reject(context: HandlerContext, { requestId, reciboId, motivo, aprobacion }: RejectInput) {
  const { office, actor } = context
  const isSelf = aprobacion.usuarioId === actor.usuarioId
  if (isSelf && listApprovers(office.db.read).some(({ id }) => id !== actor.usuarioId)) throw refuse('pago.void_self')
  const procedure = 'conciliacion.reject'
  const approval = { requestId, procedure, aprobacion, responsableId: actor.usuarioId }
  const aprobadoPor = await proveApproval(context, approval)
  const input = { reciboId, motivo, aprobadoPor }
  const reversoId = await office.writer.run({ actor, requestId, procedure, input }, (tx) => rejectTransfer(tx, input))
  return { reversoId }
}

export const conciliacionHandlers = {
  cuentas: guarded.conciliacion.cuentas.handler(({ context: { office, actor } }) =>
    listCuentas(office.db.read, actor.tenantId),
  ),
  saveCuenta: guarded.conciliacion.saveCuenta.handler(({ context: { office, actor }, input }) => {
    const { requestId, ...cuenta } = input
    const request = { actor, requestId, procedure: 'conciliacion.saveCuenta', input: cuenta }
    return office.writer.run(request, (tx) => saveCuenta(tx, cuenta))
  }),
  prepare: guarded.conciliacion.prepare.handler(async ({ context: { office, actor }, input }) =>
    toPreview(office, await prepare(office, actor, input)),
  ),
  remap: guarded.conciliacion.remap.handler(async ({ context: { office, actor }, input }) => {
    const prepared = findPrepared(office, actor, input.preparadoId)
    await remap(office, prepared, input.mapeo)
    return toPreview(office, prepared)
  }),
  filas: guarded.conciliacion.filas.handler(({ context: { office, actor }, input }) => {
    const { destino, aviso, offset, limit } = input
    const wanted = findPrepared(office, actor, input.preparadoId).lineas.filter(
      (linea) =>
        (!destino || linea.destino === destino) && (!aviso || linea.avisos.some(({ codigo }) => codigo === aviso)),
    )
    const filas = wanted.slice(offset, offset + limit).map(({ huella: _, repiteHuella: __, ...fila }) => fila)
    return { filas, total: wanted.length }
  }),
  apply: guarded.conciliacion.apply.handler(({ context: { office, actor }, input }) => {
    const known = startedApply(office, actor, input.requestId)
    if (known) return known
    return startApply(office, actor, findPrepared(office, actor, input.preparadoId), input.requestId)
  }),
  discard: guarded.conciliacion.discard.handler(({ context: { office, actor }, input }) => {
    findPrepared(office, actor, input.preparadoId)
    forgetPrepared(office, input.preparadoId)
    return { ok: true as const }
  }),
  extractos: guarded.conciliacion.extractos.handler(({ context: { office, actor }, input }) =>
    listExtractos(office.db.read, actor.tenantId, input),
  ),
  lineas: guarded.conciliacion.lineas.handler(async ({ context: { office, actor }, input }) =>
    listLineas(office.db.read, actor.tenantId, input, await shownSnapshot(office, actor)),
  ),
  linea: guarded.conciliacion.linea.handler(({ context: { office, actor }, input }) => detail(office, actor, input.id)),
  resumen: guarded.conciliacion.resumen.handler(async ({ context: { office, actor } }) => {
    // What many at once would accept is said as it is now, however long that takes: nothing would ask again.
    const { automaticas, version } = await freshSnapshot(office, actor)
    return {
      ...openOnBothSides(office.db.read, actor.tenantId),
      automaticas: {
        cantidad: automaticas.length,
        monto: automaticas.reduce((sum, { monto }) => sum + monto, 0),
        clientes: new Set(automaticas.map(({ propuesta }) => propuesta.clienteId)).size,
      },
      umbral: UMBRAL_AUTOMATICO,
      version,
    }
  }),
  transferencias: guarded.conciliacion.transferencias.handler(({ context: { office, actor }, input }) =>
    listTransferencias(office.db.read, actor.tenantId, input),
  ),
  accept: guarded.conciliacion.accept.handler(async ({ context, input }) => {
    const { propuestas } = await shownSnapshot(context.office, context.actor)
    const { lineaId, propuestaId } = input
    const found = propuestas.get(lineaId)?.find(({ id }) => id === propuestaId)
    return changeLinea(context, 'accept', input, (tx) => {
      if (!found) throw refuse('conciliacion.changed')
      acceptPropuesta(tx, lineaId, found, 'propuesta')
      return lineaId
    })
  }),
  acceptMany: guarded.conciliacion.acceptMany.handler(async ({ context: { office, actor }, input }) => ({
    trabajoId: await acceptMany(office, actor, input),
  })),
  match: guarded.conciliacion.match.handler(({ context, input }) =>
    changeLinea(context, 'match', input, (tx) => {
      matchByHand(tx, input.lineaId, input.partes)
      return input.lineaId
    }),
  ),
  ignore: guarded.conciliacion.ignore.handler(({ context, input }) =>
    changeLinea(context, 'ignore', input, (tx) => {
      ignoreLinea(tx, input.lineaId, input)
      return input.lineaId
    }),
  ),
  undo: guarded.conciliacion.undo.handler(({ context, input }) =>
    changeLinea(context, 'undo', input, (tx) => undoMatch(tx, input.conciliacionId, input.motivo)),
  ),
  reject: guarded.conciliacion.reject.handler(({ context, input }) => reject(context, input)),
}
