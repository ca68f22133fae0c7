import { and, desc, eq, sql } from 'drizzle-orm'
import type { CreditoDisponible, DevolucionDetail, DevolucionRow } from '../../contract/index.ts'
import type { MetodoDevolucion } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import {
  cliente,
  clienteSaldo,
  creditoAbierto,
  devolucion,
  devolucionOrigen,
  notaCredito,
  pago,
  recibo,
  usuario,
} from '../../db/schema/index.ts'
import { payOut } from '../cash/movements.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import type { Tx } from '../kernel/writer.ts'
import { takeCredit } from './balances.ts'

type Db = ReadDb | WriteDb

function creditOf(db: Db, tenantId: string, clienteId: string): Minor {
  const row = db.orm
    .select({ credito: clienteSaldo.credito })
    .from(clienteSaldo)
    .innerJoin(cliente, eq(cliente.id, clienteSaldo.clienteId))
    .where(and(eq(cliente.tenantId, tenantId), eq(cliente.id, clienteId)))
    .get()
  if (!row) throw refuse('not_found', { entidad: 'cliente' })
  return row.credito
}

/** A client's money in favour by source, oldest first. Errors: not_found. */
export function prepareDevolucion(db: Db, tenantId: string, clienteId: string): CreditoDisponible {
  const credito = creditOf(db, tenantId, clienteId)
  const rows = db.orm
    .select({
      tipo: creditoAbierto.tipo,
      numero: sql<string>`coalesce(${recibo.numero}, ${notaCredito.numero}, '')`,
      fecha: creditoAbierto.fecha,
      resto: creditoAbierto.resto,
      estado: pago.estadoConciliacion,
    })
    .from(creditoAbierto)
    .leftJoin(pago, eq(pago.id, creditoAbierto.origenId))
    .leftJoin(recibo, eq(recibo.id, pago.reciboId))
    .leftJoin(notaCredito, eq(notaCredito.id, creditoAbierto.origenId))
    .where(and(eq(creditoAbierto.tenantId, tenantId), eq(creditoAbierto.clienteId, clienteId)))
    .orderBy(creditoAbierto.fecha, creditoAbierto.origenId)
    .all()
  const unseen = rows.filter(({ estado }) => estado === 'pendiente')
  return {
    credito,
    sinConciliar: unseen.reduce((sum, { resto }) => sum + resto, 0),
    origenes: rows.map(({ tipo, numero, fecha, resto }) => ({ tipo, numero, fecha, resto })),
  }
}

export interface NewDevolucion {
  clienteId: string
  /** Minor units, above zero, at most the client's credit. */
  monto: Minor
  metodo: MetodoDevolucion
  referencia: string
  motivo: string
}

/**
 * Gives money back out of a client's credit, oldest first, with its audit row. Cash leaves the actor's own drawer.
 * Errors: not_found, devolucion.exceeds; of cash also caja.closed, caja.other, caja.short.
 */
export function recordDevolucion(tx: Tx, input: NewDevolucion): DevolucionDetail {
  const { tenantId, usuarioId, puestoId } = tx.actor
  const credito = creditOf(tx.db, tenantId, input.clienteId)
  if (input.monto > credito) throw refuse('devolucion.exceeds', { maximo: credito })
  const id = newId()
  const { numero } = takeDocumentNumber(tx, 'devolucion')
  tx.db.orm
    .insert(devolucion)
    .values({ ...input, id, tenantId, puestoId, usuarioId, numero, fecha: tx.now })
    .run()
  for (const { tipo, origenId, monto } of takeCredit(tx, input.clienteId, input.monto)) {
    const source = tipo === 'pago' ? { pagoId: origenId } : { notaCreditoId: origenId }
    const { clienteId } = input
    tx.db.orm
      .insert(devolucionOrigen)
      .values({ id: newId(), tenantId, clienteId, devolucionId: id, monto, ...source })
      .run()
  }
  if (input.metodo === 'efectivo')
    payOut(tx, { tipo: 'devolucion', documentoId: id, monto: input.monto, descripcion: numero })
  tx.audit({ accion: 'devolucion.record', entidad: 'devolucion', entidadId: id, despues: { numero, ...input } })
  return getDevolucion(tx.db, tenantId, id)
}

const rowFields = {
  id: devolucion.id,
  numero: devolucion.numero,
  fecha: devolucion.fecha,
  clienteId: devolucion.clienteId,
  clienteNombre: cliente.nombreRazonSocial,
  clienteCodigo: cliente.codigoCliente,
  monto: devolucion.monto,
  metodo: devolucion.metodo,
  referencia: devolucion.referencia,
  motivo: devolucion.motivo,
  usuario: usuario.nombre,
}

const select = (db: Db) =>
  db.orm
    .select(rowFields)
    .from(devolucion)
    .innerJoin(cliente, eq(cliente.id, devolucion.clienteId))
    .innerJoin(usuario, eq(usuario.id, devolucion.usuarioId))

/** One refund and the credit it came out of, oldest first. Errors: not_found. */
export function getDevolucion(db: Db, tenantId: string, id: string): DevolucionDetail {
  const head = select(db)
    .where(and(eq(devolucion.tenantId, tenantId), eq(devolucion.id, id)))
    .get()
  if (!head) throw refuse('not_found', { entidad: 'devolucion' })
  const origenes = db.orm
    .select({
      tipo: sql<'pago' | 'nota_credito'>`iif(${devolucionOrigen.pagoId} is null, 'nota_credito', 'pago')`,
      numero: sql<string>`coalesce(${recibo.numero}, ${notaCredito.numero}, '')`,
      monto: devolucionOrigen.monto,
    })
    .from(devolucionOrigen)
    .leftJoin(pago, eq(pago.id, devolucionOrigen.pagoId))
    .leftJoin(recibo, eq(recibo.id, pago.reciboId))
    .leftJoin(notaCredito, eq(notaCredito.id, devolucionOrigen.notaCreditoId))
    .where(eq(devolucionOrigen.devolucionId, id))
    .orderBy(devolucionOrigen.id)
    .all()
  return { ...head, origenes }
}

export interface DevolucionListInput {
  filter: { clienteId?: string | undefined }
  cursor?: string | undefined
  limit: number
}

/** Refunds newest first, a page from the cursor on. */
export function listDevoluciones(db: Db, tenantId: string, input: DevolucionListInput): Page<DevolucionRow> {
  const wanted = [eq(devolucion.tenantId, tenantId)]
  if (input.filter.clienteId) wanted.push(eq(devolucion.clienteId, input.filter.clienteId))
  if (input.cursor) {
    const [fecha, id] = decodeCursor(input.cursor, ['number', 'string'])
    wanted.push(sql`(${devolucion.fecha}, ${devolucion.id}) < (${fecha}, ${id})`)
  }
  const rows = select(db)
    .where(and(...wanted))
    .orderBy(desc(devolucion.fecha), desc(devolucion.id))
    .limit(input.limit + 1)
    .all()
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.fecha, last.id]) : null,
    total: null,
  }
}
