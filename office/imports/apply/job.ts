import { eq, sql } from 'drizzle-orm'
import { civilDate, type FechaCivil } from '../../../contract/dates.ts'
import type { TenantConfig } from '../../../contract/index.ts'
import type { ImportResult } from '../../../contract/procedures/imports.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { auditoria, importacion, usuario } from '../../../db/schema/index.ts'
import { refuse } from '../../kernel/errors.ts'
import type { Actor, Office } from '../../kernel/office.ts'
import { readTenant } from '../../kernel/tenancy.ts'
import { type Tx, wasAnswered } from '../../kernel/writer.ts'
import { type Decision, decide } from '../decide/index.ts'
import { officeView } from '../office-view.ts'
import type { Prepared, Preview } from '../prepared.ts'
import { rejectedEntries } from '../rejected.ts'
import { openingLine } from '../words.ts'
import { rememberRows, writeDecision } from './write.ts'

const PROCEDURE = 'imports.apply'

/** Jobs by the request that started them: repeating the request finds its job. */
const started = new WeakMap<Office, Map<string, string>>()

/** Job of a request that was made before, or null. */
export function startedJob(office: Office, actor: Actor, requestId: string, importId: string): string | null {
  const known = started.get(office)?.get(requestId)
  if (known) return known
  const request = { tenantId: actor.tenantId, requestId, procedure: PROCEDURE }
  if (!wasAnswered(office.db.read, request)) return null
  // It was written before the office last started: its job is over.
  const done = { tipo: 'importacion' as const, titulo: '', total: 0 }
  return office.jobs.start(done, async () => ({ refId: importId })).id
}

/**
 * Starts writing a preview: one transaction, as a job. The job fails with importacion.stale, having written nothing, when
 * the office changed meanwhile so that another fate would follow; the new preview is then ready to be looked at.
 * Errors: importacion.running.
 */
export function startApply(
  office: Office,
  actor: Actor,
  prepared: Prepared,
  preview: Preview,
  requestId: string,
): string {
  if (office.jobs.isRunning('importacion')) throw refuse('importacion.running')
  const total = preview.decision.entries.length
  const job = office.jobs.start({ tipo: 'importacion', titulo: prepared.fileName, total }, async ({ report }) => {
    const request = { actor, requestId, procedure: PROCEDURE, input: { importId: prepared.id } }
    await office.writer.runLong(request, (tx) => apply(tx, prepared, preview, (done) => report(done, total)))
    report(total, total)
    keepReport(prepared)
    return { refId: prepared.id }
  })
  const jobs = started.get(office) ?? new Map<string, string>()
  started.set(office, jobs.set(requestId, job.id))
  return job.id
}

/** The file is in the office now: in memory stays only what the report of rejected rows needs. */
function keepReport(prepared: Prepared): void {
  const { preview, file } = prepared
  prepared.applied = true
  prepared.bytes = new Uint8Array(0)
  prepared.file = { ...file, table: { ...file.table, rows: [] } }
  if (!preview) return
  const entries = rejectedEntries(preview.decision)
  prepared.preview = { ...preview, decision: { ...preview.decision, entries, people: [] } }
}

async function apply(
  tx: Tx,
  prepared: Prepared,
  preview: Preview,
  report: (done: number) => void,
): Promise<ImportResult> {
  const begun = performance.now()
  const tenant = readTenant(tx.db)
  const today = civilDate(tx.now, tenant.zonaHoraria)
  await checkFresh(tx, prepared, preview, { tenant, today })
  const { decision } = preview
  const { rows, ...written } = await writeDecision(tx, decision, {
    tenant,
    today,
    openingLine: openingLine(tenant.idioma),
    report,
  })
  const result: ImportResult = {
    importId: prepared.id,
    fileName: prepared.fileName,
    fecha: tx.now,
    usuario:
      tx.db.orm.select({ nombre: usuario.nombre }).from(usuario).where(eq(usuario.id, tx.actor.usuarioId)).get()
        ?.nombre ?? '',
    fates: decision.fates,
    ...written,
    durationMs: Math.round(performance.now() - begun),
  }
  keepResult(tx, prepared, preview, result)
  await rememberRows(tx, prepared.id, rows)
  return result
}

function keepResult(tx: Tx, prepared: Prepared, { context, decision }: Preview, result: ImportResult): void {
  const { mapping, reading, planes, estados } = context
  tx.db.orm
    .insert(importacion)
    .values({
      id: prepared.id,
      tenantId: tx.actor.tenantId,
      usuarioId: tx.actor.usuarioId,
      archivo: prepared.fileName,
      huella: prepared.huella,
      opcionesJson: JSON.stringify({ mapping, reading, planes, estados }),
      resultadoJson: JSON.stringify(result),
      fecha: tx.now,
    })
    .run()
  const { fates, planesCreated, openingInvoices, openingCredits } = result
  tx.audit({
    accion: 'imports.apply',
    entidad: 'importacion',
    entidadId: prepared.id,
    despues: {
      archivo: prepared.fileName,
      huella: prepared.huella,
      filas: decision.entries.length,
      fates,
      planesCreated,
      openingInvoices,
      openingCredits,
    },
  })
}

/** Number of the last audit row: every change that a person makes adds one. */
export const lastAuditSeq = (db: ReadDb | WriteDb): number =>
  db.orm
    .select({ seq: sql<number>`coalesce(max(${auditoria.seq}), 0)` })
    .from(auditoria)
    .get()?.seq ?? 0

async function checkFresh(
  tx: Tx,
  prepared: Prepared,
  preview: Preview,
  { tenant, today }: { tenant: TenantConfig; today: FechaCivil },
): Promise<void> {
  const auditSeq = lastAuditSeq(tx.db)
  if (auditSeq === preview.auditSeq) return
  // In another currency the same cells are other amounts.
  const context = { ...preview.context, moneda: tenant.moneda, today }
  const decision = await decide(prepared.file.table.rows, context, officeView(tx.db, tx.actor.tenantId))
  const same = outcome(decision) === outcome(preview.decision)
  prepared.preview = { context, decision, auditSeq }
  if (!same) throw refuse('importacion.stale')
  preview.decision = decision
}

/** All that a decision would write. */
const outcome = (decision: Decision): string =>
  JSON.stringify([
    decision.plans.map((plan) => [plan.clave, plan.planId]),
    decision.entries.map(({ fate, changes, target }) => [
      fate,
      changes,
      target && [target.clave, target.person.codigo, target.person.cliente, target.servicio, target.saldo],
    ]),
  ])
