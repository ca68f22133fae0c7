import {
  IMPORT_FATES,
  IMPORT_ISSUES,
  type ImportEstado,
  type ImportFate,
  type ImportIssueCode,
} from '../../../contract/procedures/imports.ts'
import type { Minor } from '../../../contract/money.ts'
import { issue } from '../normalise/issues.ts'
import { estadoKey, estadoOf } from '../normalise/estado.ts'
import { type NormaliseContext, understandRow } from '../normalise/row.ts'
import type { TextRow } from '../read/table.ts'
import { Turns } from '../turns.ts'
import { decideFate } from './changes.ts'
import type { Entry, Person, Say } from './entry.ts'
import { giveCodes, matchClientes, setTargets } from './match.ts'
import { groupPeople } from './people.ts'
import { type FilePlan, gatherPlans, keepOddOffers, type PlanChoices, recallPlans, sayPlans } from './plans.ts'
import { sayRepeats } from './repeats.ts'
import type { OfficeView } from './view.ts'

/** Every row's fate, and all that writing it needs. */
export interface Decision {
  entries: Entry[]
  people: Person[]
  plans: FilePlan[]
  estados: ImportEstado[]
  fates: Record<ImportFate, number>
  /** Clients that are added or changed: one may have several rows. */
  clientes: { create: number; update: number }
  issues: { code: ImportIssueCode; rows: number }[]
  openingInvoices: { count: number; total: Minor }
  openingCredits: { count: number; total: Minor }
}

export interface DecideContext extends NormaliseContext {
  planes: PlanChoices
}

/** Decides the fate of every row. Writes nothing; lets other work go on between steps. */
export async function decide(rows: readonly TextRow[], context: DecideContext, view: OfficeView): Promise<Decision> {
  const say = sayer(context)
  const turns = new Turns()
  const entries: Entry[] = []
  for (const text of rows) {
    const understood = understandRow(text, context)
    entries.push({ ...understood, text, fate: understood.rejected ? 'error' : 'skip', changes: [], target: null })
    if (turns.due()) await turns.pass()
  }
  const office = view.planes()
  const plans = gatherPlans(entries, office, context.planes)
  keepOddOffers(
    entries,
    plans,
    (entry, field) => `${columnOf(context, field)}: ${cellOf(context, entry, field).trim()}`,
  )
  await turns.pass()
  const people = groupPeople(entries, say)
  await matchClientes(people, view, say, turns)
  await giveCodes(people, view, say, turns)
  await setTargets(people, view, plans, turns)
  recallPlans(entries, plans, office)
  for (const entry of entries) {
    decideFate(entry, view, plans, say)
    if (turns.due()) await turns.pass()
  }
  await turns.pass()
  sayRepeats(entries, say)
  await turns.pass()
  sayPlans(entries, plans, context.moneda, say)
  return {
    entries,
    people,
    plans: [...plans.values()],
    estados: estadosOf(rows, context),
    clientes: changedClients(people),
    ...summed(entries),
  }
}

const columnOf = ({ headers, mapping }: NormaliseContext, field: keyof NormaliseContext['mapping']): string =>
  headers[mapping[field] ?? -1] ?? ''

const cellOf = ({ mapping }: NormaliseContext, entry: Entry, field: keyof NormaliseContext['mapping']): string =>
  entry.text.cells[mapping[field] ?? -1] ?? ''

const sayer =
  (context: NormaliseContext): Say =>
  (entry, code, field, detail) => {
    const column = context.mapping[field] === undefined ? null : columnOf(context, field)
    const said = issue(code, field, column, cellOf(context, entry, field), detail)
    // Why a row is refused comes first.
    if (IMPORT_ISSUES[code] === 'error') entry.issues.unshift(said)
    else entry.issues.push(said)
  }

/** The words of the state column with what they mean, the most frequent first. */
function estadosOf(rows: readonly TextRow[], { mapping, estados }: NormaliseContext): ImportEstado[] {
  const column = mapping.estadoServicio
  if (column === undefined) return []
  const words = new Map<string, ImportEstado>()
  for (const { cells } of rows) {
    const valor = cells[column]?.trim() ?? ''
    if (valor === '') continue
    const clave = estadoKey(valor)
    const known = words.get(clave)
    if (known) known.rows++
    else words.set(clave, { clave, valor, rows: 1, estado: estadoOf(clave, estados) })
  }
  return [...words.values()].sort((a, b) => b.rows - a.rows || (a.clave < b.clave ? -1 : 1))
}

function changedClients(people: readonly Person[]) {
  const changed = people.filter(({ entries }) => entries.some(({ fate }) => fate === 'create' || fate === 'update'))
  const create = changed.filter(({ cliente }) => cliente === null).length
  return { create, update: changed.length - create }
}

function summed(entries: readonly Entry[]) {
  const fates = Object.fromEntries(IMPORT_FATES.map((fate) => [fate, 0])) as Record<ImportFate, number>
  const counts = new Map<ImportIssueCode, number>()
  const openingInvoices = { count: 0, total: 0 }
  const openingCredits = { count: 0, total: 0 }
  for (const entry of entries) {
    fates[entry.fate]++
    for (const code of new Set(entry.issues.map((said) => said.code))) counts.set(code, (counts.get(code) ?? 0) + 1)
    const saldo = entry.target?.saldo ?? 0
    if (saldo === 0) continue
    const opening = saldo > 0 ? openingInvoices : openingCredits
    opening.count++
    opening.total += Math.abs(saldo)
  }
  const order = Object.keys(IMPORT_ISSUES)
  const issues = [...counts]
    .map(([code, rows]) => ({ code, rows }))
    .sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code))
  return { fates, issues, openingInvoices, openingCredits }
}
