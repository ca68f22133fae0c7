import { addDays, startOfDay } from '../../contract/dates.ts'
import type { TipoReverso } from '../../contract/enums.ts'
import type { ReversoDetail, ReversoParte, ReversoRow } from '../../contract/index.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { cliente, impresion, movimientoCaja, puesto, recibo, reverso, usuario } from '../../db/schema/index.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import { readTenant } from '../kernel/tenancy.ts'

type Db = ReadDb | WriteDb

const actor = alias(usuario, 'quien')
const approver = alias(usuario, 'aprueba')
const cashier = alias(usuario, 'cajero')

const rowFields = {
  id: reverso.id,
  numero: reverso.numero,
  fecha: reverso.fecha,
  tipo: reverso.tipo,
  reciboId: reverso.reciboId,
  reciboNumero: recibo.numero,
  clienteId: reverso.clienteId,
  clienteNombre: cliente.nombreRazonSocial,
  clienteCodigo: cliente.codigoCliente,
  metodo: recibo.metodo,
  monto: reverso.monto,
  motivo: reverso.motivo,
  usuario: actor.nombre,
  aprobadoPor: approver.nombre,
  ajuste: sql<boolean>`${reverso.ajuste} = 1`.mapWith(Boolean),
}

export interface ReversoListInput {
  filter: {
    reciboId?: string | undefined
    clienteId?: string | undefined
    tipo?: TipoReverso | undefined
    desde?: string | undefined
    hasta?: string | undefined
  }
  cursor?: string | undefined
  limit: number
}

/** Reversals newest first, a page from the cursor on. */
export function listReversos(db: Db, tenantId: string, input: ReversoListInput): Page<ReversoRow> {
  const { reciboId, clienteId, tipo, desde, hasta } = input.filter
  const { zonaHoraria } = readTenant(db)
  const wanted: SQL[] = [eq(reverso.tenantId, tenantId)]
  if (reciboId) wanted.push(eq(reverso.reciboId, reciboId))
  if (clienteId) wanted.push(eq(reverso.clienteId, clienteId))
  // The plus keeps it out of the choice of an index: by their date they are in order.
  if (tipo) wanted.push(sql`+${reverso.tipo} = ${tipo}`)
  if (desde) wanted.push(gte(reverso.fecha, startOfDay(desde, zonaHoraria)))
  if (hasta) wanted.push(lt(reverso.fecha, startOfDay(addDays(hasta, 1), zonaHoraria)))
  if (input.cursor) {
    const [fecha, id] = decodeCursor(input.cursor, ['number', 'string'])
    wanted.push(sql`(${reverso.fecha}, ${reverso.id}) < (${fecha}, ${id})`)
  }
  const rows: ReversoRow[] = db.orm
    .select(rowFields)
    .from(reverso)
    .innerJoin(recibo, eq(recibo.id, reverso.reciboId))
    .innerJoin(cliente, eq(cliente.id, reverso.clienteId))
    .leftJoin(actor, eq(actor.id, reverso.usuarioId))
    .leftJoin(approver, eq(approver.id, reverso.aprobadoPor))
    .where(and(...wanted))
    .orderBy(desc(reverso.fecha), desc(reverso.id))
    .limit(input.limit + 1)
    .all()
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  const nextCursor = rows.length > input.limit && last ? encodeCursor([last.fecha, last.id]) : null
  return { items, nextCursor, total: null }
}

const statements = perConnection((db: Db) => ({
  // Applications latest first, as they were taken; what a payment lost besides them was credit.
  partes: db.sqlite.prepare<[string], ReversoParte & { id: string }>(
    `select a.id, a.factura_id as facturaId, f.numero as facturaNumero, f.periodo, a.monto, a.saldo_despues as saldoDespues
     from reverso_aplicacion a join factura f on f.id = a.factura_id where a.reverso_id = ?`,
  ),
  total: db.sqlite.prepare<[string], number>('select sum(monto) from reverso_pago where reverso_id = ?').pluck(),
}))

/** What a reversal took the money from: credit first. */
export function reversoPartes(db: Db, reversoId: string): ReversoParte[] {
  const { partes, total } = statements(db)
  const invoices = partes
    .all(reversoId)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id: _, ...parte }) => parte)
  const credit = (total.get(reversoId) ?? 0) - invoices.reduce((sum, { monto }) => sum + monto, 0)
  const none = { facturaId: null, facturaNumero: null, periodo: null, saldoDespues: null }
  return credit > 0 ? [{ ...none, monto: credit }, ...invoices] : invoices
}

/** One reversal. Errors: not_found. */
export function getReverso(db: Db, tenantId: string, id: string): ReversoDetail {
  const row = db.orm
    .select({
      ...rowFields,
      reciboMonto: recibo.montoTotal,
      reciboFecha: recibo.fecha,
      cajero: cashier.nombre,
      puesto: puesto.nombre,
      deudaDespues: reverso.deudaDespues,
      creditoDespues: reverso.creditoDespues,
      movimientoNumero: movimientoCaja.numero,
      impresiones: sql<number>`(select count(*) from ${impresion} where ${impresion.tenantId} = ${reverso.tenantId} and ${impresion.documentoId} = ${reverso.id})`,
    })
    .from(reverso)
    .innerJoin(recibo, eq(recibo.id, reverso.reciboId))
    .innerJoin(cliente, eq(cliente.id, reverso.clienteId))
    .innerJoin(cashier, eq(cashier.id, recibo.usuarioId))
    .innerJoin(puesto, eq(puesto.id, reverso.puestoId))
    .leftJoin(actor, eq(actor.id, reverso.usuarioId))
    .leftJoin(approver, eq(approver.id, reverso.aprobadoPor))
    .leftJoin(movimientoCaja, eq(movimientoCaja.documentoId, reverso.id))
    .where(and(eq(reverso.tenantId, tenantId), eq(reverso.id, id)))
    .get()
  if (!row) throw refuse('not_found', { entidad: 'reverso' })
  return { ...row, partes: reversoPartes(db, id) }
}
