import { hash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { WriteDb } from '../../db/open.ts'
import { auditoria } from '../../db/schema/index.ts'
import { compileWrite, perConnection } from './statements.ts'

export interface AuditEntry {
  accion: string
  entidad: string
  entidadId: string
  antes?: unknown
  despues?: unknown
}

/** Who and where; null when nobody has proven to be anybody (a wrong password), or the office acts by itself. */
export interface AuditActor {
  tenantId: string
  usuarioId: string | null
  puestoId: string | null
}

export type AuditFields = Omit<typeof auditoria.$inferSelect, 'hash'>

const FIRST = '0'.repeat(64)

const statements = perConnection((db: WriteDb) => ({
  // Without LIMIT: a bound one makes SQLite prepare the statement again at every run.
  last: db.sqlite.prepare<[], { seq: number; hash: string }>(
    'select seq, hash from auditoria where seq = (select max(seq) from auditoria)',
  ),
  append: compileWrite(
    db,
    db.orm.insert(auditoria).values({
      seq: sql.placeholder('seq'),
      tenantId: sql.placeholder('tenantId'),
      fecha: sql.placeholder('fecha'),
      usuarioId: sql.placeholder('usuarioId'),
      puestoId: sql.placeholder('puestoId'),
      accion: sql.placeholder('accion'),
      entidad: sql.placeholder('entidad'),
      entidadId: sql.placeholder('entidadId'),
      antesJson: sql.placeholder('antesJson'),
      despuesJson: sql.placeholder('despuesJson'),
      hashPrevio: sql.placeholder('hashPrevio'),
      hash: sql.placeholder('hash'),
    }),
  ),
}))

/** SHA-256 over every field and the hash before: a changed or removed row shows in all that follow. */
export const auditHash = (row: AuditFields): string =>
  hash(
    'sha256',
    JSON.stringify([
      row.seq,
      row.tenantId,
      row.fecha,
      row.usuarioId,
      row.puestoId,
      row.accion,
      row.entidad,
      row.entidadId,
      row.antesJson,
      row.despuesJson,
      row.hashPrevio,
    ]),
  )

/** Adds the next row of the chain, inside the caller's transaction. */
export function appendAudit(db: WriteDb, actor: AuditActor, now: number, entry: AuditEntry): void {
  const prepared = statements(db)
  const last = prepared.last.get()
  const row: AuditFields = {
    seq: (last?.seq ?? 0) + 1,
    tenantId: actor.tenantId,
    fecha: now,
    usuarioId: actor.usuarioId,
    puestoId: actor.puestoId,
    accion: entry.accion,
    entidad: entry.entidad,
    entidadId: entry.entidadId,
    antesJson: entry.antes === undefined ? null : JSON.stringify(entry.antes),
    despuesJson: entry.despues === undefined ? null : JSON.stringify(entry.despues),
    hashPrevio: last?.hash ?? FIRST,
  }
  prepared.append({ ...row, hash: auditHash(row) })
}
