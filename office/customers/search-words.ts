import Database from 'better-sqlite3'
import type { EstadoServicioCliente } from '../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'
import { type NearWord, slipsAllowed } from './typo.ts'
import { vocabularyOf } from './vocabulary.ts'

type AnyDb = ReadDb | WriteDb

/** A client as the full-text index found it: folded words. */
interface Words {
  clienteId: string
  nombre: string
  direccion: string
}

export interface TextRow extends Words {
  estadoServicio: EstadoServicioCliente
  nombreOrden: string
}

/** As many are looked at before ranking: work is bounded however common a word is. */
const ENOUGH = 60
/** As many are read to filter them here, where the index itself would have to gather more. */
const MANY = 300
const ALTERNATIVES = 8

const statements = perConnection((db: AnyDb) => {
  const match = (limit: number) =>
    db.sqlite.prepare<[string], Words>(
      `select b.cliente_id as clienteId, b.nombre, b.direccion
       from cliente_fts f join cliente_busqueda b on b.n = f.rowid
       where cliente_fts match ? limit ${limit}`,
    )
  return {
    match: match(ENOUGH),
    matchMany: match(MANY),
    nameStart: db.sqlite.prepare<[string, string, string], TextRow>(
      `select c.id as clienteId, b.nombre, b.direccion, c.estado_servicio as estadoServicio, c.nombre_orden as nombreOrden
       from cliente c join cliente_busqueda b on b.cliente_id = c.id
       where c.tenant_id = ? and c.nombre_orden >= ? and c.nombre_orden < ?
       order by c.nombre_orden limit ${ENOUGH / 2}`,
    ),
    clientes: db.sqlite.prepare<[string, string], Omit<TextRow, keyof Words> & { id: string }>(
      `select c.id, c.estado_servicio as estadoServicio, c.nombre_orden as nombreOrden
       from json_each(?) j cross join cliente c on c.id = j.value where c.tenant_id = ?`,
    ),
  }
})

function withCliente(db: AnyDb, tenantId: string, rows: readonly Words[]): TextRow[] {
  if (rows.length === 0) return []
  const ids = JSON.stringify(rows.map((row) => row.clienteId))
  const clientes = new Map(
    statements(db)
      .clientes.all(ids, tenantId)
      .map((found) => [found.id, found]),
  )
  return rows.flatMap((row) => {
    const found = clientes.get(row.clienteId)
    return found ? [{ ...row, estadoServicio: found.estadoServicio, nombreOrden: found.nombreOrden }] : []
  })
}

/** The index splits letters newer than its Unicode tables and cannot take the pieces: then nothing matches. */
function matching(statement: { all(query: string): Words[] }, query: string): Words[] {
  try {
    return statement.all(query)
  } catch (error) {
    if (error instanceof Database.SqliteError && error.message.includes('fts5')) return []
    throw error
  }
}

/** Words hold letters and digits only; quoted, the index takes them as data. */
const exact = (word: string): string => `"${word}"`
const beginning = (word: string): string => (word.length > 1 ? `"${word}"*` : `"${word}"`)
const all = (parts: readonly string[]): string => parts.join(' AND ')
const inName = (query: string): string => `nombre : (${query})`

/** Clients whose name begins with the (folded) text, in order. */
export const nameStartingWith = (db: AnyDb, tenantId: string, folded: string): TextRow[] =>
  statements(db).nameStart.all(tenantId, folded, `${folded}\u{10ffff}`)

export const startsWord = (text: string, start: string): boolean => text.startsWith(start) || text.includes(` ${start}`)

/** Rows of a query, and when there are more than enough, some with everything in the name too. */
function namesToo(db: AnyDb, query: string): Words[] {
  const { match } = statements(db)
  const rows = matching(match, query)
  return rows.length < ENOUGH ? rows : [...rows, ...matching(match, inName(query))]
}

/** Clients that have the words before the last whole, and a word that the last one begins. */
function whileTyping(db: AnyDb, words: readonly string[]): Words[] {
  const last = words.at(-1) as string
  const others = words.slice(0, -1).map(exact)
  if (others.length === 0) return namesToo(db, beginning(last))
  // Reading the few that have the other words is cheaper than gathering all that a beginning may match.
  const rows = matching(statements(db).matchMany, all(others))
  if (rows.length === MANY && last.length > 1) return namesToo(db, all([...others, beginning(last)]))
  return rows.filter((row) => startsWord(row.nombre, last) || startsWord(row.direccion, last))
}

/**
 * Clients that have all the words in name or address; the last word may be a beginning, and all of them when nothing
 * else is found. A few hundred at most.
 */
export function withWords(db: AnyDb, tenantId: string, words: readonly string[]): TextRow[] {
  const rows = new Map<string, Words>()
  const add = (found: readonly Words[]) => {
    for (const row of found) rows.set(row.clienteId, row)
  }
  add(namesToo(db, all(words.map(exact))))
  // A house number that somebody has is typed whole; what only begins with it comes when nobody has it.
  const isWholeNumber = rows.size > 0 && words.length > 1 && /^\d+$/.test(words.at(-1) ?? '')
  if (rows.size < ENOUGH / 2 && !isWholeNumber) add(whileTyping(db, words))
  if (rows.size === 0 && words.length > 1) add(matching(statements(db).match, all(words.map(beginning))))
  return withCliente(db, tenantId, [...rows.values()])
}

/** Clients that have all the words, whole, in name or address; at most 300. */
export const withWholeWords = (db: AnyDb, tenantId: string, words: readonly string[]): TextRow[] =>
  withCliente(db, tenantId, matching(statements(db).matchMany, all(words.map(exact))))

export interface CorrectedRow {
  row: TextRow
  /** Slips in all. */
  distance: number
}

const canBeCorrected = (word: string): boolean => slipsAllowed(word.length) > 0 && !/\d/.test(word)

/**
 * Clients that have the words or what was probably meant by them: words that nobody has are corrected first, all of
 * them when that finds nobody. Numbers are taken as they are.
 */
export function withCorrectedWords(db: AnyDb, tenantId: string, words: readonly string[]): CorrectedRow[] {
  if (!words.some(canBeCorrected)) return []
  const vocabulary = vocabularyOf(db)
  const isLast = (at: number) => at === words.length - 1
  const unknown = words.map(
    (word, at) => canBeCorrected(word) && !(isLast(at) ? vocabulary.hasBeginning(word) : vocabulary.has(word)),
  )
  const near = (word: string, at: number) =>
    vocabulary.near(word, slipsAllowed(word.length), isLast(at) ? 'beginning' : 'whole', ALTERNATIVES)
  const ofUnknown = words.map((word, at) => (unknown[at] ? near(word, at) : []))
  const found = withAlternatives(db, tenantId, words, ofUnknown)
  if (found.length > 0 || unknown.every((is, at) => is || !canBeCorrected(words[at] ?? ''))) return found
  const ofAll = ofUnknown.map((alternatives, at) => {
    const word = words[at] ?? ''
    return canBeCorrected(word) && !unknown[at] ? near(word, at) : alternatives
  })
  return withAlternatives(db, tenantId, words, ofAll)
}

function withAlternatives(
  db: AnyDb,
  tenantId: string,
  words: readonly string[],
  meant: readonly NearWord[][],
): CorrectedRow[] {
  if (meant.every((alternatives) => alternatives.length === 0)) return []
  const query = words.map((word, at) => {
    const asTyped = at === words.length - 1 ? beginning(word) : exact(word)
    return `(${[asTyped, ...(meant[at] ?? []).map((m) => exact(m.word))].join(' OR ')})`
  })
  const distanceOf = (row: Words): number => {
    const own = new Set(`${row.nombre} ${row.direccion}`.split(' '))
    return words.reduce((sum, word, at) => {
      if (own.has(word)) return sum
      const hit = meant[at]?.find((m) => own.has(m.word))
      return sum + (hit?.distance ?? 0)
    }, 0)
  }
  const rows = withCliente(db, tenantId, namesToo(db, all(query)))
  return rows.map((row) => ({ row, distance: distanceOf(row) }))
}
