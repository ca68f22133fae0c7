import type { ClienteRow } from '../../contract/index.ts'
import type { Page } from '../../contract/schemas.ts'
import { perConnection } from '../kernel/statements.ts'
import { VIGENTES } from './cliente-estado.ts'
import {
  type AnyDb,
  CUENTA_TEST,
  chooseWalk,
  cursorOf,
  type Filter,
  type Order,
  type Passed,
  type Place,
  placeOf,
  walkOn,
} from './list-order.ts'
import { collect, fewestBy, type Source } from './list-collect.ts'
import { searchClientes } from './search.ts'

export interface ClienteListInput extends Order {
  filter: Filter
  cursor?: string | undefined
  limit: number
}

/** A page ends after so many rows were passed over, even short, once it has something to show. */
const MOST_PASSED = 4000
const STRIDE = 500
const MOST_HITS = 200

const statements = perConnection((db: AnyDb) => ({
  rows: db.sqlite.prepare<[string], Omit<ClienteRow, 'planes'>>(
    `select c.id, c.codigo_cliente as codigoCliente, c.nombre_razon_social as nombreRazonSocial, c.documento, c.telefono,
       c.email, c.direccion, c.estado_servicio as estadoServicio, c.notas, c.actualizado_en as actualizadoEn,
       s.deuda, s.vencido, s.credito, s.facturas_abiertas as facturasAbiertas, ${VIGENTES}
     from json_each(?) j
     cross join cliente c on c.id = j.value
     cross join cliente_saldo s on s.cliente_id = c.id
     order by j.key`,
  ),
  planes: db.sqlite.prepare<[string], { clienteId: string; nombre: string }>(
    `select s.cliente_id as clienteId, p.nombre
     from json_each(?) j
     cross join servicio s on s.cliente_id = j.value
     cross join plan_servicio p on p.id = s.plan_id
     where s.estado <> 'baja'`,
  ),
  hasPlan: db.sqlite
    .prepare<[string, string, string], number>(
      `select 1 from servicio where tenant_id = ? and plan_id = ? and cliente_id = ? and estado <> 'baja' limit 1`,
    )
    .pluck(),
  count: db.sqlite.prepare<[string], { clave: string; n: number }>(
    `select clave, n from conteo where tenant_id = ? and entidad = 'cliente'`,
  ),
}))

/** Whole rows of some clients, in the order of their ids. */
function rowsOf(db: AnyDb, ids: readonly string[]): ClienteRow[] {
  const json = JSON.stringify(ids)
  const planes = new Map<string, Set<string>>()
  for (const { clienteId, nombre } of statements(db).planes.all(json))
    planes.set(clienteId, (planes.get(clienteId) ?? new Set()).add(nombre))
  return statements(db)
    .rows.all(json)
    .map((row) => ({ ...row, planes: [...(planes.get(row.id) ?? [])].sort().join(' · ') }))
}

function total(db: AnyDb, tenantId: string, filter: Filter): number | null {
  if (filter.texto || filter.cuenta || filter.planId) return null
  const counts = statements(db).count.all(tenantId)
  return counts.reduce((sum, { clave, n }) => {
    const counted = filter.estadoServicio === undefined || filter.estadoServicio === clave
    return sum + (counted ? n : 0)
  }, 0)
}

const compareBy =
  ({ descending }: Order) =>
  (a: Place, b: Place): number => {
    const order = a[0] < b[0] ? -1 : Number(a[0] > b[0]) || (a[1] < b[1] ? -1 : Number(a[1] > b[1]))
    return descending ? -order : order
  }

/** What a page is cut from: rows that pass, and where to go on when there may be more behind them. */
interface Stretch {
  rows: Passed[]
  next: string | null
}

function cutPage(rows: Passed[], limit: number): Stretch {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? cursorOf(last) : null }
}

/** Whether a row passes every filter. */
function sieve(db: AnyDb, tenantId: string, filter: Filter): (row: Passed) => boolean {
  const { planId, estadoServicio, cuenta } = filter
  const { hasPlan } = statements(db)
  return (row) =>
    (estadoServicio === undefined || row.estadoServicio === estadoServicio) &&
    (cuenta === undefined || CUENTA_TEST[cuenta](row)) &&
    (planId === undefined || hasPlan.get(tenantId, planId, row.id) !== undefined)
}

function fromFew(db: AnyDb, tenantId: string, source: Source, input: ClienteListInput): Stretch {
  const compare = compareBy(input)
  const after = input.cursor ? placeOf(input.cursor, input.sort) : null
  const rows = collect(db, tenantId, source, input.sort)
    .filter((row) => !after || compare([row.key, row.id], after) > 0)
    .filter(sieve(db, tenantId, input.filter))
    .sort((a, b) => compare([a.key, a.id], [b.key, b.id]))
  return cutPage(rows, input.limit)
}

function fromWalk(db: AnyDb, tenantId: string, input: ClienteListInput): Stretch {
  const { filter, limit } = input
  const walk = chooseWalk(filter, input)
  const passes = sieve(db, tenantId, filter)
  const found: Passed[] = []
  let after = input.cursor ? placeOf(input.cursor, input.sort) : null
  for (let passed = 0; ; ) {
    const stride = passed === 0 ? limit + 1 : STRIDE
    const rows = walkOn(db, tenantId, walk, after, stride)
    found.push(...rows.filter(passes))
    passed += rows.length
    if (found.length > limit || rows.length < stride) return cutPage(found, limit)
    const last = rows.at(-1) as Passed
    if (passed >= MOST_PASSED && found.length > 0) return { rows: found, next: cursorOf(last) }
    after = [last.key, last.id]
  }
}

/** Best matches of a text, as the search ranks them; one page, whatever matches beyond it is for a better text. */
function fromSearch(db: AnyDb, tenantId: string, texto: string, input: ClienteListInput): Page<ClienteRow> {
  const ids = searchClientes(db, tenantId, texto, MOST_HITS).map((hit) => hit.id)
  const passes = sieve(db, tenantId, input.filter)
  const items = rowsOf(db, ids).filter((row) => passes({ ...row, key: '' }))
  return { items: items.slice(0, input.limit), nextCursor: null, total: null }
}

/**
 * Clients in order, a page from the cursor on. Where a filter leaves few they are ordered here, else an index is
 * walked in strides; where few of many match, a page may be shorter than asked and still have a next one. Errors: input.invalid (cursor).
 */
export function listClientes(db: AnyDb, tenantId: string, input: ClienteListInput): Page<ClienteRow> {
  const { filter } = input
  if (filter.texto) return fromSearch(db, tenantId, filter.texto, input)
  const few = fewestBy(db, tenantId, filter, input.sort)
  const { rows, next } = few ? fromFew(db, tenantId, few, input) : fromWalk(db, tenantId, input)
  return {
    items: rowsOf(
      db,
      rows.map((row) => row.id),
    ),
    nextCursor: next,
    total: total(db, tenantId, filter),
  }
}
