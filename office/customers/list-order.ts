import type { z } from 'zod'
import type { EstadoServicioCliente } from '../../contract/enums.ts'
import type { CLIENTE_SORTS, zClienteFilter } from '../../contract/procedures/customers.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { perConnection } from '../kernel/statements.ts'

export type AnyDb = ReadDb | WriteDb
export type Sort = (typeof CLIENTE_SORTS)[number]
export type Filter = z.output<typeof zClienteFilter>
export type Cuenta = NonNullable<Filter['cuenta']>

/** A client as a list passes over it: its place in the order, and what filters look at. */
export interface Passed {
  id: string
  key: string | number
  estadoServicio: EstadoServicioCliente
  deuda: number
  vencido: number
  credito: number
}

export interface Order {
  sort: Sort
  descending: boolean
}

/** Place in an order: its key and, among equals, the id. */
export type Place = readonly [key: string | number, id: string]

export const cursorOf = (row: Passed): string => encodeCursor([row.key, row.id])

/** Errors: input.invalid. */
export const placeOf = (cursor: string, sort: Sort): Place =>
  decodeCursor(cursor, [sort === 'deuda' ? 'number' : 'string', 'string']) as [string | number, string]

/** Conditions of the partial indexes, to the letter: SQLite uses one only for a condition that it can read. */
export const CUENTA_SQL: Record<Cuenta, string> = {
  deuda: 's.con_deuda = 1',
  vencido: 's.con_vencido = 1',
  al_dia: 's.con_deuda = 0',
  credito: 's.con_credito = 1',
}

export const CUENTA_TEST: Record<Cuenta, (row: Passed) => boolean> = {
  deuda: (row) => row.deuda > 0,
  vencido: (row) => row.vencido > 0,
  al_dia: (row) => row.deuda === 0,
  credito: (row) => row.credito > 0,
}

const KEY_COLUMN: Record<Sort, string> = { nombre: 'nombre_orden', codigo: 'codigo_orden', deuda: 'deuda' }

/** The table whose index gives the order, and the filter that the same index serves; other filters look at each row. */
export interface Walk extends Order {
  from: 'cliente' | 'saldo'
  estadoServicio?: EstadoServicioCliente | undefined
  cuenta?: Cuenta | undefined
}

/** Which index to walk: the one that leaves least to pass over. */
export function chooseWalk(filter: Filter, order: Order): Walk {
  const { estadoServicio, cuenta } = filter
  if (order.sort === 'deuda') return { ...order, from: 'saldo', cuenta: cuenta === 'credito' ? undefined : cuenta }
  // Almost everybody is up to date: of the few that are cut off or gone, the state leaves fewer.
  const byEstado = estadoServicio && (!cuenta || (cuenta === 'al_dia' && estadoServicio !== 'activo'))
  if (byEstado) return { ...order, from: 'cliente', estadoServicio }
  return cuenta ? { ...order, from: 'saldo', cuenta } : { ...order, from: 'cliente' }
}

function walkSql(walk: Walk, continued: boolean): string {
  const main = walk.from === 'cliente' ? 'c' : 's'
  const id = walk.from === 'cliente' ? 'c.id' : 's.cliente_id'
  const key = `${main}.${KEY_COLUMN[walk.sort]}`
  const way = walk.descending ? 'desc' : 'asc'
  const conditions = [
    `${main}.tenant_id = ?`,
    ...(walk.estadoServicio ? ['c.estado_servicio = ?'] : []),
    ...(walk.cuenta ? [CUENTA_SQL[walk.cuenta]] : []),
    ...(continued ? [`(${key}, ${id}) ${walk.descending ? '<' : '>'} (?, ?)`] : []),
  ]
  // CROSS JOIN keeps the table that is walked first.
  const tables =
    walk.from === 'cliente'
      ? 'cliente c cross join cliente_saldo s on s.cliente_id = c.id'
      : 'cliente_saldo s cross join cliente c on c.id = s.cliente_id'
  return `select ${id} as id, ${key} as key, c.estado_servicio as estadoServicio, s.deuda, s.vencido, s.credito
    from ${tables} where ${conditions.join(' and ')} order by ${key} ${way}, ${id} ${way} limit ?`
}

const prepared = perConnection((db: AnyDb) => {
  const cache = new Map<string, ReturnType<typeof db.sqlite.prepare<unknown[], Passed>>>()
  return (text: string) => {
    const statement = cache.get(text) ?? db.sqlite.prepare<unknown[], Passed>(text)
    cache.set(text, statement)
    return statement
  }
})

/** The next `count` clients of a walk after a place. */
export function walkOn(db: AnyDb, tenantId: string, walk: Walk, after: Place | null, count: number): Passed[] {
  const parameters = [tenantId, ...(walk.estadoServicio ? [walk.estadoServicio] : []), ...(after ?? []), count]
  return prepared(db)(walkSql(walk, after !== null)).all(...parameters)
}
