import { addDays, type FechaCivil } from '../../contract/dates.ts'
import type { EstadoServicioCliente } from '../../contract/enums.ts'
import type { FilaAntiguedad, TotalesAntiguedad, Tramo, Tramos } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb } from '../../db/open.ts'
import { overdueAsOf } from '../billing/overdue.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { perConnection } from '../kernel/statements.ts'
import { breathe } from './breathe.ts'

/** First and last due date of each age, counted from `al`: due on that day or later is not overdue. */
interface Limits {
  al: FechaCivil
  d30: FechaCivil
  d60: FechaCivil
  d90: FechaCivil
}

const limitsAt = (al: FechaCivil): Limits => ({
  al,
  d30: addDays(al, -30),
  d60: addDays(al, -60),
  d90: addDays(al, -90),
})

const tramoOf = (vence: FechaCivil, { al, d30, d60, d90 }: Limits): Tramo => {
  if (vence >= al) return 'corriente'
  if (vence >= d30) return 'd1_30'
  if (vence >= d60) return 'd31_60'
  return vence >= d90 ? 'd61_90' : 'd90'
}

const noTramos = (): Tramos => ({ corriente: 0, d1_30: 0, d31_60: 0, d61_90: 0, d90: 0 })

interface ClientRow {
  clienteId: string
  nombre: string
  codigo: string
  telefono: string
  estadoServicio: EstadoServicioCliente
  deuda: Minor
  nombreOrden: string
}

const CLIENT = `select s.cliente_id as clienteId, c.nombre_razon_social as nombre, c.codigo_cliente as codigo, c.telefono,
  c.estado_servicio as estadoServicio, s.deuda, s.nombre_orden as nombreOrden
  from cliente_saldo s cross join cliente c on c.id = s.cliente_id where s.tenant_id = ?`

type Place = [string | number, string]

const statements = perConnection((db: ReadDb) => ({
  deuda: db.sqlite.prepare<[string, number, string, number], ClientRow>(
    `${CLIENT} and s.deuda > 0 and (s.deuda, s.cliente_id) < (?, ?) order by s.deuda desc, s.cliente_id desc limit ?`,
  ),
  nombre: db.sqlite.prepare<[string, string, string, number], ClientRow>(
    `${CLIENT} and s.con_deuda = 1 and (s.nombre_orden, s.cliente_id) > (?, ?)
     order by s.nombre_orden, s.cliente_id limit ?`,
  ),
  vencidoNombre: db.sqlite.prepare<[string, string, string, number], ClientRow>(
    `${CLIENT} and s.con_vencido = 1 and (s.nombre_orden, s.cliente_id) > (?, ?)
     order by s.nombre_orden, s.cliente_id limit ?`,
  ),
  // The state as text: the partial index of open invoices serves only a condition it can read.
  open: db.sqlite.prepare<[string, string], { vence: FechaCivil; saldo: Minor }>(
    `select fecha_vencimiento as vence, saldo from factura where tenant_id = ? and cliente_id = ? and estado <> 'pagada'`,
  ),
  all: db.sqlite.prepare<
    [string, string, string, string, number],
    { clienteId: string; vence: FechaCivil; id: string; saldo: Minor }
  >(
    `select cliente_id as clienteId, fecha_vencimiento as vence, id, saldo from factura
     where tenant_id = ? and estado <> 'pagada' and (cliente_id, fecha_vencimiento, id) > (?, ?, ?)
     order by cliente_id, fecha_vencimiento, id limit ?`,
  ),
}))

export interface AgeingInput {
  filter: { desdeDias?: 1 | 31 | 61 | 91 | undefined; estadoServicio?: EstadoServicioCliente | undefined }
  orden: 'deuda' | 'nombre'
  cursor?: string | undefined
  limit: number
}

/** Clients that one page looks at, at most: one that filters much may come back short, or empty, with a cursor. */
const LOOKED_AT = 1000
const STEP = 200

function clientsFrom(db: ReadDb, tenantId: string, input: AgeingInput, place: Place | null): ClientRow[] {
  const { deuda, nombre, vencidoNombre } = statements(db)
  if (input.orden === 'deuda')
    return deuda.all(tenantId, Number(place?.[0] ?? Number.MAX_SAFE_INTEGER), place?.[1] ?? '', STEP)
  const byName = input.filter.desdeDias === undefined ? nombre : vencidoNombre
  return byName.all(tenantId, String(place?.[0] ?? ''), place?.[1] ?? '', STEP)
}

const placeOf = ({ deuda, nombreOrden, clienteId }: ClientRow, orden: AgeingInput['orden']): Place => [
  orden === 'deuda' ? deuda : nombreOrden,
  clienteId,
]

/** Who owes and since when, by debt (most first) or by name. */
export function listAgeing(db: ReadDb, tenantId: string, input: AgeingInput): Page<FilaAntiguedad> {
  const limits = limitsAt(overdueAsOf(db, tenantId))
  let place = input.cursor
    ? (decodeCursor(input.cursor, [input.orden === 'deuda' ? 'number' : 'string', 'string']) as Place)
    : null
  const items: FilaAntiguedad[] = []
  for (let looked = 0; looked < LOOKED_AT; ) {
    const clients = clientsFrom(db, tenantId, input, place)
    for (const client of clients) {
      if (items.length === input.limit) return { items, nextCursor: place && encodeCursor(place), total: null }
      place = placeOf(client, input.orden)
      looked += 1
      const row = rowOf(db, tenantId, client, limits)
      if (wanted(row, input.filter, limits)) items.push(row)
    }
    if (clients.length < STEP) return { items, nextCursor: null, total: null }
  }
  return { items, nextCursor: place && encodeCursor(place), total: null }
}

function rowOf(db: ReadDb, tenantId: string, client: ClientRow, limits: Limits): FilaAntiguedad {
  const tramos = noTramos()
  const open = statements(db).open.all(tenantId, client.clienteId)
  let venceDesde = '9999-12-31'
  for (const { vence, saldo } of open) {
    tramos[tramoOf(vence, limits)] += saldo
    if (vence < venceDesde) venceDesde = vence
  }
  const { nombreOrden: _, ...shown } = client
  return { ...shown, ...tramos, facturas: open.length, venceDesde }
}

function wanted(row: FilaAntiguedad, filter: AgeingInput['filter'], { al }: Limits): boolean {
  if (filter.estadoServicio !== undefined && row.estadoServicio !== filter.estadoServicio) return false
  return filter.desdeDias === undefined || row.venceDesde <= addDays(al, -filter.desdeDias)
}

const CHUNK = 5000

/** All that is owed, by age: out of the open invoices alone, a few thousand at a time. */
export async function totalAgeing(db: ReadDb, tenantId: string): Promise<TotalesAntiguedad> {
  const limits = limitsAt(overdueAsOf(db, tenantId))
  const totals = { ...noTramos(), al: limits.al, deuda: 0, clientes: 0, facturas: 0 }
  let place = { clienteId: '', vence: '', id: '' }
  for (;;) {
    const rows = statements(db).all.all(tenantId, place.clienteId, place.vence, place.id, CHUNK)
    for (const row of rows) {
      totals[tramoOf(row.vence, limits)] += row.saldo
      totals.deuda += row.saldo
      totals.facturas += 1
      if (row.clienteId !== place.clienteId) totals.clientes += 1
      place = row
    }
    if (rows.length < CHUNK) return totals
    await breathe()
  }
}
