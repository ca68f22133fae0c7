import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import Database, { type Database as Sqlite } from 'better-sqlite3'
import { OpenFailure } from './failure.ts'

/**
 * Applies migrations. The stock migrator skips a file that sorts before the last applied one, and runs inside BEGIN,
 * where `foreign_keys=OFF` does nothing and a rebuilt parent table deletes its children; hence our own, with rules:
 * ids in order, hashes fixed, the applied list a prefix of the known one, a database from the future untouched,
 * foreign keys off outside the transaction and checked before commit, a verified copy of the data first.
 */
export interface Migration {
  /** Position and id: `0001_rules`. */
  name: string
  /** SHA-256 of the file, line endings normalised. */
  hash: string
  statements: string[]
}

const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/
const TABLE = `CREATE TABLE IF NOT EXISTS migracion (
  orden INTEGER PRIMARY KEY, nombre TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, aplicada_en INTEGER NOT NULL
) STRICT`

/** The migrations of a folder, in order. Throws OpenFailure when the numbers are not 0, 1, 2… */
export function readMigrations(dir: string): Migration[] {
  const files = fs
    .readdirSync(dir)
    .filter((f) => f.endsWith('.sql'))
    .sort()
  return files.map((file, at) => {
    if (Number(NAME.exec(file)?.[1] ?? Number.NaN) !== at)
      throw new OpenFailure('db.migration_failed', `migration ${file} is out of order`)
    const sql = fs.readFileSync(path.join(dir, file), 'utf8').replaceAll('\r\n', '\n')
    return {
      name: file.slice(0, -4),
      hash: createHash('sha256').update(sql).digest('hex'),
      statements: sql.split('--> statement-breakpoint').filter((s) => s.trim() !== ''),
    }
  })
}

interface Applied {
  nombre: string
  hash: string
}

function readApplied(sqlite: Sqlite): Applied[] {
  const exists = sqlite.prepare(`select 1 from sqlite_master where type = 'table' and name = 'migracion'`).get()
  return exists ? (sqlite.prepare('select nombre, hash from migracion order by orden').all() as Applied[]) : []
}

/** Migrations still to apply. Throws OpenFailure when the file's history is not the beginning of ours. */
export function pendingMigrations(applied: readonly Applied[], known: readonly Migration[]): Migration[] {
  applied.forEach((row, at) => {
    const mine = known[at]
    if (!mine) throw new OpenFailure('db.from_the_future', `the data has migration ${row.nombre}, unknown here`)
    if (mine.name !== row.nombre || mine.hash !== row.hash)
      throw new OpenFailure('db.migration_failed', `applied migration ${row.nombre} is not the one known here`)
  })
  return known.slice(applied.length)
}

/** Looks at a file without changing a byte of it: how many migrations it has. Throws OpenFailure as above. */
export function inspect(file: string, known: readonly Migration[]): { exists: boolean; pending: Migration[] } {
  if (!fs.existsSync(file) || fs.statSync(file).size === 0) return { exists: false, pending: [...known] }
  const sqlite = new Database(file, { readonly: true })
  try {
    return { exists: true, pending: pendingMigrations(readApplied(sqlite), known) }
  } finally {
    sqlite.close()
  }
}

/** Copies the data with SQLite's backup API and proves that the copy is whole. Returns the copy's path. */
export async function verifiedBackup(sqlite: Sqlite, target: string): Promise<string> {
  fs.mkdirSync(path.dirname(target), { recursive: true })
  await sqlite.backup(target)
  const copy = new Database(target)
  try {
    // One file that can be moved: no log beside it.
    copy.pragma('journal_mode = DELETE')
    const verdict = copy.pragma('integrity_check', { simple: true })
    if (verdict !== 'ok') throw new OpenFailure('db.migration_failed', `the backup is not whole: ${String(verdict)}`)
  } finally {
    copy.close()
  }
  return target
}

function applyOne(sqlite: Sqlite, migration: Migration, orden: number, now: number): void {
  sqlite.pragma('foreign_keys = OFF')
  try {
    sqlite.exec('BEGIN IMMEDIATE')
    for (const statement of migration.statements) sqlite.exec(statement)
    const broken = sqlite.pragma('foreign_key_check') as { table: string }[]
    if (broken.length > 0) throw new Error(`foreign keys broken in ${broken[0]?.table}`)
    sqlite
      .prepare('insert into migracion (orden, nombre, hash, aplicada_en) values (?, ?, ?, ?)')
      .run(orden, migration.name, migration.hash, now)
    sqlite.exec('COMMIT')
  } catch (error) {
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK')
    throw new OpenFailure('db.migration_failed', `${migration.name}: ${(error as Error).message}`, error)
  } finally {
    sqlite.pragma('foreign_keys = ON')
  }
}

/**
 * Brings an open file up to the known migrations (or to `stopAfter` of them, for tests).
 * A file with data is copied to `backupDir` first. Each migration is one transaction: a failure leaves the file
 * at the last whole one.
 */
export async function migrate(
  sqlite: Sqlite,
  known: readonly Migration[],
  options: { backupDir: string; now: number; stopAfter?: number },
): Promise<{ applied: string[]; backup: string | null }> {
  const before = readApplied(sqlite)
  const pending = pendingMigrations(before, known).slice(
    0,
    Math.max(0, (options.stopAfter ?? Infinity) - before.length),
  )
  if (pending.length === 0) return { applied: [], backup: null }
  const backup =
    before.length > 0
      ? await verifiedBackup(sqlite, path.join(options.backupDir, `office-v${before.length}-${options.now}.db`))
      : null
  sqlite.exec(TABLE)
  pending.forEach((migration, at) => applyOne(sqlite, migration, before.length + at, options.now))
  return { applied: pending.map((m) => m.name), backup }
}
