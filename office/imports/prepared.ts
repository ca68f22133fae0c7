import { createHash } from 'node:crypto'
import { civilDate } from '../../contract/dates.ts'
import { IMPORT_MAX_BYTES, type ImportAnalysis, type ImportMapping } from '../../contract/procedures/imports.ts'
import type { TenantConfig } from '../../contract/index.ts'
import { decimalSeparator } from '../../contract/money.ts'
import type { EstadoChoices } from './normalise/estado.ts'
import type { DecideContext, Decision } from './decide/index.ts'
import type { PlanChoices } from './decide/plans.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { Actor, Office } from '../kernel/office.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { guessMapping } from './mapping.ts'
import { readFile, type ReadFile, type ReadingChoice, UnreadableError } from './read/index.ts'
import { savedMapping } from './saved-mapping.ts'

/** What the person chose for a preview, and what came of it. */
export interface Preview {
  context: DecideContext
  decision: Decision
  /** Last row of the audit log that the decision knows of: nothing has changed while it is the last. */
  auditSeq: number
}

/** A file on its way into the office: in memory from the first look until it is imported or forgotten. */
export interface Prepared {
  id: string
  tenantId: string
  fileName: string
  bytes: Uint8Array
  size: number
  /** SHA-256 of the file. */
  huella: string
  file: ReadFile
  preview: Preview | null
  /** True once it is in the office: then only its report is left. */
  applied: boolean
}

/** How many files are kept: one at work, one that a second window looks at. Each may be large. */
const KEPT = 2

const stores = new WeakMap<Office, Map<string, Prepared>>()

function storeOf(office: Office): Map<string, Prepared> {
  const store = stores.get(office) ?? new Map<string, Prepared>()
  stores.set(office, store)
  return store
}

/** Errors: importacion.gone. */
export function findPrepared(office: Office, actor: Actor, importId: string): Prepared {
  const found = storeOf(office).get(importId)
  if (!found || found.tenantId !== actor.tenantId) throw refuse('importacion.gone')
  return found
}

export function forgetPrepared(office: Office, importId: string): void {
  storeOf(office).delete(importId)
}

/** Reads a file and keeps it. Errors: importacion.too_large, .unreadable. */
export async function prepare(
  office: Office,
  actor: Actor,
  input: { fileName: string; file: Blob; reading: ReadingChoice },
): Promise<Prepared> {
  if (input.file.size > IMPORT_MAX_BYTES)
    throw refuse('importacion.too_large', { maxMb: IMPORT_MAX_BYTES / 1024 / 1024 })
  const bytes = new Uint8Array(await input.file.arrayBuffer())
  const prepared: Prepared = {
    id: newId(),
    tenantId: actor.tenantId,
    fileName: input.fileName,
    bytes,
    size: bytes.length,
    huella: createHash('sha256').update(bytes).digest('hex'),
    file: await read(office, bytes, input.reading),
    preview: null,
    applied: false,
  }
  const store = storeOf(office)
  store.set(prepared.id, prepared)
  for (const id of [...store.keys()].slice(0, -KEPT)) store.delete(id)
  return prepared
}

/** Reads the same file in another way; its preview is forgotten. Errors: importacion.unreadable. */
export async function readAgain(office: Office, prepared: Prepared, reading: ReadingChoice): Promise<void> {
  prepared.file = await read(office, prepared.bytes, reading)
  prepared.preview = null
}

async function read(office: Office, bytes: Uint8Array, choice: ReadingChoice): Promise<ReadFile> {
  const { locale, pais } = readTenant(office.db.read)
  const dateFormat = pais === 'US' ? 'mdy' : 'dmy'
  try {
    return await readFile(bytes, choice, { decimal: decimalSeparator(locale), dateFormat })
  } catch (error) {
    throw error instanceof UnreadableError ? refuse('importacion.unreadable', { reason: error.reason }) : error
  }
}

const SAMPLE_ROWS = 30

/** What a person is shown of how the file was understood. */
export function analysisOf(office: Office, prepared: Prepared): ImportAnalysis {
  const { table, reading, detected, sheets } = prepared.file
  const saved = savedMapping(office.db.read, prepared.tenantId, table.headers)
  return {
    importId: prepared.id,
    fileName: prepared.fileName,
    bytes: prepared.size,
    rows: table.rows.length,
    reading,
    detected,
    sheets,
    headers: table.headers,
    sample: table.rows.slice(0, SAMPLE_ROWS).map((row) => row.cells),
    mapping: saved ?? guessMapping(table),
    mappingSaved: saved !== null,
  }
}

export interface PreviewChoices {
  mapping: ImportMapping
  planes: PlanChoices
  estados: EstadoChoices
}

/** Context of a decision. Errors: importacion.mapping. */
export function decideContext(
  prepared: Prepared,
  tenant: TenantConfig,
  now: number,
  choices: PreviewChoices,
): DecideContext {
  const { headers } = prepared.file.table
  const mapping = Object.fromEntries(
    Object.entries(choices.mapping).filter(([, column]) => column < headers.length),
  ) as ImportMapping
  if (mapping.nombreRazonSocial === undefined) throw refuse('importacion.mapping', { campo: 'nombreRazonSocial' })
  return {
    headers,
    mapping,
    reading: prepared.file.reading,
    moneda: tenant.moneda,
    today: civilDate(now, tenant.zonaHoraria),
    estados: choices.estados,
    planes: choices.planes,
  }
}
