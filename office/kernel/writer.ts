import { hash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { solicitud } from '../../db/schema/index.ts'
import { appendAudit } from './audit.ts'
import { refuse } from './errors.ts'
import type { Actor } from './office.ts'
import { compileWrite, perConnection } from './statements.ts'

/** A transaction in progress: everything one action changes, or nothing. */
export interface Tx {
  db: WriteDb
  actor: Actor
  /** One instant for the whole action. */
  now: number
  /** Writes down who did what. `antes` and `despues` are JSON values; leave secrets out. */
  audit(entry: { accion: string; entidad: string; entidadId: string; antes?: unknown; despues?: unknown }): void
}

/** The names one write goes by. Repeating `requestId` with the same input returns the first answer. */
export interface WriteRequest {
  actor: Actor
  requestId: string
  procedure: string
  input: unknown
}

const statements = perConnection((db: WriteDb) => ({
  firstAnswer: db.sqlite.prepare<[string, string], { huella: string; respuestaJson: string }>(
    'select huella, respuesta_json as respuestaJson from solicitud where tenant_id = ? and request_id = ?',
  ),
  keepAnswer: compileWrite(
    db,
    db.orm.insert(solicitud).values({
      tenantId: sql.placeholder('tenantId'),
      requestId: sql.placeholder('requestId'),
      procedimiento: sql.placeholder('procedimiento'),
      huella: sql.placeholder('huella'),
      respuestaJson: sql.placeholder('respuestaJson'),
      fecha: sql.placeholder('fecha'),
    }),
  ),
}))

/** Whether a write was acknowledged under this requestId. */
export const wasAnswered = (db: ReadDb, request: { tenantId: string; requestId: string; procedure: string }): boolean =>
  db.orm
    .select({ fecha: solicitud.fecha })
    .from(solicitud)
    .where(
      and(
        eq(solicitud.tenantId, request.tenantId),
        eq(solicitud.requestId, request.requestId),
        eq(solicitud.procedimiento, request.procedure),
      ),
    )
    .get() !== undefined

/** JSON with keys in order, so that equal inputs have equal prints. Bytes and files count by what identifies them. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, v]) => v !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => [k, canonical(v)]),
    )
  return value
}

const fingerprint = (request: WriteRequest): string =>
  hash('sha256', `${request.procedure}\n${request.actor.usuarioId}\n${JSON.stringify(canonical(request.input))}`)

/**
 * The only way anything is written: one writer, one transaction per action, the answer kept under its requestId in
 * that same transaction, so that what was acknowledged is on the disk and a repeated request changes nothing.
 */
export class Writer {
  readonly #db: WriteDb
  readonly #now: () => number
  #queue: Promise<unknown> = Promise.resolve()

  constructor(db: WriteDb, now: () => number) {
    this.#db = db
    this.#now = now
  }

  /** Waits until nothing is being written, and for what is queued before. */
  idle(): Promise<void> {
    return this.#exclusive(async () => {})
  }

  #exclusive<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = this.#queue.then(work)
    this.#queue = turn.catch(() => {})
    return turn
  }

  /** Runs a short action. `work` is synchronous: nothing can come between its statements. */
  run<T>(request: WriteRequest, work: (tx: Tx) => T): Promise<T> {
    return this.#exclusive(() => this.#transaction(request, (tx) => work(tx)))
  }

  /** Runs a long action that lets reads go on between its steps; other writes wait for it. */
  runLong<T>(request: WriteRequest, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#exclusive(() => this.#transaction(request, work))
  }

  /** Upkeep of the office itself (projections by date, counters): a transaction without a person or a requestId. */
  maintain<T>(work: (db: WriteDb, now: number) => T): Promise<T> {
    return this.#exclusive(() => {
      this.#db.sqlite.exec('BEGIN IMMEDIATE')
      return this.#settle(() => work(this.#db, this.#now()))
    })
  }

  #transaction<T>(request: WriteRequest, work: (tx: Tx) => T): T {
    const huella = fingerprint(request)
    this.#db.sqlite.exec('BEGIN IMMEDIATE')
    return this.#settle(() => {
      const first = this.#firstAnswer(request, huella)
      if (first) return first.answer as T
      const now = this.#now()
      const tx: Tx = {
        db: this.#db,
        actor: request.actor,
        now,
        audit: (entry) => appendAudit(this.#db, request.actor, now, entry),
      }
      const keep = (answer: unknown) => this.#keepAnswer(request, huella, answer, now)
      const answer = work(tx)
      if (answer instanceof Promise) return answer.then((a: unknown) => (keep(a), a)) as T
      keep(answer)
      return answer
    })
  }

  /** Commits after `work`, or rolls back and rethrows; follows a promise when there is one. */
  #settle<T>(work: () => T): T {
    const commit = <V>(value: V): V => {
      this.#db.sqlite.exec('COMMIT')
      return value
    }
    const rollback = (error: unknown): never => {
      if (this.#db.sqlite.inTransaction) this.#db.sqlite.exec('ROLLBACK')
      throw error
    }
    try {
      const result = work()
      if (result instanceof Promise) return result.then(commit).catch(rollback) as T
      return commit(result)
    } catch (error) {
      return rollback(error)
    }
  }

  #firstAnswer(request: WriteRequest, huella: string): { answer: unknown } | null {
    const row = statements(this.#db).firstAnswer.get(request.actor.tenantId, request.requestId)
    if (!row) return null
    if (row.huella !== huella) throw refuse('request.reused')
    return { answer: JSON.parse(row.respuestaJson) }
  }

  #keepAnswer(request: WriteRequest, huella: string, answer: unknown, now: number): void {
    statements(this.#db).keepAnswer({
      tenantId: request.actor.tenantId,
      requestId: request.requestId,
      procedimiento: request.procedure,
      huella,
      respuestaJson: JSON.stringify(answer ?? null),
      fecha: now,
    })
  }
}
