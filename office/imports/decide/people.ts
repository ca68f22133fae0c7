import { compact, folded } from '../fold.ts'
import type { NormalRow } from '../normalise/row.ts'
import { type Entry, type Person, type Say, rowName, rowText } from './entry.ts'

/** Parts the base of a row's key from its number; sorts below every character that a base can have. */
export const PART = '\u0001'

/** What a row is known by: its code; without one its document and name; without either its name alone. */
export function baseOf(row: NormalRow): string {
  if (row.codigoCliente !== '') return `c:${row.codigoCliente.toLowerCase()}`
  const documento = compact(row.documento)
  const nombre = folded(row.nombreRazonSocial)
  return documento === '' ? `n:${nombre}` : `d:${documento} ${nombre}`
}

/**
 * Whether two rows of one base are one person: the same document, or the same name. Where the base is the name alone,
 * that proves nothing: then phone or address must agree.
 */
export function samePerson(a: NormalRow, b: NormalRow): boolean {
  const documento = compact(a.documento)
  if (documento !== '' && documento === compact(b.documento)) return true
  if (folded(a.nombreRazonSocial) !== folded(b.nombreRazonSocial)) return false
  if (a.codigoCliente !== '' || documento !== '') return true
  const agree = (x: string, y: string) => x !== '' && folded(x) === folded(y)
  return agree(a.telefono, b.telefono) || agree(a.direccion, b.direccion)
}

/** What tells two services of one person apart: the connection's user or address, else the plan. */
export const servicioKey = (row: NormalRow): string =>
  row.servicio ? compact(row.servicio.dispositivoRef) || `plan ${folded(row.servicio.plan)}` : ''

/**
 * The clients of the file. Rows of one code are one client only when they are one person: the second row of the same person
 * is a further service, a copy is skipped, the same service with other data is an error (which of the two is right
 * cannot be known), and another person under the same code stays another client, to get a code of its own (see
 * `codes.ts`): an old program's repeated code must neither merge two accounts nor lose somebody who pays every month.
 */
export function groupPeople(entries: readonly Entry[], say: Say): Person[] {
  const people: Person[] = []
  const byBase = new Map<string, Person[]>()
  for (const entry of entries) {
    if (entry.rejected) continue
    const base = baseOf(entry.normal)
    const known = byBase.get(base) ?? []
    if (known.length === 0) byBase.set(base, known)
    const person = known.find((p) => samePerson(firstOf(p), entry.normal))
    if (person) join(person, entry, say)
    else {
      const added = { base, codigo: entry.normal.codigoCliente, cliente: null, entries: [entry], filas: [] }
      known.push(added)
      people.push(added)
    }
  }
  return people
}

/** The row that a client's own data come from. */
export function firstOf(person: Person): NormalRow {
  const [first] = person.entries
  if (!first) throw new Error('a person of the file has a row')
  return first.normal
}

function join(person: Person, entry: Entry, say: Say): void {
  const text = rowText(entry.normal)
  const copy = person.entries.find((other) => rowText(other.normal) === text)
  if (copy) {
    entry.fate = 'skip'
    say(entry, 'codigo.repeated_same', 'codigoCliente', rowName(copy))
    return
  }
  const key = servicioKey(entry.normal)
  const same = person.entries.find((other) => servicioKey(other.normal) === key)
  if (same || key === '') {
    entry.rejected = true
    entry.fate = 'error'
    say(entry, 'codigo.repeated', 'codigoCliente', rowName(same ?? (person.entries[0] as Entry)))
    return
  }
  say(entry, 'codigo.second_service', 'codigoCliente', rowName(person.entries[0] as Entry))
  // Some programs write the client's balance on each of their services: it is theirs to say, so it is pointed at.
  const twin = person.entries.find(({ normal }) => normal.saldo !== null && normal.saldo === entry.normal.saldo)
  if (twin) say(entry, 'saldo.repeated', 'saldo', rowName(twin))
  person.entries.push(entry)
}
