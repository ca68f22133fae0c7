import { type } from '@orpc/contract'
import { z } from 'zod'
import type { Minor } from '../money.ts'
import { zId, zOptionalText, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'

export const IMPORT_ENCODINGS = ['utf-8', 'windows-1252'] as const
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number]
export const IMPORT_DELIMITERS = [';', ',', '\t'] as const
export type ImportDelimiter = (typeof IMPORT_DELIMITERS)[number]
export const IMPORT_DATE_FORMATS = ['dmy', 'mdy', 'ymd'] as const
export type ImportDateFormat = (typeof IMPORT_DATE_FORMATS)[number]

/** What a column of the file can become. */
export const IMPORT_FIELDS = [
  'codigoCliente',
  'nombreRazonSocial',
  'documento',
  'telefono',
  'email',
  'direccion',
  'localidad',
  'estadoServicio',
  'notas',
  'plan',
  'velocidad',
  'precio',
  'tecnologia',
  'usuarioPppoe',
  'ip',
  'router',
  'fechaActivacion',
  'diaFacturacion',
  'saldo',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/** How the file is read: detected first, then the person's to change. */
export interface ImportReading {
  format: 'csv' | 'xlsx'
  encoding: ImportEncoding
  delimiter: ImportDelimiter
  /** Sheet of an XLSX file. */
  sheet: string | null
  decimal: ',' | '.'
  dateFormat: ImportDateFormat
}

/** A field → index of its column in the file, for the fields that have one. */
export type ImportMapping = Partial<Record<ImportField, number>>

export interface ImportAnalysis {
  importId: string
  fileName: string
  bytes: number
  rows: number
  reading: ImportReading
  /** Why each of these was chosen is shown beside it: true when the file said so, false when it is only the default. */
  detected: {
    encoding: boolean
    delimiter: boolean
    decimal: boolean
    dateFormat: boolean
    bom: boolean
  }
  sheets: string[]
  headers: string[]
  /** First rows as read, for the person to look at. */
  sample: string[][]
  mapping: ImportMapping
  /** True when the mapping is one that this office saved for the same headers. */
  mappingSaved: boolean
}

export const IMPORT_FATES = ['create', 'update', 'skip', 'error'] as const
export type ImportFate = (typeof IMPORT_FATES)[number]

/**
 * What can be said of a cell or a row. `error` codes reject the row; `warning` codes import it and say what was done.
 * The screen translates `import.issue.<code>` with the data.
 */
export const IMPORT_ISSUES = {
  'row.truncated': 'error',
  'row.extra_cells': 'error',
  'nombre.missing': 'error',
  'codigo.repeated': 'error',
  'codigo.repeated_same': 'warning',
  'documento.repeated': 'warning',
  'documento.invalid': 'warning',
  'telefono.invalid': 'warning',
  'email.invalid': 'warning',
  'email.several': 'warning',
  'ip.invalid': 'warning',
  'ip.repeated': 'warning',
  'usuario.repeated': 'warning',
  'fecha.invalid': 'warning',
  'dia.invalid': 'warning',
  'estado.unknown': 'error',
  'estado.read_as': 'warning',
  'plan.unknown': 'warning',
  'plan.missing': 'warning',
  'precio.invalid': 'warning',
  'precio.differs': 'warning',
  'velocidad.invalid': 'warning',
  'velocidad.differs': 'warning',
  'saldo.invalid': 'error',
  'saldo.kept': 'warning',
  'text.formula': 'warning',
  'text.too_long': 'error',
  'client.deleted_data': 'warning',
} as const satisfies Record<string, 'error' | 'warning'>
export type ImportIssueCode = keyof typeof IMPORT_ISSUES

export interface ImportIssue {
  code: ImportIssueCode
  /** The field, and the column's header in the file, when it is about one cell. */
  field: ImportField | null
  column: string | null
  /** The cell as it stands in the file (shortened). */
  value: string
  /** What was understood or what it clashes with, to say in the sentence. */
  detail: string
}

export interface ImportRow {
  /** Line of the file where the row begins (1 is the first line), as a spreadsheet shows it. */
  line: number
  fate: ImportFate
  /** For update: the fields that change. For skip: none, because the office has the same. */
  changes: ImportField[]
  issues: ImportIssue[]
  codigoCliente: string
  nombreRazonSocial: string
  documento: string
  plan: string
  /** Opening balance: above zero becomes an invoice, below zero credit; null when the row has none. */
  saldo: Minor | null
}

export interface ImportPlan {
  /** The name in the file. */
  nombre: string
  rows: number
  velocidadBajadaMbps: number
  velocidadSubidaMbps: number
  /** The price most rows have. */
  precioMensual: Minor
  /** Plan of the office that it matches; null means it will be created. */
  planId: string | null
  /** What the person decides: create it, or use that plan. */
  action: 'create' | 'match'
}

export interface ImportPreview {
  importId: string
  fates: Record<ImportFate, number>
  issues: { code: ImportIssueCode; rows: number }[]
  planes: ImportPlan[]
  openingInvoices: { count: number; total: Minor }
  openingCredits: { count: number; total: Minor }
  mapping: ImportMapping
  reading: ImportReading
}

export interface ImportResult {
  importId: string
  fileName: string
  fecha: number
  usuario: string
  fates: Record<ImportFate, number>
  planesCreated: number
  openingInvoices: { count: number; total: Minor }
  openingCredits: { count: number; total: Minor }
  /** How long the writing took, ms. */
  durationMs: number
}

const zReading = z.object({
  encoding: z.enum(IMPORT_ENCODINGS).optional(),
  delimiter: z.enum(IMPORT_DELIMITERS).optional(),
  sheet: z.string().max(100).optional(),
  decimal: z.enum([',', '.']).optional(),
  dateFormat: z.enum(IMPORT_DATE_FORMATS).optional(),
})

export const IMPORT_MAX_BYTES = 64 * 1024 * 1024

export const imports = {
  /** Reads a file into memory and says how it was understood. Errors: importacion.unreadable, .too_large, .running. */
  analyze: guarded('cliente.import')
    .input(
      z.object({
        fileName: zText(255),
        file: z.instanceof(Blob),
        reading: zReading.default({}),
      }),
    )
    .output(type<ImportAnalysis>()),
  /** Reads the same file in another way. Errors: importacion.gone. */
  reread: guarded('cliente.import')
    .input(z.object({ importId: zId, reading: zReading }))
    .output(type<ImportAnalysis>()),
  /** Decides every row's fate; writes nothing but the saved mapping. Errors: importacion.gone, .mapping. */
  preview: guarded('cliente.import')
    .input(
      z.object({
        importId: zId,
        mapping: z.partialRecord(z.enum(IMPORT_FIELDS), z.number().int().min(0).max(500)),
        reading: zReading.default({}),
        /** Per plan name of the file: an id of a plan of the office, or null to create it. */
        planes: z.record(z.string(), zId.nullable()).default({}),
      }),
    )
    .output(type<ImportPreview>()),
  /** A page of the preview, in file order. The rows are in memory, so an offset costs nothing here. */
  rows: guarded('cliente.import')
    .input(
      z.object({
        importId: zId,
        fate: z.enum(IMPORT_FATES).optional(),
        issue: zOptionalText(40).optional(),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(type<{ rows: ImportRow[]; total: number }>()),
  /** Writes the preview in one transaction, as a job. Errors: importacion.gone, .stale, .running. */
  apply: guarded('cliente.import')
    .input(z.object({ requestId: zRequestId, importId: zId }))
    .output(type<{ trabajoId: string }>()),
  /** Forgets a prepared import. */
  discard: guarded('cliente.import')
    .input(z.object({ importId: zId }))
    .output(type<{ ok: true }>()),
  /** The rejected rows as they stood, with line and reasons in words: CSV text, UTF-8 with BOM. */
  rejected: guarded('cliente.import')
    .input(
      z.object({
        importId: zId,
        reasons: z.record(z.string(), z.string().max(300)),
      }),
    )
    .output(type<{ fileName: string; csv: string; rows: number }>()),
  /** Past imports, newest first. */
  history: guarded('cliente.import').output(type<ImportResult[]>()),
}
