import { addDays, civilDate, type FechaCivil, isCivilDate, startOfDay } from '../../contract/dates.ts'
import type { MovimientoCuenta } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import { readTenant } from '../kernel/tenancy.ts'

type AnyDb = ReadDb | WriteDb

/** A line before the balance is known. */
type Movement = Omit<MovimientoCuenta, 'saldo'>

/** A document that has an instant, not a civil date. */
interface Timed {
  id: string
  fecha: number
  numero: string
  detalle: string
  monto: Minor
}
/** Documents of one client from an instant on, in order, and those between two instants. */
interface TimedStatements {
  since: { all(tenantId: string, clienteId: string, from: number, limit: number): Timed[] }
  between: { all(tenantId: string, clienteId: string, from: number, to: number): Timed[] }
}

function timed(db: AnyDb, select: string): TimedStatements {
  const of = `${select} where tenant_id = ? and cliente_id = ?`
  return {
    since: db.sqlite.prepare<[string, string, number, number], Timed>(
      `${of} and fecha >= ? order by fecha, id limit ?`,
    ),
    between: db.sqlite.prepare<[string, string, number, number], Timed>(
      `${of} and fecha >= ? and fecha < ? order by fecha, id`,
    ),
  }
}

const statements = perConnection((db: AnyDb) => ({
  cliente: db.sqlite.prepare<[string, string]>('select 1 from cliente where tenant_id = ? and id = ?'),
  facturas: db.sqlite.prepare<[string, string, string, string, number], Movement>(
    `select f.id, f.fecha_emision as fecha, 'factura' as tipo, f.numero, f.id as refId,
       coalesce((select l.descripcion from factura_linea l where l.factura_id = f.id and l.orden = 0), '') as detalle,
       f.monto_total as debe, 0 as haber
     from factura f where f.tenant_id = ? and f.cliente_id = ? and (f.fecha_emision, f.id) > (?, ?)
     order by f.fecha_emision, f.id limit ?`,
  ),
  notas: db.sqlite.prepare<[string, string, string, string, number], Movement>(
    `select n.id, n.fecha, 'nota_credito' as tipo, n.numero, n.id as refId, n.detalle, 0 as debe, n.monto as haber
     from nota_credito n where n.tenant_id = ? and n.cliente_id = ? and (n.fecha, n.id) > (?, ?)
     order by n.fecha, n.id limit ?`,
  ),
  recibos: timed(db, 'select id, fecha, numero, referencia as detalle, monto_total as monto from recibo'),
  devoluciones: timed(db, 'select id, fecha, numero, motivo as detalle, monto from devolucion'),
  reversos: timed(db, 'select id, fecha, numero, motivo as detalle, monto from reverso'),
}))

const compare = (a: Pick<Movement, 'fecha' | 'id'>, b: Pick<Movement, 'fecha' | 'id'>): number => {
  if (a.fecha !== b.fecha) return a.fecha < b.fecha ? -1 : 1
  return a.id < b.id ? -1 : Number(a.id > b.id)
}

interface From {
  tenantId: string
  clienteId: string
  /** Day of the last line of the page before; '' for the first page. */
  fecha: FechaCivil
  count: number
}

/**
 * Documents of the cursor's day and at least `count` after it, if there are as many: whole days, since within a day the
 * page goes by id.
 */
function timedFrom(
  db: AnyDb,
  { since, between }: TimedStatements,
  { tenantId, clienteId, fecha, count }: From,
): (Timed & { dia: FechaCivil })[] {
  const { zonaHoraria } = readTenant(db)
  const wholeDay = (day: FechaCivil) => {
    const [start, end] = [startOfDay(day, zonaHoraria), startOfDay(addDays(day, 1), zonaHoraria)]
    return { end, rows: between.all(tenantId, clienteId, start, end) }
  }
  const first = fecha === '' ? { end: 0, rows: [] } : wholeDay(fecha)
  const later = since.all(tenantId, clienteId, first.end, count)
  const last = later.at(-1)
  const known = new Set(later.map((row) => row.id))
  const rest = last ? wholeDay(civilDate(last.fecha, zonaHoraria)).rows.filter((row) => !known.has(row.id)) : []
  return [...first.rows, ...later, ...rest].map((row) => ({ ...row, dia: civilDate(row.fecha, zonaHoraria) }))
}

/** Money that came in (a receipt), went back (a refund) or never was (a receipt taken back). */
const movementOf =
  (tipo: 'pago' | 'devolucion' | 'reverso') =>
  ({ id, dia, numero, detalle, monto }: Timed & { dia: FechaCivil }): Movement => ({
    id,
    fecha: dia,
    tipo,
    numero,
    refId: id,
    detalle,
    debe: tipo === 'pago' ? 0 : monto,
    haber: tipo === 'pago' ? monto : 0,
  })

/** Date and id of the last line of a page, and the balance after it. Errors: input.invalid. */
function readPlace(cursor: string): readonly [FechaCivil, string, Minor] {
  const [fecha, id, saldo] = decodeCursor(cursor, ['string', 'string', 'number']) as [string, string, number]
  if (isCivilDate(fecha) && Number.isSafeInteger(saldo)) return [fecha, id, saldo]
  throw refuse('input.invalid', { issues: [{ path: 'cursor', code: 'invalid' }] })
}

/**
 * The account of a client, oldest first by date and id: invoices, refunds and receipts taken back against receipts and credit
 * notes, each line with the balance after it (above zero the client owes). The cursor carries the balance, so that a page reads only its lines.
 * Errors: not_found, input.invalid (cursor).
 */
export function readStatement(
  db: AnyDb,
  tenantId: string,
  input: { id: string; cursor?: string | undefined; limit: number },
): Page<MovimientoCuenta> {
  const { id: clienteId, limit } = input
  if (!statements(db).cliente.get(tenantId, clienteId)) throw refuse('not_found', { entidad: 'cliente' })
  const [fecha, id, carried] = input.cursor ? readPlace(input.cursor) : (['', '', 0] as const)
  const { facturas, notas, recibos, devoluciones, reversos } = statements(db)
  const from = { tenantId, clienteId, fecha, count: limit + 1 }
  const lines = [
    ...facturas.all(tenantId, clienteId, fecha, id, limit + 1),
    ...notas.all(tenantId, clienteId, fecha, id, limit + 1),
    ...timedFrom(db, recibos, from).map(movementOf('pago')),
    ...timedFrom(db, devoluciones, from).map(movementOf('devolucion')),
    ...timedFrom(db, reversos, from).map(movementOf('reverso')),
  ]
    .filter((line) => compare(line, { fecha, id }) > 0)
    .sort(compare)
  let saldo = carried
  const items = lines.slice(0, limit).map((line): MovimientoCuenta => {
    saldo += line.debe - line.haber
    return { ...line, saldo }
  })
  const last = items.at(-1)
  const nextCursor = lines.length > limit && last ? encodeCursor([last.fecha, last.id, saldo]) : null
  return { items, nextCursor, total: null }
}
