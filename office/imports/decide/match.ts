import { compact, folded } from '../fold.ts'
import type { Turns } from '../turns.ts'
import type { NormalRow } from '../normalise/row.ts'
import { clienteName, type Entry, type Person, rowText, type Say } from './entry.ts'
import { firstOf, PART, samePerson, servicioKey } from './people.ts'
import { type FilePlan, planKey } from './plans.ts'
import type { Fila, OfficeCliente, OfficeServicio, OfficeView } from './view.ts'

/**
 * Finds the office's client of each person of the file. Surest first, for all of them before the next: what an earlier
 * import remembers; the code, when it is the same person; the same document and name. A client is found once.
 */
export async function matchClientes(
  people: readonly Person[],
  view: OfficeView,
  say: Say,
  turns: Turns,
): Promise<void> {
  const claimed = new Set<string>()
  const claim = (person: Person, cliente: OfficeCliente) => {
    person.cliente = cliente
    claimed.add(cliente.id)
  }
  for (const group of groupBy(people, (person) => person.base).values()) {
    matchRemembered(group, view, claim)
    if (turns.due()) await turns.pass()
  }
  const unmatched = () => people.filter((person) => person.cliente === null)
  for (const person of unmatched()) {
    if (turns.due()) await turns.pass()
    const cliente = person.codigo === '' ? null : view.clienteByCodigo(person.codigo)
    if (cliente && !claimed.has(cliente.id) && samePerson(firstOf(person), asRow(cliente))) claim(person, cliente)
  }
  for (const person of unmatched()) {
    if (turns.due()) await turns.pass()
    const { documento, nombreRazonSocial } = firstOf(person)
    if (compact(documento) === '') continue
    const same = view.clientesByDocumento(documento)
    const found = same.find((c) => !claimed.has(c.id) && folded(c.nombreRazonSocial) === folded(nombreRazonSocial))
    if (found) {
      claim(person, found)
      say(person.entries[0] as Entry, 'client.found', 'documento', clienteName(found))
    } else if (same[0]) say(person.entries[0] as Entry, 'documento.taken', 'documento', clienteName(same[0]))
  }
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

const asRow = (cliente: OfficeCliente): NormalRow => ({ ...cliente, servicio: null, saldo: null })

/** Persons of one base and the clients that earlier imports made of its rows. */
function matchRemembered(
  people: readonly Person[],
  view: OfficeView,
  claim: (person: Person, cliente: OfficeCliente) => void,
): void {
  const [first] = people
  const filas = first ? view.filasOf(first.base) : []
  if (filas.length === 0) return
  const remembered = [...groupBy(filas, (fila) => fila.clienteId).values()]
  const take = (agree: (person: Person, fila: Fila) => boolean) => {
    for (const person of people) {
      if (person.filas.length > 0) continue
      const at = remembered.findIndex((group) => group.some((fila) => agree(person, fila)))
      const group = at < 0 ? undefined : remembered.splice(at, 1)[0]
      if (group) person.filas = group
    }
  }
  const texts = new Map(people.map((person) => [person, new Set(person.entries.map((e) => rowText(e.normal)))]))
  take((person, fila) => texts.get(person)?.has(rowText(fila.valores)) ?? false)
  take((person, fila) => samePerson(firstOf(person), fila.valores))
  // One row then and one row now under the same code: its client changed name and document, as when a house is sold.
  const left = people.filter((person) => person.filas.length === 0)
  if (left.length === 1 && remembered.length === 1) take((person) => person === left[0])
  for (const person of people) {
    const cliente = person.filas[0] && view.cliente(person.filas[0].clienteId)
    if (cliente) claim(person, cliente)
  }
}

/**
 * The code of each client. A matched one keeps the office's. Of several new persons with one code the first row of the
 * file keeps it; the others get it with a letter, so that whoever searches the old code finds them all.
 */
export async function giveCodes(people: readonly Person[], view: OfficeView, say: Say, turns: Turns): Promise<void> {
  const ofFile = new Set(people.map((person) => person.codigo.toLowerCase()))
  const given = new Map<string, Person>()
  for (const person of people) {
    if (person.cliente === null) continue
    person.codigo = person.cliente.codigoCliente
    given.set(person.codigo.toLowerCase(), person)
  }
  for (const person of people) {
    if (turns.due()) await turns.pass()
    if (person.cliente !== null || person.codigo === '') continue
    const wanted = person.codigo
    const owner = given.get(wanted.toLowerCase())
    const cliente = owner ? owner.cliente : view.clienteByCodigo(wanted)
    if (owner || cliente) {
      person.codigo = withLetter(wanted, (codigo) => {
        const key = codigo.toLowerCase()
        return !ofFile.has(key) && !given.has(key) && view.clienteByCodigo(codigo) === null
      })
      const entry = person.entries[0] as Entry
      if (cliente) say(entry, 'codigo.taken', 'codigoCliente', `${clienteName(cliente)} → ${person.codigo}`)
      else if (owner) say(entry, 'codigo.other_person', 'codigoCliente', `${entryName(owner)} → ${person.codigo}`)
    }
    given.set(person.codigo.toLowerCase(), person)
  }
}

const entryName = (person: Person): string =>
  `${person.entries[0]?.text.row ?? ''} · ${firstOf(person).nombreRazonSocial}`

const CODE_LIMIT = 30

function withLetter(codigo: string, free: (codigo: string) => boolean): string {
  for (let n = 1; ; n++) {
    const suffix = `-${letters(n)}`
    const candidate = codigo.slice(0, CODE_LIMIT - suffix.length) + suffix
    if (free(candidate)) return candidate
  }
}

/** 1 → B, 25 → Z, 26 → AA. */
const letters = (n: number): string =>
  n < 26 ? String.fromCharCode(65 + n) : letters(Math.floor(n / 26) - 1) + String.fromCharCode(65 + (n % 26))

/** Pairs each row of a person with what is remembered of it and with the office's service, and gives it its key. */
export async function setTargets(
  people: readonly Person[],
  view: OfficeView,
  plans: ReadonlyMap<string, FilePlan>,
  turns: Turns,
): Promise<void> {
  const used = new Set<string>()
  for (const group of groupBy(people, (person) => person.base).values()) {
    used.clear()
    const [first] = group
    for (const fila of first ? view.filasOf(first.base) : []) used.add(fila.clave)
    for (const person of group) setPersonTargets(person, view, plans, used)
    if (turns.due()) await turns.pass()
  }
}

function setPersonTargets(
  person: Person,
  view: OfficeView,
  plans: ReadonlyMap<string, FilePlan>,
  used: Set<string>,
): void {
  const servicios = person.cliente ? view.serviciosOf(person.cliente.id) : []
  const filas = pairFilas(person)
  const taken = new Set<string>()
  for (const entry of person.entries) {
    const fila = filas.get(entry) ?? null
    const clave = fila?.clave ?? freeKey(person.base, used)
    used.add(clave)
    entry.target = { person, clave, fila, servicio: null, saldo: null, clienteEstado: null, servicioEstado: null }
    if (fila?.servicioId) entry.target.servicio = servicios.find((s) => s.id === fila.servicioId) ?? null
    if (entry.target.servicio) taken.add(entry.target.servicio.id)
  }
  for (const entry of person.entries) {
    if (!entry.target || entry.target.fila || !entry.normal.servicio) continue
    const free = servicios.filter((servicio) => !taken.has(servicio.id))
    const found = findServicio(entry.normal.servicio, free, plans, person.entries.length)
    if (found) taken.add(found.id)
    entry.target.servicio = found
  }
  // The row that the client's own data came from the last time stays that row, wherever it is in the file now.
  person.entries.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const keyOf = (entry: Entry): string => entry.target?.clave ?? ''

function pairFilas(person: Person): Map<Entry, Fila> {
  const pairs = new Map<Entry, Fila>()
  const left = [...person.filas]
  const take = (agree: (entry: Entry, fila: Fila) => boolean) => {
    for (const entry of person.entries) {
      if (pairs.has(entry)) continue
      const at = left.findIndex((fila) => agree(entry, fila))
      const fila = at < 0 ? undefined : left.splice(at, 1)[0]
      if (fila) pairs.set(entry, fila)
    }
  }
  take((entry, fila) => rowText(entry.normal) === rowText(fila.valores))
  take((entry, fila) => servicioKey(entry.normal) === servicioKey(fila.valores))
  if (person.entries.length - pairs.size === 1 && left.length === 1) take(() => true)
  return pairs
}

function freeKey(base: string, used: ReadonlySet<string>): string {
  if (!used.has(base)) return base
  for (let n = 2; ; n++) {
    const clave = `${base}${PART}${String(n).padStart(4, '0')}`
    if (!used.has(clave)) return clave
  }
}

function findServicio(
  servicio: NonNullable<NormalRow['servicio']>,
  free: readonly OfficeServicio[],
  plans: ReadonlyMap<string, FilePlan>,
  rows: number,
): OfficeServicio | null {
  const key = compact(servicio.dispositivoRef)
  const same = key === '' ? undefined : free.find((s) => compact(s.dispositivoRef) === key)
  if (same) return same
  const planId = plans.get(planKey(servicio.plan))?.planId
  const [only] = free
  return rows === 1 && free.length === 1 && only && only.planId === planId ? only : null
}
