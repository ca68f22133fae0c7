import { eq } from 'drizzle-orm'
import type { ArqueoRow, CierreResult, Conteo, SesionCaja } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { TipoSesionCaja } from '../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { sesionCaja } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import { officeToday } from '../kernel/today.ts'
import type { Tx } from '../kernel/writer.ts'
import { monedaOf, sumConteo, writeArqueo } from './counts.ts'
import { findOpenDrawer, needOwnDrawer } from './drawer.ts'
import { expectedOf } from './figures.ts'
import { readReporte, writeReporte } from './reports.ts'
import { arqueosOf, mayKnow, readArqueo, readSesion } from './rows.ts'

type Db = ReadDb | WriteDb

const statements = perConnection((db: Db) => ({
  left: db.sqlite
    .prepare<[string, string], Minor | null>(
      `select c.queda from sesion_caja s join arqueo c on c.sesion_id = s.id and c.tipo = 'cierre'
       where s.tenant_id = ? and s.puesto_id = ? and s.tipo = 'mostrador' and s.estado = 'cerrada'
       order by s.abierta_en desc, s.id desc limit 1`,
    )
    .pluck(),
}))

/** What the last session of a seat left in its drawer; null when there was none. */
export const leftInDrawer = (db: Db, tenantId: string, puestoId: string): Minor | null =>
  statements(db).left.get(tenantId, puestoId) ?? null

interface NewSesion {
  puestoId: string
  usuarioId: string
  tipo: TipoSesionCaja
  conteo: Conteo
  fondo: Minor
  /** What should be there: what the last session left, or what is handed over. */
  esperado: Minor
  explicacion: string
  previaId: string | null
}

/** Begins a session with its opening count. Returns its id. */
export function beginSesion(tx: Tx, { conteo, fondo, esperado, explicacion, ...sesion }: NewSesion): string {
  const { tenantId } = tx.actor
  const id = newId()
  const fecha = officeToday(tx.db, tx.now)
  const row = { ...sesion, id, tenantId, fecha, fondoInicial: fondo, abiertaEn: tx.now }
  tx.db.orm
    .insert(sesionCaja)
    .values({ ...row, estado: 'abierta' })
    .run()
  const count = { sesionId: id, conteo, contado: fondo, esperado, explicacion, queda: null, aprobadoPor: null }
  writeArqueo(tx, { ...count, tipo: 'apertura' })
  const { usuarioId, tipo, previaId } = sesion
  const despues = { tipo, usuarioId, fondoInicial: fondo, previaId }
  tx.audit({ accion: 'caja.open', entidad: 'sesion_caja', entidadId: id, despues })
  return id
}

/** Opens the actor's drawer at their seat. Errors: caja.open, caja.other, caja.count, caja.explanation. */
export function openSesion(tx: Tx, { conteo, explicacion }: { conteo: Conteo; explicacion: string }): SesionCaja {
  const { tenantId, usuarioId, puestoId } = tx.actor
  const open = findOpenDrawer(tx.db, tenantId, puestoId)
  if (open) throw open.usuarioId === usuarioId ? refuse('caja.open') : refuse('caja.other', { nombre: open.usuario })
  const fondo = sumConteo(monedaOf(tx), conteo)
  const esperado = leftInDrawer(tx.db, tenantId, puestoId) ?? fondo
  if (fondo < esperado && explicacion === '') throw refuse('caja.explanation')
  const sesion = { puestoId, usuarioId, tipo: 'mostrador', previaId: null } as const
  return readSesion(tx.db, tenantId, beginSesion(tx, { ...sesion, conteo, fondo, esperado, explicacion }))
}

/** Counts the actor's drawer without closing it. Errors: caja.closed, caja.other, caja.count. */
export function countSesion(tx: Tx, { conteo, explicacion }: { conteo: Conteo; explicacion: string }): ArqueoRow {
  const { id: sesionId } = needOwnDrawer(tx.db, tx.actor)
  const arqueoId = keepControl(tx, sesionId, conteo, explicacion)
  const known = mayKnow(tx.db, tx.actor, { estado: 'abierta' })
  const row = arqueosOf(tx.db, sesionId, known).find(({ id }) => id === arqueoId)
  if (!row) throw refuse('not_found', { entidad: 'arqueo' })
  return row
}

/** Keeps a count that closes nothing. Returns its id. */
export function keepControl(tx: Tx, sesionId: string, conteo: Conteo, explicacion: string): string {
  const contado = sumConteo(monedaOf(tx), conteo)
  const count = { sesionId, conteo, contado, esperado: expectedOf(tx.db, sesionId), explicacion }
  const id = writeArqueo(tx, { ...count, tipo: 'control', queda: null, aprobadoPor: null })
  tx.audit({ accion: 'caja.count', entidad: 'sesion_caja', entidadId: sesionId, despues: { contado } })
  return id
}

export interface Cierre {
  conteo: Conteo
  /** Minor units; null: all of it goes on to another session. */
  queda: Minor | null
  explicacion: string
  aprobadoPor: string | null
  /** Minor units, where nobody counted notes: the bag of a round that is taken back. */
  contado?: Minor
}

/**
 * Ends a session: its count, its difference, its Z, all at once. Errors: caja.count, caja.explanation, caja.short (more is to
 * stay than was counted).
 */
export function endSesion(tx: Tx, sesionId: string, cierre: Cierre): Omit<CierreResult, 'siguiente'> {
  const { tenantId } = tx.actor
  const { conteo, explicacion, aprobadoPor } = cierre
  const contado = cierre.contado ?? sumConteo(monedaOf(tx), conteo)
  const esperado = expectedOf(tx.db, sesionId)
  const queda = cierre.queda ?? contado
  if (queda > contado) throw refuse('caja.short', { maximo: contado })
  if (contado !== esperado && explicacion === '') throw refuse('caja.explanation')
  const count = { sesionId, conteo, contado, esperado, explicacion, queda, aprobadoPor }
  const arqueoId = writeArqueo(tx, { ...count, tipo: 'cierre' })
  const reporteId = writeReporte(tx, sesionId, 'z')
  tx.db.orm.update(sesionCaja).set({ estado: 'cerrada', cerradaEn: tx.now }).where(eq(sesionCaja.id, sesionId)).run()
  const reporte = readReporte(tx.db, tenantId, reporteId)
  const despues = { z: reporte.numero, contado, esperado, diferencia: contado - esperado, queda, aprobadoPor }
  tx.audit({ accion: 'caja.close', entidad: 'sesion_caja', entidadId: sesionId, despues })
  return { sesion: reporte.sesion, arqueo: readArqueo(tx.db, tenantId, arqueoId).arqueo, reporte }
}

/** The drawer that a close is about: the actor's own, or another person's for who supervises. Errors: caja.*, not_found. */
export function sesionToClose(db: Db, actor: Tx['actor'], sesionId: string | undefined): SesionCaja {
  const id = sesionId ?? needOwnDrawer(db, actor).id
  const sesion = readSesion(db, actor.tenantId, id)
  if (sesion.usuarioId !== actor.usuarioId && !actor.permissions.includes('caja.supervise'))
    throw refuse('access.denied', { permission: 'caja.supervise' })
  // A collector's bag ends with its round.
  if (sesion.tipo !== 'mostrador') throw refuse('not_found', { entidad: 'sesion_caja' })
  if (sesion.estado !== 'abierta') throw refuse('caja.closed')
  return sesion
}

/** Ends the actor's drawer and begins the next person's at it, with what was counted. */
export function handOver(tx: Tx, recibeId: string, cierre: Omit<Cierre, 'queda'>): CierreResult {
  const { id: sesionId } = needOwnDrawer(tx.db, tx.actor)
  const { tenantId, puestoId } = tx.actor
  const ended = endSesion(tx, sesionId, { ...cierre, queda: null })
  const fondo = ended.arqueo.contado
  const next = { puestoId, usuarioId: recibeId, tipo: 'mostrador', previaId: sesionId, explicacion: '' } as const
  const id = beginSesion(tx, { ...next, conteo: cierre.conteo, fondo, esperado: fondo })
  return { ...ended, siguiente: readSesion(tx.db, tenantId, id) }
}
