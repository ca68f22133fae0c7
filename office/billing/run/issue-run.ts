import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Trabajo } from '../../../contract/index.ts'
import type { WriteDb } from '../../../db/open.ts'
import type { ReadDb } from '../../../db/open.ts'
import type { Progress } from '../../jobs/jobs.ts'
import { newId } from '../../kernel/ids.ts'
import type { Actor, Office } from '../../kernel/office.ts'
import { perConnection } from '../../kernel/statements.ts'
import { type BatchOutcome, issueBatch } from './issue-batch.ts'

const statements = perConnection(({ sqlite }: ReadDb | WriteDb) => ({
  corrida: sqlite.prepare<
    [string],
    { usuario_id: string | null; puesto_id: string; tenant_id: string; periodo: string }
  >('select usuario_id, puesto_id, tenant_id, periodo from corrida where id = ?'),
  admins: sqlite.prepare<[string], { id: string; creado_en: number }>(
    `select id, creado_en from usuario where tenant_id = ? and rol = 'admin' and estado = 'activo'`,
  ),
  stop: sqlite.prepare<[string]>(`update corrida set estado = 'pausada' where id = ? and estado = 'emitiendo'`),
}))

interface Runner {
  corridaId: string
  trabajoId: string
  ended: Promise<unknown>
}

/** The run that each office is issuing, and which offices are about to close. */
const runners = new WeakMap<Office, Runner>()
const closing = new WeakSet<Office>()

/** Job that issues a run now; null when none does. */
export const jobOf =
  (office: Office) =>
  (corridaId: string): string | null => {
    const runner = runners.get(office)
    return runner?.corridaId === corridaId ? runner.trabajoId : null
  }

export const isIssuing = (office: Office): boolean => runners.has(office)

/** In whose name documents are issued: whoever confirmed the run; the first admin when the office did by itself. */
export function actorOf(db: ReadDb | WriteDb, corridaId: string): Actor {
  const row = statements(db).corrida.get(corridaId)
  if (!row) throw new Error(`no run ${corridaId}`)
  const usuarioId = row.usuario_id ?? firstAdmin(db, row.tenant_id)
  return { tenantId: row.tenant_id, usuarioId, puestoId: row.puesto_id, rol: 'admin', permissions: [] }
}

export function firstAdmin(db: ReadDb | WriteDb, tenantId: string): string {
  const admins = statements(db).admins.all(tenantId)
  const [first] = admins.sort((a, b) => a.creado_en - b.creado_en || (a.id < b.id ? -1 : 1))
  if (!first) throw new Error('the office has no admin')
  return first.id
}

/**
 * Issues a run as a job, batch after batch, until it ends, is paused, or the office closes; `granted` is the write that
 * allowed it. After a failure the run is paused, for a person to look at.
 */
export function startIssuing(office: Office, corridaId: string, titulo: string, granted: Promise<unknown>): Trabajo {
  const before = runners.get(office)?.ended
  let done: (value: unknown) => void = () => {}
  const ended = new Promise((resolve) => {
    done = resolve
  })
  const job = office.jobs.start({ tipo: 'corrida', titulo, total: 0, refId: corridaId }, async (progress) => {
    try {
      await granted
      await before
      await issueAll(office, corridaId, progress)
      return { refId: corridaId }
    } catch (error) {
      await office.writer.maintain((db) => statements(db).stop.run(corridaId))
      throw error
    } finally {
      if (runners.get(office)?.corridaId === corridaId) runners.delete(office)
      done(undefined)
    }
  })
  runners.set(office, { corridaId, trabajoId: job.id, ended })
  return job
}

async function issueAll(office: Office, corridaId: string, { report }: Progress): Promise<void> {
  const actor = actorOf(office.db.read, corridaId)
  while (!closing.has(office)) {
    const request = { actor, requestId: newId(), procedure: 'corridas.issue', input: { corridaId } }
    const outcome: BatchOutcome = await office.writer.run(request, (tx) => issueBatch(tx, corridaId))
    report(outcome.hechas, outcome.total)
    if (outcome.ended) return
    await nextTurn()
  }
}

/** Before the office closes: waits for the batch that is being written. The run goes on when the office is opened again. */
export async function stopIssuing(office: Office): Promise<void> {
  closing.add(office)
  await runners.get(office)?.ended
}
