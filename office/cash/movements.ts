import type { MovimientoCaja, NuevoMovimiento } from '../../contract/index.ts'
import type { LugarEfectivo, TipoMovimientoCaja } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { movimientoCaja } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { Actor } from '../kernel/office.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { attachmentsOf, writeAdjunto } from './attachments.ts'
import { readCajaConfig } from './config.ts'
import { needOwnDrawer } from './drawer.ts'
import { expectedOf } from './figures.ts'
import { mayKnow } from './rows.ts'

type Db = ReadDb | WriteDb
type MovimientoFacts = Omit<MovimientoCaja, 'adjuntos'> & { sesionId: string }

const MOVIMIENTO = `select m.id, m.numero, m.tipo, m.monto, m.lugar, m.categoria, m.descripcion, m.fecha, m.sesion_id as sesionId,
    w.nombre as otraPersona, u.nombre as usuario, v.nombre as aprobadoPor
  from movimiento_caja m join usuario u on u.id = m.usuario_id left join usuario v on v.id = m.aprobado_por
  left join sesion_caja o on o.id = m.otra_sesion_id left join usuario w on w.id = o.usuario_id`

const statements = perConnection((db: Db) => ({
  one: db.sqlite.prepare<[string, string], MovimientoFacts>(`${MOVIMIENTO} where m.tenant_id = ? and m.id = ?`),
  ofSesion: db.sqlite.prepare<[string], MovimientoFacts>(`${MOVIMIENTO} where m.sesion_id = ? order by m.id`),
}))

const toMovimiento = (db: Db, tenantId: string, { sesionId: _, ...row }: MovimientoFacts): MovimientoCaja => ({
  ...row,
  adjuntos: row.tipo === 'gasto' ? attachmentsOf(db, tenantId, 'movimiento_caja', row.id) : [],
})

/** One movement with the session it is of. Errors: not_found. */
export function readMovimiento(db: Db, tenantId: string, id: string): { movimiento: MovimientoCaja; sesionId: string } {
  const row = statements(db).one.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'movimiento_caja' })
  return { movimiento: toMovimiento(db, tenantId, row), sesionId: row.sesionId }
}

export const movimientosOf = (db: Db, tenantId: string, sesionId: string): MovimientoCaja[] =>
  statements(db)
    .ofSesion.all(sesionId)
    .map((row) => toMovimiento(db, tenantId, row))

/** A movement as it will be kept. */
export interface NewMovimiento {
  sesionId: string
  tipo: TipoMovimientoCaja
  /** Minor units with their sign. */
  monto: Minor
  lugar?: LugarEfectivo
  categoria?: string
  descripcion?: string
  otraSesionId?: string
  /** The refund or reversal that it pays out. */
  documentoId?: string
  aprobadoPor?: string | null
}

/**
 * Refuses to take more out of an open drawer than it should hold, to who may know how much that is. To a blind cashier any
 * refusal would say it: they would try amounts until one passes. Theirs is done; a drawer that then should hold less than
 * nothing is shown to who supervises, and its close has a difference to explain. Errors: caja.short.
 */
export function needCash(db: Db, actor: Actor, sesionId: string, monto: Minor): void {
  if (!mayKnow(db, actor, { estado: 'abierta' })) return
  const maximo = expectedOf(db, sesionId)
  if (monto > maximo) throw refuse('caja.short', { maximo })
}

/** Writes cash that came into a drawer or left it other than by a receipt, numbered. Returns its id. Errors: as needCash. */
export function writeMovimiento(tx: Tx, movement: NewMovimiento): string {
  const { tenantId, usuarioId, puestoId } = tx.actor
  if (movement.monto < 0) needCash(tx.db, tx.actor, movement.sesionId, -movement.monto)
  const id = newId()
  const { numero } = takeDocumentNumber(tx, 'movimiento_caja')
  tx.db.orm
    .insert(movimientoCaja)
    .values({ ...movement, id, tenantId, puestoId, usuarioId, numero, fecha: tx.now })
    .run()
  return id
}

/** Cash given back to a client out of the actor's own drawer. Errors: caja.closed, caja.other, caja.short. */
export function payOut(
  tx: Tx,
  out: { tipo: 'devolucion' | 'reverso'; documentoId: string; monto: Minor; descripcion: string },
): { sesionId: string; movimientoId: string } {
  const { id: sesionId } = needOwnDrawer(tx.db, tx.actor)
  const { tipo, documentoId, monto, descripcion } = out
  return { sesionId, movimientoId: writeMovimiento(tx, { sesionId, tipo, documentoId, descripcion, monto: -monto }) }
}

/** An entry, a withdrawal or an expense at the actor's own drawer. Errors: caja.*, input.invalid of the attachment. */
export function recordMovimiento(tx: Tx, input: NuevoMovimiento, aprobadoPor: string | null): MovimientoCaja {
  const { tenantId } = tx.actor
  const { id: sesionId } = needOwnDrawer(tx.db, tx.actor)
  const { limiteMovimiento, categoriasGasto } = readCajaConfig(tx.db, tenantId)
  const { tipo, monto, descripcion } = input
  const leaves = tipo !== 'entrada'
  const limited = leaves && limiteMovimiento !== null && monto > limiteMovimiento
  if (limited && aprobadoPor === null) throw refuse('caja.approval')
  if (tipo === 'gasto' && !categoriasGasto.includes(input.categoria))
    throw refuse('input.invalid', { issues: [{ path: 'movimiento.categoria', code: 'unknown' }] })
  const id = writeMovimiento(tx, {
    sesionId,
    tipo,
    monto: leaves ? -monto : monto,
    descripcion,
    aprobadoPor: limited ? aprobadoPor : null,
    ...(tipo === 'gasto' ? { categoria: input.categoria } : { lugar: input.lugar }),
  })
  if (tipo === 'gasto' && input.adjunto) writeAdjunto(tx, 'movimiento_caja', id, input.adjunto)
  const { movimiento } = readMovimiento(tx.db, tenantId, id)
  const { numero, lugar, categoria } = movimiento
  const despues = { numero, tipo, monto: movimiento.monto, lugar, categoria, aprobadoPor: movimiento.aprobadoPor }
  tx.audit({ accion: 'caja.move', entidad: 'movimiento_caja', entidadId: id, despues })
  return movimiento
}
