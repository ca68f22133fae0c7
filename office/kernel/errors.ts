import Database from 'better-sqlite3'
import { ORPCError } from '@orpc/server'
import { ERROR_CODES, type ErrorCode } from '../../contract/errors.ts'

export type ErrorData = Record<string, unknown>

/** The office says no: a stable code and what the screen needs to explain it. Thrown, never returned. */
export const refuse = (code: ErrorCode, data: ErrorData = {}): ORPCError<ErrorCode, ErrorData> =>
  new ORPCError(code, { status: 400, message: ERROR_CODES[code], data })

interface SchemaIssue {
  path?: readonly (PropertyKey | { key: PropertyKey })[]
  message?: string
  code?: string
}

const issuePath = (issue: SchemaIssue): string =>
  (issue.path ?? []).map((p) => String(typeof p === 'object' ? p.key : p)).join('.')

/**
 * Turns whatever a handler threw into one of our codes. `report` is called with errors that are nobody's input,
 * and its answer (a reference into the log) travels to the person.
 */
export function toOfficeError(error: unknown, report: (error: unknown) => string): ORPCError<string, ErrorData> {
  if (error instanceof ORPCError) {
    if (error.code in ERROR_CODES) return error as ORPCError<string, ErrorData>
    if (error.code === 'BAD_REQUEST') {
      const issues = ((error.data as { issues?: SchemaIssue[] } | undefined)?.issues ?? []).slice(0, 20)
      return refuse('input.invalid', { issues: issues.map((i) => ({ path: issuePath(i), code: i.code ?? 'invalid' })) })
    }
    if (error.code === 'NOT_FOUND') return refuse('not_found', { entidad: 'procedimiento' })
  }
  if (error instanceof Database.SqliteError && error.code === 'SQLITE_FULL') return refuse('office.disk_full')
  return refuse('office.internal', { ref: report(error) })
}
