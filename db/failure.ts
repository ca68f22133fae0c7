import Database from 'better-sqlite3'
import type { StartFailure } from '../contract/control.ts'

/** The office cannot open its data. Nothing was changed. */
export class OpenFailure extends Error {
  readonly code: StartFailure

  constructor(code: StartFailure, detail: string, cause?: unknown) {
    super(detail, { cause })
    this.name = 'OpenFailure'
    this.code = code
  }
}

const BY_SQLITE_CODE: readonly [RegExp, StartFailure][] = [
  [/^SQLITE_(CORRUPT|NOTADB)/, 'db.corrupt'],
  [/^SQLITE_(BUSY|LOCKED)/, 'db.locked'],
  [/^SQLITE_FULL/, 'db.disk_full'],
  [/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/, 'db.unwritable'],
]

/** What a person is told about an error met while opening, by SQLite's own extended code. */
export function classifyOpenError(error: unknown): OpenFailure {
  if (error instanceof OpenFailure) return error
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof Database.SqliteError) {
    const found = BY_SQLITE_CODE.find(([pattern]) => pattern.test(error.code))
    if (found) return new OpenFailure(found[1], detail, error)
  }
  const code = (error as NodeJS.ErrnoException | null)?.code
  if (code === 'ENOSPC') return new OpenFailure('db.disk_full', detail, error)
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return new OpenFailure('db.unwritable', detail, error)
  return new OpenFailure('unknown', detail, error)
}
