import type { WriteDb } from '../../db/open.ts'
import { appendAudit } from './audit.ts'
import type { Tx } from './writer.ts'

/** Who writes: a person, or the office by itself as time passes. Inside a transaction of the Writer. */
export interface Hand {
  db: WriteDb
  tenantId: string
  /** Null: the office by itself. */
  usuarioId: string | null
  now: number
  audit: Tx['audit']
}

export const handOf = (tx: Tx): Hand => ({
  db: tx.db,
  tenantId: tx.actor.tenantId,
  usuarioId: tx.actor.usuarioId,
  now: tx.now,
  audit: (entry) => tx.audit(entry),
})

/** For upkeep: `db` and `now` are those of `writer.maintain`. */
export const officeHand = (db: WriteDb, tenantId: string, now: number): Hand => ({
  db,
  tenantId,
  usuarioId: null,
  now,
  audit: (entry) => appendAudit(db, { tenantId, usuarioId: null, puestoId: null }, now, entry),
})
