import type { EstadoServicioCliente } from '../../../contract/enums.ts'
import type { ImportField } from '../../../contract/procedures/imports.ts'
import { estadoOfServicios } from '../../customers/cliente-estado.ts'
import type { NormalRow } from '../normalise/row.ts'
import type { Entry, Person, Say, Target } from './entry.ts'
import { type FilePlan, planKey } from './plans.ts'
import type { OfficeCliente, OfficeView } from './view.ts'

/** A client's own fields, by the name they have in a row, in the office and in the contract alike. */
export const CLIENT_FIELDS = ['nombreRazonSocial', 'documento', 'telefono', 'email', 'direccion', 'notas'] as const
export type ClientField = (typeof CLIENT_FIELDS)[number]

/**
 * Decides what a row changes. What the file says is compared with what it said the last time: only what changed in the file
 * changes the office, so that a correction made by hand is not undone by importing the old program's file again. A
 * client that no import knows yet is compared with the file itself. An empty cell never empties a field.
 */
export function decideFate(entry: Entry, view: OfficeView, plans: ReadonlyMap<string, FilePlan>, say: Say): void {
  const { target } = entry
  if (!target) return
  const { cliente } = target.person
  target.saldo = openingBalance(entry, target, view, say)
  if (cliente === null) {
    entry.fate = 'create'
    return
  }
  const isFirst = target.person.entries[0] === entry
  entry.changes = [
    ...(isFirst ? clientChanges(entry, target, cliente, say) : []),
    ...serviceChanges(entry, target, plans, say),
    ...(target.saldo === null ? [] : (['saldo'] as const)),
  ]
  if (isFirst) target.clienteEstado = changedEstado(target.person, cliente, view)
  if (target.clienteEstado !== null) addOnce(entry.changes, 'estadoServicio')
  entry.fate = entry.changes.length > 0 ? 'update' : 'skip'
}

const addOnce = (changes: ImportField[], field: ImportField) => {
  if (!changes.includes(field)) changes.push(field)
}

function clientChanges(entry: Entry, target: Target, cliente: OfficeCliente, say: Say): ImportField[] {
  const before = target.fila?.valores ?? null
  return CLIENT_FIELDS.filter((field) => {
    const value = entry.normal[field]
    if (value === before?.[field] || value === cliente[field]) return false
    if (value === '') {
      if (before && before[field] !== '') say(entry, 'value.emptied', field, before[field])
      return false
    }
    return field !== 'notas' || mergedNotas(entry.normal, before, cliente.notas) !== cliente.notas
  })
}

/**
 * The notes after the import: the file's, when the office's are still what the file said; else the office's with the lines of
 * the file that they lack, because what people write down by hand is worth more than tidiness.
 */
export function mergedNotas(row: NormalRow, before: NormalRow | null, notas: string): string {
  if (notas === '' || notas === before?.notas) return row.notas
  const known = new Set([...notas.split('\n'), ...(before?.notas.split('\n') ?? [])])
  const added = row.notas.split('\n').filter((line) => !known.has(line))
  return [notas, ...added].join('\n').slice(0, 2000)
}

/** State of a client from its services: active with one active, else suspended with one suspended. */
const estadoOf = (rows: readonly NormalRow[]): EstadoServicioCliente | null => {
  return estadoOfServicios(rows.map((row) => row.estadoServicio))
}

/** State that the client gets, or null when the file does not change it, or the client's services say it. */
function changedEstado(person: Person, cliente: OfficeCliente, view: OfficeView): EstadoServicioCliente | null {
  const now = personEstado(person)
  const then = estadoOf(person.entries.flatMap((entry) => entry.target?.fila?.valores ?? []))
  if (now === then || now === cliente.estadoServicio) return null
  return view.serviciosOf(cliente.id).length > 0 ? null : now
}

export const personEstado = (person: Person): EstadoServicioCliente =>
  estadoOf(person.entries.map((entry) => entry.normal)) ?? 'activo'

function serviceChanges(entry: Entry, target: Target, plans: ReadonlyMap<string, FilePlan>, say: Say): ImportField[] {
  const { servicio, estadoServicio } = entry.normal
  const before = target.fila?.valores ?? null
  if (!servicio) {
    if (target.servicio && before?.servicio) say(entry, 'value.emptied', 'plan', before.servicio.plan)
    return []
  }
  if (!target.servicio) return before?.servicio ? [] : ['plan']
  const office = target.servicio
  const then = before?.servicio
  const changes: ImportField[] = []
  const plan = plans.get(planKey(servicio.plan))
  if (plan && plan.planId !== office.planId && (!then || planKey(then.plan) !== plan.clave)) changes.push('plan')
  if (changed(servicio.tecnologia, then?.tecnologia, office.tecnologia)) changes.push('tecnologia')
  if (changed(servicio.dispositivoRef, then?.dispositivoRef, office.dispositivoRef)) {
    changes.push(servicio.dispositivoRef === servicio.ip ? 'ip' : 'usuarioPppoe')
  }
  if (servicio.fechaActivacion && changed(servicio.fechaActivacion, then?.fechaActivacion, office.fechaActivacion)) {
    changes.push('fechaActivacion')
  }
  if (changed(estadoServicio, before?.estadoServicio, office.estado)) {
    target.servicioEstado = estadoServicio
    changes.push('estadoServicio')
  }
  return changes
}

const changed = (now: string, then: string | null | undefined, office: string): boolean =>
  now !== '' && now !== then && now !== office

/**
 * The opening balance that is still to be written. It is written once: later the office's own account is right, and the old
 * program's balance is history. Nor is it added to an account that the office keeps already.
 */
function openingBalance(entry: Entry, target: Target, view: OfficeView, say: Say) {
  const { saldo } = entry.normal
  const { person, fila } = target
  if (fila) {
    if (saldo !== fila.valores.saldo) say(entry, 'saldo.kept', 'saldo', '')
    return null
  }
  if (saldo !== null && person.cliente && view.hasAccount(person.cliente.id)) {
    say(entry, 'saldo.kept', 'saldo', '')
    return null
  }
  return saldo
}
