import { refuse, toOfficeError } from '../kernel/errors.ts'
import { namedId } from '../kernel/ids.ts'
import type { Actor, Office } from '../kernel/office.ts'
import type { Tx } from '../kernel/writer.ts'
import { freshSnapshot, type Snapshot } from './desk.ts'
import { acceptPropuesta } from './match-writes.ts'

const PROCEDURE = 'conciliacion.acceptMany'
/** Lines a transaction takes: the counter writes between two of them. */
const AT_ONCE = 20

/** Jobs by the request that started them: repeating the request finds its job. */
const started = new WeakMap<Office, Map<string, string>>()

/**
 * Accepts every proposal at or above the threshold, as a job that others can work beside. `version`: what the person was
 * shown. A line that changed meanwhile is left as it is. Errors: conciliacion.changed, conciliacion.running.
 */
export async function acceptMany(office: Office, actor: Actor, input: { requestId: string; version: string }) {
  const { requestId, version } = input
  const known = started.get(office)?.get(requestId)
  if (known) return known
  const snapshot = await freshSnapshot(office, actor)
  if (snapshot.version !== version || snapshot.automaticas.length === 0) throw refuse('conciliacion.changed')
  if (office.jobs.isRunning('conciliacion')) throw refuse('conciliacion.running')
  const { automaticas } = snapshot
  const total = automaticas.length
  const job = office.jobs.start({ tipo: 'conciliacion', titulo: '', total }, async ({ report }) => {
    for (let from = 0; from < total; from += AT_ONCE) {
      const piece = automaticas.slice(from, from + AT_ONCE)
      const request = { actor, requestId: pieceId(requestId, from), procedure: PROCEDURE, input: { version, from } }
      await office.writer.run(request, (tx) => acceptPiece(tx, piece))
      report(Math.min(from + AT_ONCE, total), total)
    }
    return { refId: null }
  })
  started.set(office, (started.get(office) ?? new Map<string, string>()).set(requestId, job.id))
  return job.id
}

const pieceId = (requestId: string, from: number): string => namedId(0, `${PROCEDURE} ${requestId} ${from}`)

/** Returns how many were accepted. Each stands or falls by itself. */
function acceptPiece(tx: Tx, piece: Snapshot['automaticas']): number {
  let accepted = 0
  for (const { lineaId, propuesta } of piece) {
    tx.db.sqlite.exec('SAVEPOINT linea')
    try {
      acceptPropuesta(tx, lineaId, propuesta, 'automatica')
      accepted++
    } catch (error) {
      tx.db.sqlite.exec('ROLLBACK TO linea')
      // A no leaves the line to a person; anything else is an error of the program, and nothing of this piece stands.
      toOfficeError(error, (unexpected) => {
        throw unexpected
      })
    } finally {
      tx.db.sqlite.exec('RELEASE linea')
    }
  }
  return accepted
}
