import { and, eq, inArray } from 'drizzle-orm'
import type { Conteo, RutaDetail } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { cliente, clienteSaldo, rutaCobro, rutaVisita, usuario } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { needOwnDrawer } from './drawer.ts'
import { needCash, writeMovimiento } from './movements.ts'
import { readRuta } from './rounds-read.ts'
import { beginSesion, endSesion } from './sessions.ts'

type Db = ReadDb | WriteDb

export interface NewRuta {
  nombre: string
  cobradorId: string
  clienteIds: string[]
  /** Minor units out of the actor's drawer; 0: the collector takes no change along. */
  fondo: Minor
}

const statements = perConnection((db: Db) => ({
  out: db.sqlite
    .prepare<[string, string], string>(
      `select numero from ruta_cobro where tenant_id = ? and cobrador_id = ? and estado = 'abierta'`,
    )
    .pluck(),
}))

/** An amount as one line, where nobody counted notes: it was counted in the drawer that it comes from. */
export const asConteo = (monto: Minor): Conteo => (monto > 0 ? [{ valor: monto, cantidad: 1 }] : [])

/** What each client owes now, in the order given. Errors: input.invalid (one twice), not_found. */
function debtsOf(tx: Tx, clienteIds: string[]): { clienteId: string; deuda: Minor }[] {
  if (new Set(clienteIds).size !== clienteIds.length)
    throw refuse('input.invalid', { issues: [{ path: 'clienteIds', code: 'duplicate' }] })
  const rows = tx.db.orm
    .select({ id: cliente.id, deuda: clienteSaldo.deuda })
    .from(cliente)
    .innerJoin(clienteSaldo, eq(clienteSaldo.clienteId, cliente.id))
    .where(and(eq(cliente.tenantId, tx.actor.tenantId), inArray(cliente.id, clienteIds)))
    .all()
  const byId = new Map(rows.map(({ id, deuda }) => [id, deuda]))
  return clienteIds.map((clienteId) => {
    const deuda = byId.get(clienteId)
    if (deuda === undefined) throw refuse('not_found', { entidad: 'cliente' })
    return { clienteId, deuda }
  })
}

function checkCollector(tx: Tx, cobradorId: string): void {
  const { tenantId } = tx.actor
  const person = tx.db.orm
    .select({ estado: usuario.estado })
    .from(usuario)
    .where(and(eq(usuario.tenantId, tenantId), eq(usuario.id, cobradorId)))
    .get()
  if (person?.estado !== 'activo') throw refuse('not_found', { entidad: 'usuario' })
  const numero = statements(tx.db).out.get(tenantId, cobradorId)
  if (numero !== undefined) throw refuse('ruta.open', { numero })
}

/**
 * Makes a round: the collector's bag opens with the float that leaves the actor's drawer. Errors: not_found, ruta.open, and
 * with a float caja.closed, caja.other, caja.short.
 */
export function createRuta(tx: Tx, { nombre, cobradorId, clienteIds, fondo }: NewRuta): RutaDetail {
  const { tenantId, puestoId, usuarioId } = tx.actor
  checkCollector(tx, cobradorId)
  const stops = debtsOf(tx, clienteIds)
  const drawer = fondo > 0 ? needOwnDrawer(tx.db, tx.actor) : null
  if (drawer) needCash(tx.db, tx.actor, drawer.id, fondo)
  const bag = { puestoId, usuarioId: cobradorId, tipo: 'cobrador', explicacion: '', previaId: null } as const
  const sesionId = beginSesion(tx, { ...bag, conteo: asConteo(fondo), fondo, esperado: fondo })
  const { numero } = takeDocumentNumber(tx, 'ruta_cobro')
  if (drawer)
    writeMovimiento(tx, {
      sesionId: drawer.id,
      tipo: 'entrega',
      monto: -fondo,
      otraSesionId: sesionId,
      descripcion: `${numero} · ${nombre}`,
    })
  const id = newId()
  tx.db.orm
    .insert(rutaCobro)
    .values({
      id,
      tenantId,
      puestoId,
      numero,
      nombre,
      cobradorId,
      sesionId,
      estado: 'abierta',
      usuarioId,
      creadoEn: tx.now,
    })
    .run()
  stops.forEach(({ clienteId, deuda }, at) => {
    const row = { id: newId(), tenantId, rutaId: id, orden: at + 1, clienteId, deuda }
    tx.db.orm
      .insert(rutaVisita)
      .values({ ...row, estado: 'pendiente' })
      .run()
  })
  const despues = { numero, cobradorId, visitas: stops.length, fondo }
  tx.audit({ accion: 'ruta.create', entidad: 'ruta_cobro', entidadId: id, despues })
  return readRuta(tx.db, tenantId, id)
}

/** A round that is out. Errors: not_found, ruta.closed. */
export function openRuta(db: Db, tenantId: string, id: string): RutaDetail {
  const ruta = readRuta(db, tenantId, id)
  if (ruta.estado !== 'abierta') throw refuse('ruta.closed')
  return ruta
}

/** Cash of an ended bag goes into the actor's drawer. Errors: caja.closed, caja.other. */
export function receiveBag(tx: Tx, ruta: RutaDetail, monto: Minor): void {
  if (monto === 0) return
  const { id: sesionId } = needOwnDrawer(tx.db, tx.actor)
  const descripcion = `${ruta.numero} · ${ruta.nombre}`
  writeMovimiento(tx, { sesionId, tipo: 'recepcion', monto, otraSesionId: ruta.sesion.id, descripcion })
}

/** Takes a round back before anything is collected of it. Errors: not_found, ruta.closed, caja.closed, caja.other. */
export function cancelRuta(tx: Tx, id: string): RutaDetail {
  const { tenantId } = tx.actor
  const ruta = openRuta(tx.db, tenantId, id)
  const fondo = ruta.sesion.fondoInicial
  const count = { conteo: asConteo(fondo), queda: null, explicacion: '', aprobadoPor: null, contado: fondo }
  endSesion(tx, ruta.sesion.id, count)
  receiveBag(tx, ruta, fondo)
  tx.db.orm.update(rutaCobro).set({ estado: 'anulada', rendidaEn: tx.now }).where(eq(rutaCobro.id, id)).run()
  tx.audit({ accion: 'ruta.cancel', entidad: 'ruta_cobro', entidadId: id, despues: { numero: ruta.numero } })
  return readRuta(tx.db, tenantId, id)
}
