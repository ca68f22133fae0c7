import Database, { type Database as Sqlite } from 'better-sqlite3'

/** Tables that a run adds rows to, in the order their references need, with how it comes by them. */
const TABLES = {
  corrida: 'corrida',
  corrida_fila: 'corrida_fila order by clave',
  factura: 'factura order by numero',
  factura_linea: 'factura_linea order by (select numero from factura f where f.id = factura_id), orden',
  cobertura:
    'cobertura where factura_id is not null order by (select numero from factura f where f.id = factura_id), orden',
} as const

const BATCH = 500

interface Rows {
  insert: string
  rows: unknown[][]
}

/** What a run wrote, in the order it did. */
function newRows(before: Sqlite, after: Sqlite, table: keyof typeof TABLES): Rows {
  const columns = (before.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
  const rows = after
    .prepare(`select ${columns.join(', ')} from ${TABLES[table]}`)
    .raw()
    .all() as unknown[][]
  return { insert: `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`, rows }
}

/**
 * Seconds that bare inserts of the same rows take, one statement a row, with the same indexes, triggers, batches and
 * durability, into a copy of the file as it was before the run.
 */
export function rawInsertSeconds(beforeFile: string, afterFile: string): { seconds: number; rows: number } {
  const before = new Database(beforeFile)
  const after = new Database(afterFile, { readonly: true })
  before.pragma('journal_mode = WAL')
  before.pragma('synchronous = FULL')
  before.pragma('foreign_keys = ON')
  before.pragma('cache_size = -16000')
  const tables = (Object.keys(TABLES) as (keyof typeof TABLES)[]).map((table) => newRows(before, after, table))
  after.close()
  const started = performance.now()
  const total = Math.max(...tables.map(({ rows }) => rows.length))
  const statements = tables.map(({ insert }) => before.prepare<unknown[]>(insert))
  for (let at = 0; at < total; at += BATCH) {
    before.exec('BEGIN IMMEDIATE')
    tables.forEach(({ rows }, n) => {
      for (const row of rows.slice(at, at + BATCH)) statements[n]?.run(...row)
    })
    before.exec('COMMIT')
  }
  const seconds = (performance.now() - started) / 1000
  before.close()
  return { seconds, rows: tables.reduce((sum, { rows }) => sum + rows.length, 0) }
}
