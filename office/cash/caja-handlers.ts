import { guarded } from '../kernel/procedures.ts'
import { refuse } from '../kernel/errors.ts'
import { wasAnswered } from '../kernel/writer.ts'
import { listApprovers, proveApproval } from './approval.ts'
import { readAdjunto } from './attachments.ts'
import { closeCaja, handOverCaja } from './close.ts'
import { readCajaConfig, saveCajaConfig } from './config.ts'
import { approveArqueo } from './counts.ts'
import { readMovimiento, recordMovimiento } from './movements.ts'
import { drawX, seenReporte } from './reports.ts'
import { readArqueo, readSesion, seenSesion } from './rows.ts'
import { countSesion, openSesion } from './sessions.ts'
import { cajaStatus, listSesiones, sesionDetail } from './sessions-read.ts'
import { readSupervision } from './supervision.ts'

const { caja } = guarded

export const cajaHandlers = {
  status: caja.status.handler(({ context: { office, actor } }) => cajaStatus(office.db.read, actor, office.now())),
  open: caja.open.handler(({ context: { office, actor }, input: { requestId, ...data } }) =>
    office.writer.run({ actor, requestId, procedure: 'caja.open', input: data }, (tx) => openSesion(tx, data)),
  ),
  move: caja.move.handler(async ({ context, input: { requestId, movimiento, aprobacion } }) => {
    const { office, actor } = context
    const procedure = 'caja.move'
    const proof = { requestId, procedure, aprobacion, responsableId: actor.usuarioId }
    const aprobadoPor = await proveApproval(context, proof)
    const request = { actor, requestId, procedure, input: { movimiento, aprobadoPor } }
    return office.writer.run(request, (tx) => recordMovimiento(tx, movimiento, aprobadoPor))
  }),
  count: caja.count.handler(({ context: { office, actor }, input: { requestId, ...data } }) =>
    office.writer.run({ actor, requestId, procedure: 'caja.count', input: data }, (tx) => countSesion(tx, data)),
  ),
  close: caja.close.handler(({ context, input }) => closeCaja(context, input)),
  handover: caja.handover.handler(({ context, input }) => handOverCaja(context, input)),
  drawX: caja.drawX.handler(async ({ context, input: { requestId, sesionId, aprobacion } }) => {
    const { office, actor } = context
    const procedure = 'caja.drawX'
    const proof = { requestId, procedure, aprobacion, responsableId: actor.usuarioId }
    const aprobadoPor = await proveApproval(context, proof)
    const data = { ...(sesionId === undefined ? {} : { sesionId }), aprobadoPor }
    return office.writer.run({ actor, requestId, procedure, input: data }, (tx) => drawX(tx, data))
  }),
  reporte: caja.reporte.handler(({ context: { office, actor }, input }) =>
    seenReporte(office.db.read, actor, input.id),
  ),
  sesion: caja.sesion.handler(({ context: { office, actor }, input }) => sesionDetail(office.db.read, actor, input.id)),
  sesiones: caja.sesiones.handler(({ context: { office, actor }, input }) =>
    listSesiones(office.db.read, actor, input),
  ),
  adjunto: caja.adjunto.handler(({ context: { office, actor }, input }) => {
    const { nombre, mime, contenido, entidad, entidadId } = readAdjunto(office.db.read, actor.tenantId, input.id)
    if (entidad !== 'movimiento_caja') throw refuse('not_found', { entidad: 'adjunto' })
    seenSesion(office.db.read, actor, readMovimiento(office.db.read, actor.tenantId, entidadId).sesionId)
    return { nombre, mime, file: new Blob([new Uint8Array(contenido)], { type: mime }) }
  }),
  approvers: caja.approvers.handler(({ context }) => listApprovers(context.office.db.read)),
  approve: caja.approve.handler(async ({ context, input: { requestId, pin, ...data } }) => {
    const { office, actor } = context
    const request = { actor, requestId, procedure: 'caja.approve', input: data }
    if (!wasAnswered(office.db.read, { tenantId: actor.tenantId, requestId, procedure: request.procedure })) {
      const { sesionId } = readArqueo(office.db.read, actor.tenantId, data.arqueoId)
      const { usuarioId: responsableId } = readSesion(office.db.read, actor.tenantId, sesionId)
      const aprobacion = { usuarioId: actor.usuarioId, pin }
      await proveApproval(context, { ...request, aprobacion, responsableId })
    }
    return office.writer.run(request, (tx) => approveArqueo(tx, data))
  }),
  supervision: caja.supervision.handler(({ context, input }) => readSupervision(context, input.fecha)),
  config: caja.config.handler(({ context: { office, actor } }) => readCajaConfig(office.db.read, actor.tenantId)),
  saveConfig: caja.saveConfig.handler(({ context: { office, actor }, input: { requestId, config } }) =>
    office.writer.run({ actor, requestId, procedure: 'caja.saveConfig', input: config }, (tx) =>
      saveCajaConfig(tx, config),
    ),
  ),
}
