import type { CajaFigures, ReporteCaja } from '../../contract/index.ts'
import type { TipoReporteCaja } from '../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { reporteCaja } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import type { Actor } from '../kernel/office.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { findOwnDrawer, needOwnDrawer } from './drawer.ts'
import { figuresOf } from './figures.ts'
import { arqueosOf, mayKnow, readSesion } from './rows.ts'

type Db = ReadDb | WriteDb

interface ReporteFacts {
  id: string
  sesionId: string
  numero: string
  tipo: TipoReporteCaja
  fecha: number
  usuarioId: string
  usuario: string
  contenidoJson: string
  impresiones: number
}

const statements = perConnection((db: Db) => ({
  one: db.sqlite.prepare<[string, string], ReporteFacts>(
    `select r.id, r.sesion_id as sesionId, r.numero, r.tipo, r.fecha, r.usuario_id as usuarioId, u.nombre as usuario,
       r.contenido_json as contenidoJson,
       (select count(*) from impresion i where i.tenant_id = r.tenant_id and i.documento_id = r.id) as impresiones
     from reporte_caja r join usuario u on u.id = r.usuario_id where r.tenant_id = ? and r.id = ?`,
  ),
}))

/** Freezes the figures of a session as they are now, with the next number of the seat's X or Z. Returns its id. */
export function writeReporte(tx: Tx, sesionId: string, tipo: TipoReporteCaja): string {
  const { tenantId, puestoId, usuarioId } = tx.actor
  const id = newId()
  const { numero } = takeDocumentNumber(tx, tipo === 'x' ? 'reporte_x' : 'reporte_z')
  const contenidoJson = JSON.stringify(figuresOf(tx.db, sesionId))
  tx.db.orm
    .insert(reporteCaja)
    .values({ id, tenantId, sesionId, puestoId, tipo, numero, contenidoJson, usuarioId, fecha: tx.now })
    .run()
  return id
}

/** An X or Z as it was drawn. Errors: not_found. */
export function readReporte(db: Db, tenantId: string, id: string): ReporteCaja {
  const row = statements(db).one.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'reporte_caja' })
  const { sesionId, contenidoJson, usuarioId: _, ...head } = row
  const sesion = readSesion(db, tenantId, sesionId)
  const cierre = head.tipo === 'z' ? arqueosOf(db, sesionId, true).find(({ tipo }) => tipo === 'cierre') : undefined
  return { ...head, sesion, figures: JSON.parse(contenidoJson) as CajaFigures, cierre: cierre ?? null }
}

/** The same for who may see it: their own, those they drew, a collector's, or all for who supervises. */
export function seenReporte(db: Db, actor: Actor, id: string): ReporteCaja {
  const drawnBy = statements(db).one.get(actor.tenantId, id)?.usuarioId
  const reporte = readReporte(db, actor.tenantId, id)
  const { sesion } = reporte
  const mine = drawnBy === actor.usuarioId || sesion.usuarioId === actor.usuarioId || sesion.tipo === 'cobrador'
  if (mine || actor.permissions.includes('caja.supervise')) return reporte
  throw refuse('access.denied', { permission: 'caja.supervise' })
}

/**
 * Draws an X of the open session. Where closes are blind it says what must not be known before the count: somebody who
 * supervises draws it, or approves it. Errors: caja.closed, caja.other, caja.approval, not_found.
 */
export function drawX(
  tx: Tx,
  { sesionId, aprobadoPor }: { sesionId?: string; aprobadoPor: string | null },
): ReporteCaja {
  const { tenantId, permissions } = tx.actor
  const own = sesionId === undefined ? needOwnDrawer(tx.db, tx.actor).id : findOwnDrawer(tx.db, tx.actor)?.id
  const wanted = sesionId ?? own
  if (wanted === undefined) throw refuse('caja.closed')
  if (wanted !== own && !permissions.includes('caja.supervise'))
    throw refuse('access.denied', { permission: 'caja.supervise' })
  const sesion = readSesion(tx.db, tenantId, wanted)
  if (sesion.estado !== 'abierta') throw refuse('caja.closed')
  if (aprobadoPor === null && !mayKnow(tx.db, tx.actor, sesion)) throw refuse('caja.approval')
  const id = writeReporte(tx, wanted, 'x')
  const reporte = readReporte(tx.db, tenantId, id)
  const despues = { numero: reporte.numero, aprobadoPor }
  tx.audit({ accion: 'caja.x', entidad: 'sesion_caja', entidadId: wanted, despues })
  return reporte
}
