import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { guarded } from './base.ts'

/** Long work of the office: shown in the top bar, left and found again. */
export interface Trabajo {
  id: string
  tipo:
    | 'importacion'
    | 'demo'
    | 'verificacion'
    | 'lote'
    | 'corrida'
    | 'vista'
    | 'extracto'
    | 'conciliacion'
    | 'diferencias'
    | 'vinculos'
  estado: 'running' | 'done' | 'failed'
  /** What it is about, such as a file name. */
  titulo: string
  done: number
  total: number
  /** Stable error code when it failed. */
  error: string | null
  /** What the code's text needs. */
  errorData: Record<string, unknown>
  /** Id of what it made: the import, the run. Of a run it is known from the start. */
  refId: string | null
  startedAt: number
  endedAt: number | null
}

export interface CheckFinding {
  check: string
  id: string
  expected: string
  found: string
}

export interface CheckResult {
  /** Each check with how many rows it recomputed. */
  checks: { check: string; rows: number; differences: number }[]
  /** At most 100 of the differences. */
  findings: CheckFinding[]
  durationMs: number
}

export interface AuditRow {
  seq: number
  fecha: number
  usuario: string
  puesto: string
  accion: string
  entidad: string
  entidadId: string
  antes: unknown
  despues: unknown
}

export const system = {
  info: guarded('session').output(
    type<{
      version: string
      schema: number
      sqlite: string
      dataDir: string
      databaseBytes: number
    }>(),
  ),
  /** Recomputes every balance and state, the search index and the audit chain; changes nothing. */
  check: guarded('office.check').output(type<CheckResult>()),
  /** The audit log, newest first. */
  audit: guarded('auditoria.read')
    .input(
      z.object({
        before: z.number().int().optional(),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(type<AuditRow[]>()),
  /** The office's jobs: first as they are, then at each change. */
  trabajos: guarded('session').output(eventIterator(type<Trabajo[]>())),
}
