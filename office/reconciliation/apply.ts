import { createHash } from 'node:crypto'
import { extracto } from '../../db/schema/index.ts'
import { Turns } from '../imports/turns.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { Actor, Office } from '../kernel/office.ts'
import { compileWrite, perConnection } from '../kernel/statements.ts'
import { type Tx, wasAnswered } from '../kernel/writer.ts'
import { sql } from 'drizzle-orm'
import type { WriteDb } from '../../db/open.ts'
import { extractoLinea } from '../../db/schema/index.ts'
import { keepMapeo } from './accounts.ts'
import { knownLines, lineIds, wasRead } from './known.ts'
import { decideAgain, forgetPrepared, type Prepared } from './prepared.ts'
import { type DecidedLine, isNew } from './read/fates.ts'

const PROCEDURE = 'conciliacion.apply'

const statements = perConnection((db: WriteDb) => ({
  line: compileWrite(
    db,
    db.orm.insert(extractoLinea).values({
      id: sql.placeholder('id'),
      tenantId: sql.placeholder('tenantId'),
      extractoId: sql.placeholder('extractoId'),
      cuentaId: sql.placeholder('cuentaId'),
      fila: sql.placeholder('fila'),
      fecha: sql.placeholder('fecha'),
      concepto: sql.placeholder('concepto'),
      operacion: sql.placeholder('operacion'),
      monto: sql.placeholder('monto'),
      tipo: sql.placeholder('tipo'),
      estado: sql.placeholder('estado'),
      conciliado: 0,
      repiteId: sql.placeholder('repiteId'),
      huella: sql.placeholder('huella'),
      nota: '',
    }),
  ),
}))

/** Jobs by the request that started them: repeating the request finds its job. */
const started = new WeakMap<Office, Map<string, { trabajoId: string; extractoId: string }>>()

/**
 * Writes the new lines of a prepared statement: one transaction, as a job, which fails with extracto.changed, having
 * written nothing, when the account got lines meanwhile. Errors: extracto.running, extracto.empty.
 */
export function startApply(office: Office, actor: Actor, prepared: Prepared, requestId: string) {
  if (office.jobs.isRunning('extracto')) throw refuse('extracto.running')
  const fresh = prepared.lineas.filter(isNew)
  if (fresh.length === 0) throw refuse('extracto.empty')
  const extractoId = newId()
  const total = fresh.length
  const spec = { tipo: 'extracto' as const, titulo: prepared.archivo, total, refId: extractoId }
  const job = office.jobs.start(spec, async ({ report }) => {
    const { huella, mapeo } = prepared
    const request = { actor, requestId, procedure: PROCEDURE, input: { huella, mapeo, cuentaId: prepared.cuentaId } }
    try {
      await office.writer.runLong(request, (tx) =>
        writeStatement(tx, prepared, extractoId, (done) => report(done, total)),
      )
    } catch (error) {
      await decideAgain(office, prepared)
      throw error
    }
    report(total, total)
    forgetPrepared(office, prepared.id)
    return { refId: extractoId }
  })
  const answer = { trabajoId: job.id, extractoId }
  started.set(office, (started.get(office) ?? new Map()).set(requestId, answer))
  return answer
}

/** What a request that was made before started, or null. */
export function startedApply(office: Office, actor: Actor, requestId: string) {
  const known = started.get(office)?.get(requestId)
  if (known) return known
  if (!wasAnswered(office.db.read, { tenantId: actor.tenantId, requestId, procedure: PROCEDURE })) return null
  // It was written before the office last started: its job is over.
  const done = { tipo: 'extracto' as const, titulo: '', total: 0 }
  const { id } = office.jobs.start(done, async () => ({ refId: null }))
  return { trabajoId: id, extractoId: '' }
}

/** What of a prepared statement is written. */
export type Statement = Pick<Prepared, 'cuentaId' | 'archivo' | 'formato' | 'mapeo' | 'titulos' | 'huella' | 'lineas'>

/** Writes the lines of a statement that are new. Errors: extracto.changed. */
export async function writeStatement(
  tx: Tx,
  prepared: Statement,
  extractoId: string,
  report: (done: number) => void,
): Promise<null> {
  const { tenantId, usuarioId } = tx.actor
  const { cuentaId, archivo, formato, mapeo, titulos } = prepared
  const fresh = prepared.lineas.filter(isNew)
  const prints = fresh.map(({ huella }) => huella)
  if (knownLines(tx.db, tenantId, cuentaId).having(prints).size > 0) throw refuse('extracto.changed')
  const fechas = fresh.flatMap(({ fecha }) => fecha ?? []).sort()
  tx.db.orm
    .insert(extracto)
    .values({
      ...{ id: extractoId, tenantId, cuentaId, archivo, formato, usuarioId },
      huella: printOf(tx, prepared),
      lineas: fresh.length,
      desde: fechas[0] ?? null,
      hasta: fechas.at(-1) ?? null,
      creadoEn: tx.now,
    })
    .run()
  if (mapeo) keepMapeo(tx, cuentaId, mapeo, titulos)
  await writeLines(tx, { extractoId, cuentaId }, fresh, report)
  const count = (tipo: DecidedLine['destino']) => fresh.filter(({ destino }) => destino === tipo).length
  tx.audit({
    accion: 'conciliacion.extracto',
    entidad: 'extracto',
    entidadId: extractoId,
    despues: {
      ...{ archivo, formato, cuentaId, huella: prepared.huella },
      creditos: count('credito'),
      debitos: count('debito'),
      comisiones: count('comision'),
      repetidas: count('repetida'),
    },
  })
  return null
}

/** The same bytes may have more to give under another mapping. */
function printOf(tx: Tx, { cuentaId, huella, mapeo, lineas }: Statement): string {
  if (!wasRead(tx.db, { tenantId: tx.actor.tenantId, cuentaId, huella })) return huella
  return createHash('sha256')
    .update(JSON.stringify([huella, mapeo, lineas.filter(isNew).map((l) => l.huella)]))
    .digest('hex')
}

async function writeLines(
  tx: Tx,
  ids: { extractoId: string; cuentaId: string },
  fresh: readonly DecidedLine[],
  report: (done: number) => void,
): Promise<void> {
  const { tenantId } = tx.actor
  const turns = new Turns()
  const known = lineIds(
    tx.db,
    tenantId,
    ids.cuentaId,
    fresh.flatMap(({ repiteHuella }) => repiteHuella ?? []),
  )
  for (const [done, line] of fresh.entries()) {
    const id = newId()
    known.set(line.huella, id)
    const { fila, fecha, concepto, operacion, monto, huella, destino } = line
    const repiteId = line.repiteHuella === null ? null : (known.get(line.repiteHuella) ?? null)
    const estado = destino === 'credito' ? 'pendiente' : 'ignorada'
    const row = {
      id,
      tenantId,
      ...ids,
      fila,
      fecha,
      concepto,
      operacion,
      monto,
      tipo: destino,
      estado,
      repiteId,
      huella,
    }
    statements(tx.db).line(row)
    if (turns.due()) {
      report(done)
      await turns.pass()
    }
  }
}
