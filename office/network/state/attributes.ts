import { parseBoolean } from '../../routeros/values.ts'
import type { Row } from '../../routeros/index.ts'
import { findTag } from './names.ts'
import { sameValue } from './profiles.ts'
import type { Condicion, Falla, Libro, Menu, Objeto, Orden, Plan, Previo } from './types.ts'

/** Properties an object should have; empty: none at all. What is not named stays as it is. */
export type Deseado = Record<string, string>

const FLAGS = new Set(['disabled', 'block-access'])

/** A property as it is compared: flags as yes and no, absent as empty (a flag: no). */
export function valueOf(row: Row, name: string): string {
  if (FLAGS.has(name)) return parseBoolean(row[name]) === true ? 'yes' : 'no'
  return row[name] ?? ''
}

/** What of `deseado` the device has otherwise. */
export function differing(row: Row, deseado: Deseado): Deseado {
  const off: Deseado = {}
  for (const [name, value] of Object.entries(deseado))
    if (!sameValue(name, valueOf(row, name), value)) off[name] = value
  return off
}

/** The one object that may be written; the reason when it may not. Null and no reason: it is not there. */
export function ownRow(libro: Libro, objeto: Objeto, rows: readonly Row[]): { row: Row | null; falla: Falla | null } {
  const [row, ...others] = rows
  if (others.length > 0) return { row: null, falla: { codigo: 'objeto_repetido', detalle: objeto.clave } }
  if (!row) return { row: null, falla: null }
  const ours = objeto.origen === 'vinculado' || findTag(row['comment']) === libro.marca
  return ours ? { row, falla: null } : { row: null, falla: { codigo: 'objeto_ajeno', detalle: objeto.clave } }
}

/** What was saved, where it still holds: a speed only while the plan is the one it was saved under. */
export function savedOf(libro: Libro, objeto: Objeto, speeds: readonly string[]): Deseado {
  const { previo } = objeto
  if (!previo || objeto.origen === 'creado') return {}
  const holds = (name: string) => previo.planId === libro.plan.id || !speeds.includes(name)
  return Object.fromEntries(Object.entries(previo.valores).filter(([name]) => holds(name)))
}

/**
 * Of the properties of an active service, what a service that is not active keeps: nothing that was not changed by an earlier cut, so
 * that a cut changes as little as it can, and another way of cutting puts back what the first had changed.
 */
export function kept(cond: Condicion, objeto: Objeto, activo: Deseado): Deseado {
  if (cond === 'activo') return activo
  const changed = Object.keys(objeto.previo?.valores ?? {})
  return Object.fromEntries(Object.entries(activo).filter(([name]) => changed.includes(name)))
}

/** What is remembered of the object already; its plan counts from the first value on that a cut changes. */
export const previoOf = (libro: Libro, { previo }: Objeto): Previo => ({
  valores: {},
  listas: [],
  ...previo,
  planId: previo && Object.keys(previo.valores).length > 0 ? previo.planId : libro.plan.id,
})

/** What has to be remembered of the object before these changes; null when nothing new. */
export function toSave(
  libro: Libro,
  objeto: Objeto,
  row: Row,
  changes: Deseado,
  cutting: readonly string[],
): Previo | null {
  const before = objeto.previo?.valores ?? {}
  const names = Object.keys(changes).filter((name) => cutting.includes(name) && !(name in before))
  if (names.length === 0) return null
  const saved = Object.fromEntries(names.map((name) => [name, valueOf(row, name)]))
  return { ...previoOf(libro, objeto), valores: { ...before, ...saved } }
}

/** Properties that a text cannot be without; they are taken away by a command of their own. */
const UNSET = new Set(['remote-address'])

interface Target {
  menu: Menu
  row: Row
  objeto: string
  busca: Record<string, string>
  tras?: readonly string[]
}

/** The commands that change an object so. */
export function changeOrders({ menu, row, objeto, busca, tras = [] }: Target, changes: Deseado): Orden[] {
  const id = row['.id'] ?? ''
  const base = { menu, id, objeto, busca, tras }
  const antesOf = (names: string[]) =>
    Object.fromEntries(names.map((name) => [name, name === 'password' ? '' : valueOf(row, name)]))
  const isUnset = ([name, value]: [string, string]) => value === '' && UNSET.has(name)
  const sets = Object.entries(changes).filter((change) => !isUnset(change))
  const orders: Orden[] = []
  if (sets.length > 0) {
    const antes = antesOf(sets.map(([name]) => name))
    orders.push({ ...base, verbo: 'set', valores: Object.fromEntries(sets), antes })
  }
  for (const [name] of Object.entries(changes).filter(isUnset))
    orders.push({ ...base, verbo: 'unset', valores: { [name]: '' }, antes: antesOf([name]) })
  return orders
}

export const emptyPlan = (): Plan => ({
  perfiles: [],
  ordenes: [],
  sesiones: [],
  previos: new Map(),
  restaurados: [],
  claves: [],
  nombres: new Map(),
  falla: null,
})
