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
interface ReciboRow {
  id: string
  fecha: number
  numero: string
  referencia: string
  monto: Minor
}

const RECIBOS = `select id, fecha, numero, referencia, monto_total as monto from recibo
  where tenant_id = ? and cliente_id = ?`

const statements = perConnection((db: AnyDb) => ({
  cliente: db.sqlite.prepare<[string, string]>('select 1 from cliente where tenant_id = ? and id = ?'),
  facturas: db.sqlite.prepare<[string, string, string, string, number], Movement>(
    `select f.id, f.fecha_emision as fecha, 'factura' as tipo, f.numero, f.id as refId,
       coalesce((select l.descripcion from factura_linea l where l.factura_id = f.id and l.orden = 0), '') as detalle,
       f.monto_total as debe, 0 as haber
     from factura f where f.tenant_id = ? and f.cliente_id = ? and (f.fecha_emision, f.id) > (?, ?)
     order by f.fecha_emision, f.id limit ?`,
  ),
  recibosFrom: db.sqlite.prepare<[string, string, number, number], ReciboRow>(
    `${RECIBOS} and fecha >= ? order by fecha, id limit ?`,
  ),
  recibosBetween: db.sqlite.prepare<[string, string, number, number], ReciboRow>(
    `${RECIBOS} and fecha >= ? and fecha < ? order by fecha, id`,
  ),
  // Only an import makes these: one or two in a client's life.
  notas: db.sqlite.prepare<[string, string], Movement>(
    `select id, fecha, 'nota_credito' as tipo, numero, id as refId, '' as detalle, 0 as debe, monto as haber
     from nota_credito where tenant_id = ? and cliente_id = ? order by creado_en, id`,
  ),
}))

const compare = (a: Pick<Movement, 'fecha' | 'id'>, b: Pick<Movement, 'fecha' | 'id'>): number => {
  if (a.fecha !== b.fecha) return a.fecha < b.fecha ? -1 : 1
  return a.id < b.id ? -1 : Number(a.id > b.id)
}

/**
 * Receipts of the cursor's day and at least `count` after it, if there are as many: whole days, since within a day the
 * page goes by id.
 */
function recibosFrom(db: AnyDb, tenantId: string, clienteId: string, from: FechaCivil, count: number): Movement[] {
  const { zonaHoraria } = readTenant(db)
  const { recibosFrom: since, recibosBetween } = statements(db)
  const wholeDay = (day: FechaCivil) => {
    const [start, end] = [startOfDay(day, zonaHoraria), startOfDay(addDays(day, 1), zonaHoraria)]
    return { end, rows: recibosBetween.all(tenantId, clienteId, start, end) }
  }
  const first = from === '' ? { end: 0, rows: [] } : wholeDay(from)
  const later = since.all(tenantId, clienteId, first.end, count)
  const last = later.at(-1)
  const known = new Set(later.map((row) => row.id))
  const rest = last ? wholeDay(civilDate(last.fecha, zonaHoraria)).rows.filter((row) => !known.has(row.id)) : []
  return [...first.rows, ...later, ...rest].map(({ id, fecha, numero, referencia, monto }) => ({
    id,
    fecha: civilDate(fecha, zonaHoraria),
    tipo: 'pago',
    numero,
    refId: id,
    detalle: referencia,
    debe: 0,
    haber: monto,
  }))
}

/** Date and id of the last line of a page, and the balance after it. Errors: input.invalid. */
function readPlace(cursor: string): readonly [FechaCivil, string, Minor] {
  const [fecha, id, saldo] = decodeCursor(cursor, ['string', 'string', 'number']) as [string, string, number]
  if (isCivilDate(fecha) && Number.isSafeInteger(saldo)) return [fecha, id, saldo]
  throw refuse('input.invalid', { issues: [{ path: 'cursor', code: 'invalid' }] })
}

/**
 * The account of a client, oldest first by date and id: invoices against receipts and credit notes, each line with the
 * balance after it (above zero the client owes). The cursor carries the balance, so that a page reads only its lines.
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
  const lines = [
    ...statements(db).facturas.all(tenantId, clienteId, fecha, id, limit + 1),
    ...recibosFrom(db, tenantId, clienteId, fecha, limit + 1),
    ...statements(db).notas.all(tenantId, clienteId),
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
