import fs from 'node:fs'
import path from 'node:path'
import Database, { type Database as Sqlite } from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { classifyOpenError } from './failure.ts'
import { inspect, migrate, readMigrations } from './migrate.ts'

// Without the schema: its relations serve `orm.query`, which nothing uses, and each start would work them out twice.
type Drizzle = BetterSQLite3Database

/** A handle that can only read: its connection refuses writes. */
export interface ReadDb {
  readonly mode: 'read'
  readonly orm: Pick<Drizzle, 'select' | 'selectDistinct' | '$count' | 'all' | 'get' | 'values'>
  readonly sqlite: Sqlite
}

/** The one handle that writes. Reading through it sees the transaction in progress. */
export interface WriteDb {
  readonly mode: 'write'
  readonly orm: Drizzle
  readonly sqlite: Sqlite
}

export interface OfficeDb {
  read: ReadDb
  write: WriteDb
  file: string
  /** Migrations this file has. */
  version: number
  /** Checkpoints the log and closes both connections. */
  close(): void
}

const FILE = 'office.db'

function openWriter(file: string): Sqlite {
  const sqlite = new Database(file)
  sqlite.pragma('journal_mode = WAL')
  // FULL: what was acknowledged is on the disk, even if the power goes the next moment.
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('trusted_schema = OFF')
  sqlite.pragma('cache_size = -16000')
  return sqlite
}

function openReader(file: string): Sqlite {
  const sqlite = new Database(file, { readonly: true })
  sqlite.pragma('query_only = ON')
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('trusted_schema = OFF')
  sqlite.pragma('cache_size = -32000')
  return sqlite
}

/**
 * Opens (creating it when absent) the office file of a folder and brings it up to date.
 * Throws OpenFailure, having changed nothing, when that cannot be done.
 */
export async function openOffice(options: { dataDir: string; migrationsDir: string; now: number }): Promise<OfficeDb> {
  let writer: Sqlite | null = null
  try {
    fs.mkdirSync(options.dataDir, { recursive: true })
    const file = path.join(options.dataDir, FILE)
    const known = readMigrations(options.migrationsDir)
    inspect(file, known)
    writer = openWriter(file)
    await migrate(writer, known, { backupDir: path.join(options.dataDir, 'backups'), now: options.now })
    const reader = openReader(file)
    const write: WriteDb = {
      mode: 'write',
      sqlite: writer,
      orm: drizzle({ client: writer, casing: 'snake_case' }),
    }
    const read: ReadDb = {
      mode: 'read',
      sqlite: reader,
      orm: drizzle({ client: reader, casing: 'snake_case' }),
    }
    return {
      read,
      write,
      file,
      version: known.length,
      close() {
        reader.close()
        write.sqlite.pragma('wal_checkpoint(TRUNCATE)')
        write.sqlite.close()
      },
    }
  } catch (error) {
    writer?.close()
    throw classifyOpenError(error)
  }
}
