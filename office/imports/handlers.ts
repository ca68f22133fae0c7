import { desc, eq } from 'drizzle-orm'
import type { ImportPreview, ImportResult, ImportRow } from '../../contract/procedures/imports.ts'
import { importacion } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import type { Actor, Office } from '../kernel/office.ts'
import { guarded } from '../kernel/procedures.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { lastAuditSeq, startApply, startedJob } from './apply/job.ts'
import type { Entry } from './decide/entry.ts'
import { decide } from './decide/index.ts'
import { officeView } from './office-view.ts'
import {
  analysisOf,
  decideContext,
  findPrepared,
  forgetPrepared,
  type Prepared,
  type Preview,
  type PreviewChoices,
  prepare,
  readAgain,
} from './prepared.ts'
import { rejectedCsv, rejectedEntries } from './rejected.ts'
import { saveMapping } from './saved-mapping.ts'

async function makePreview(
  office: Office,
  actor: Actor,
  prepared: Prepared,
  choices: PreviewChoices,
): Promise<Preview> {
  const tenant = readTenant(office.db.read)
  const context = decideContext(prepared, tenant, office.now(), choices)
  await saveMapping(office, actor.tenantId, context.headers, context.mapping)
  // Before reading: what changes while the rows are decided makes the preview stale, not wrong.
  const auditSeq = lastAuditSeq(office.db.read)
  const decision = await decide(prepared.file.table.rows, context, officeView(office.db.read, actor.tenantId))
  return { context, decision, auditSeq }
}

const toPreview = (prepared: Prepared, { decision, context }: Preview): ImportPreview => ({
  importId: prepared.id,
  fates: decision.fates,
  clientes: decision.clientes,
  issues: decision.issues,
  planes: decision.plans.map(({ clave: _, office: __, ...plan }) => plan),
  estados: decision.estados,
  openingInvoices: decision.openingInvoices,
  openingCredits: decision.openingCredits,
  mapping: context.mapping,
  reading: context.reading,
})

const toRow = ({ text, fate, changes, issues, normal, target }: Entry): ImportRow => ({
  line: text.line,
  row: text.row,
  fate,
  changes,
  issues,
  codigoCliente: target ? target.person.codigo : normal.codigoCliente,
  nombreRazonSocial: normal.nombreRazonSocial,
  documento: normal.documento,
  plan: normal.servicio?.plan ?? '',
  saldo: target ? target.saldo : normal.saldo,
})

/** The preview of a prepared file. Errors: importacion.gone, also when it has none. */
function findPreview(office: Office, actor: Actor, importId: string): { prepared: Prepared; preview: Preview } {
  const prepared = findPrepared(office, actor, importId)
  if (!prepared.preview) throw refuse('importacion.gone')
  return { prepared, preview: prepared.preview }
}

const HISTORY = 50

export const importsHandlers = {
  analyze: guarded.imports.analyze.handler(async ({ context: { office, actor }, input }) => {
    if (office.jobs.isRunning('importacion')) throw refuse('importacion.running')
    return analysisOf(office, await prepare(office, actor, input))
  }),
  reread: guarded.imports.reread.handler(async ({ context: { office, actor }, input }) => {
    const prepared = findPrepared(office, actor, input.importId)
    if (prepared.applied) throw refuse('importacion.gone')
    await readAgain(office, prepared, input.reading)
    return analysisOf(office, prepared)
  }),
  preview: guarded.imports.preview.handler(async ({ context: { office, actor }, input }) => {
    const prepared = findPrepared(office, actor, input.importId)
    if (prepared.applied) throw refuse('importacion.gone')
    prepared.preview = await makePreview(office, actor, prepared, input)
    return toPreview(prepared, prepared.preview)
  }),
  rows: guarded.imports.rows.handler(({ context: { office, actor }, input }) => {
    const { preview } = findPreview(office, actor, input.importId)
    const { fate, issue, offset, limit } = input
    const wanted = preview.decision.entries.filter(
      (entry) => (!fate || entry.fate === fate) && (!issue || entry.issues.some(({ code }) => code === issue)),
    )
    return { rows: wanted.slice(offset, offset + limit).map(toRow), total: wanted.length }
  }),
  apply: guarded.imports.apply.handler(({ context: { office, actor }, input }) => {
    const known = startedJob(office, actor, input.requestId, input.importId)
    if (known) return { trabajoId: known }
    const { prepared, preview } = findPreview(office, actor, input.importId)
    if (prepared.applied) throw refuse('importacion.gone')
    return { trabajoId: startApply(office, actor, prepared, preview, input.requestId) }
  }),
  discard: guarded.imports.discard.handler(({ context: { office, actor }, input }) => {
    findPrepared(office, actor, input.importId)
    forgetPrepared(office, input.importId)
    return { ok: true as const }
  }),
  rejected: guarded.imports.rejected.handler(({ context: { office, actor }, input }) => {
    const { prepared, preview } = findPreview(office, actor, input.importId)
    const name = prepared.fileName.replace(/\.[^.]*$/, '')
    return {
      fileName: name,
      csv: rejectedCsv(prepared, preview.decision, input.reasons, input.titles),
      rows: rejectedEntries(preview.decision).length,
    }
  }),
  history: guarded.imports.history.handler(({ context: { office, actor } }) =>
    office.db.read.orm
      .select({ resultadoJson: importacion.resultadoJson })
      .from(importacion)
      .where(eq(importacion.tenantId, actor.tenantId))
      .orderBy(desc(importacion.fecha))
      .limit(HISTORY)
      .all()
      .map((row) => JSON.parse(row.resultadoJson) as ImportResult),
  ),
}
