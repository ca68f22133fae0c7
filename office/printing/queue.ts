import { and, eq } from 'drizzle-orm'
import type { MetodoPago, TipoTicket } from '../../contract/enums.ts'
import type { ImpresoraConfig, Puesto, TicketsDocumento, TrabajoTicket } from '../../contract/index.ts'
import { puesto } from '../../db/schema/index.ts'
import { findOwnDrawer } from '../cash/drawer.ts'
import { wasIssued } from '../documents/issued.ts'
import { refuse } from '../kernel/errors.ts'
import { readPuesto } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import { changeTicket, findTicket, insertTicket, ticketsOf, ticketView } from './rows.ts'
import { checkTicket } from './sources.ts'

/** What people and collections do to the queue of tickets; all of it inside their own transaction. */

/** The printer of the actor's seat. Errors: impresora.none. */
function needPrinter(tx: Tx): ImpresoraConfig {
  const { impresora } = readPuesto(tx.db, tx.actor.puestoId)
  if (impresora.conexion.tipo === 'ninguna') throw refuse('impresora.none')
  return impresora
}

const insert = (
  tx: Tx,
  tipo: TipoTicket,
  documentoId: string,
  flags: { copia: boolean; abreCajon: boolean },
): string => {
  const { tenantId, puestoId, usuarioId } = tx.actor
  return insertTicket(tx.db, { tenantId, puestoId, usuarioId, tipo, documentoId, ...flags }, tx.now)
}

/**
 * Queues the ticket of a receipt in the transaction that makes it, where the seat prints by itself; the drawer opens with
 * it for cash. Whatever the printer does, the money is recorded.
 */
export function queueReciboTicket(tx: Tx, recibo: { id: string; metodo: MetodoPago }): void {
  const { impresora } = readPuesto(tx.db, tx.actor.puestoId)
  const prints =
    impresora.conexion.tipo !== 'ninguna' && impresora.auto && tx.actor.permissions.includes('recibo.print')
  if (!prints) return
  const abreCajon = recibo.metodo === 'efectivo' && impresora.cajon !== 'no'
  insert(tx, 'recibo', recibo.id, { copia: false, abreCajon })
}

/** Whether the original is out, or on its way. */
const isTaken = (tx: Tx, documentoId: string): boolean =>
  wasIssued(tx.db, tx.actor.tenantId, documentoId) ||
  ticketsOf(tx.db, tx.actor.tenantId, documentoId).some(({ copia, estado }) => !copia && estado !== 'cancelado')

/** Queues a document that a person asked for; a Z with the copies that the seat wants. Errors: impresora.none, not_found, access.denied. */
export function printTicket(tx: Tx, tipo: TicketsDocumento, documentoId: string): TrabajoTicket {
  const { copiasZ } = needPrinter(tx)
  checkTicket(tx.db, tx.actor, tipo, documentoId)
  const copia = isTaken(tx, documentoId)
  const id = insert(tx, tipo, documentoId, { copia, abreCajon: false })
  const view = ticketView(tx.db, tx.actor.tenantId, id)
  const copies = copia || tipo !== 'reporte_caja' || !/-Z-/.test(view.numero) ? 0 : copiasZ - 1
  for (let n = 0; n < copies; n++) insert(tx, tipo, documentoId, { copia: true, abreCajon: false })
  tx.audit({ accion: 'ticket.print', entidad: tipo, entidadId: documentoId, despues: { copia } })
  return view
}

/** A test page. Errors: impresora.none. */
export function queueTest(tx: Tx): string {
  needPrinter(tx)
  const id = insert(tx, 'prueba', '', { copia: false, abreCajon: false })
  tx.audit({ accion: 'ticket.test', entidad: 'puesto', entidadId: tx.actor.puestoId })
  return id
}

/** The drawer alone, by whoever holds it open or supervises. Errors: impresora.none, impresora.drawer, caja.closed. */
export function queueKick(tx: Tx): string {
  if (needPrinter(tx).cajon === 'no') throw refuse('impresora.drawer')
  if (findOwnDrawer(tx.db, tx.actor) === null && !tx.actor.permissions.includes('caja.supervise'))
    throw refuse('caja.closed')
  const id = insert(tx, 'cajon', '', { copia: false, abreCajon: true })
  tx.audit({ accion: 'cajon.open', entidad: 'puesto', entidadId: tx.actor.puestoId })
  return id
}

/** Has its turn again at once: what waits, or failed before a byte of it left. Errors: impresion.closed, not_found. */
export function retryTicket(tx: Tx, id: string): TrabajoTicket {
  const { tenantId } = tx.actor
  const row = findTicket(tx.db, tenantId, id)
  const again = row.estado === 'pendiente' || (row.estado === 'fallido' && row.documentoId !== '')
  if (!again) throw refuse('impresion.closed')
  changeTicket(tx.db, tenantId, id, { estado: 'pendiente', proximoEn: tx.now, error: null })
  tx.audit({ accion: 'ticket.retry', entidad: 'trabajo_impresion', entidadId: id })
  return ticketView(tx.db, tenantId, id)
}

/** One more, as COPIA; an uncertain one counts as settled by it. Errors: impresion.closed, impresora.none, not_found. */
export function reprintTicket(tx: Tx, id: string): TrabajoTicket {
  const { tenantId } = tx.actor
  needPrinter(tx)
  const row = findTicket(tx.db, tenantId, id)
  if (row.documentoId === '' || (row.estado !== 'impreso' && row.estado !== 'incierto'))
    throw refuse('impresion.closed')
  if (row.estado === 'incierto') changeTicket(tx.db, tenantId, id, { estado: 'cancelado' })
  const copy = insert(tx, row.tipo, row.documentoId, { copia: true, abreCajon: false })
  tx.audit({ accion: 'ticket.reprint', entidad: row.tipo, entidadId: row.documentoId, despues: { antes: row.estado } })
  return ticketView(tx.db, tenantId, copy)
}

/** Somebody holds the uncertain ticket in their hand. Errors: impresion.closed, not_found. */
export function confirmTicket(tx: Tx, id: string): TrabajoTicket {
  const { tenantId } = tx.actor
  if (findTicket(tx.db, tenantId, id).estado !== 'incierto') throw refuse('impresion.closed')
  changeTicket(tx.db, tenantId, id, { estado: 'impreso', impresoEn: tx.now, error: null })
  tx.audit({ accion: 'ticket.confirm', entidad: 'trabajo_impresion', entidadId: id })
  return ticketView(tx.db, tenantId, id)
}

/** Gives up those that are not printed; how many. Errors: not_found. */
export function cancelTickets(tx: Tx, ids: readonly string[]): { cancelados: number } {
  const { tenantId } = tx.actor
  const open = ids.filter((id) => ['pendiente', 'fallido', 'incierto'].includes(findTicket(tx.db, tenantId, id).estado))
  for (const id of open) changeTicket(tx.db, tenantId, id, { estado: 'cancelado' })
  if (open.length > 0)
    tx.audit({
      accion: 'ticket.cancel',
      entidad: 'trabajo_impresion',
      entidadId: open[0] ?? '',
      despues: { ids: open },
    })
  return { cancelados: open.length }
}

/** Keeps the printer of the actor's seat. Errors: conflict.changed. */
export function savePrinter(tx: Tx, config: ImpresoraConfig, expected: number): Puesto {
  const { tenantId, puestoId } = tx.actor
  const antes = readPuesto(tx.db, puestoId)
  if (antes.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'puesto' })
  tx.db.orm
    .update(puesto)
    .set({
      configuracionJson: JSON.stringify({ recibo: antes.recibo, impresora: config }),
      actualizadoEn: Math.max(tx.now, expected + 1),
    })
    .where(and(eq(puesto.tenantId, tenantId), eq(puesto.id, puestoId)))
    .run()
  const despues = readPuesto(tx.db, puestoId)
  const change = { antes: antes.impresora, despues: despues.impresora }
  tx.audit({ accion: 'impresora.update', entidad: 'puesto', entidadId: puestoId, ...change })
  return despues
}
