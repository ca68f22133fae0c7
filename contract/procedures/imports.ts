import { type } from '@orpc/contract'
import { z } from 'zod'
import { ESTADOS_SERVICIO_CLIENTE, type EstadoServicioCliente } from '../enums.ts'
import type { Minor } from '../money.ts'
import { zId, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'

/** `utf-16le` is what spreadsheet programs call "Unicode text". */
export const IMPORT_ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le'] as const
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
 * What can be said of a cell or a row. An `error` rejects the row; a `warning` imports it and says what was left out or
 * needs an eye; a `note` only says how something unusual was understood.
 * The screen translates `issue.<code>` of the namespace `imports` with { column, value, detail }.
 */
export const IMPORT_ISSUES = {
  /** The row ends before its money or state: `detail` is the cells it has and should have. */
  'row.truncated': 'error',
  /** The row ends early, but only optional cells are missing. */
  'row.short': 'warning',
  'row.extra_cells': 'error',
  /** A quotation mark was never closed; it was taken as text. */
  'row.quote': 'warning',
  'nombre.missing': 'error',
  /** The same service twice with different data: `detail` is the row that was taken. */
  'codigo.repeated': 'error',
  /** Cell by cell a copy of the row in `detail`. */
  'codigo.repeated_same': 'note',
  /** Another row of the same person: a further service of that client. `detail` is the first row. */
  'codigo.second_service': 'warning',
  /** Another person has that code (row, or client of the office, in `detail`): imported with the code after `→`. */
  'codigo.other_person': 'warning',
  /** A client of the office who is another person has that code; otherwise as above. */
  'codigo.taken': 'warning',
  'codigo.missing': 'note',
  /** Found in the office under another code, by document and name: that client is brought up to date. */
  'client.found': 'warning',
  'documento.repeated': 'warning',
  /** Another client of the office has that document. */
  'documento.taken': 'warning',
  'documento.invalid': 'warning',
  'telefono.invalid': 'warning',
  'telefono.several': 'note',
  'email.invalid': 'warning',
  'email.several': 'warning',
  'ip.invalid': 'warning',
  'ip.repeated': 'warning',
  'usuario.repeated': 'warning',
  'fecha.invalid': 'warning',
  'fecha.two_digits': 'note',
  'fecha.future': 'note',
  /** Not 1 to 28: kept in the notes. */
  'dia.invalid': 'warning',
  'estado.unknown': 'error',
  'estado.missing': 'note',
  'estado.read_as': 'note',
  /** A plan that no office plan matches and whose rows agree neither in price nor in speed. */
  'plan.unknown': 'warning',
  'plan.missing': 'warning',
  'precio.invalid': 'warning',
  /** `detail` is the plan's price, which is what will be charged; the file's is kept in the notes. */
  'precio.differs': 'warning',
  'velocidad.invalid': 'warning',
  'velocidad.differs': 'warning',
  'tecnologia.unknown': 'warning',
  'saldo.invalid': 'error',
  /** The opening balance is not written (again): the client's account in the office stays as it is. */
  'saldo.kept': 'warning',
  'saldo.repeated': 'warning',
  'text.formula': 'warning',
  'text.blank': 'note',
  'text.spaces': 'note',
  /** Cut after as many characters as `detail` says; whole in the notes. */
  'text.too_long': 'warning',
  /** The file no longer has a value that the office has: the office's is kept. */
  'value.emptied': 'warning',
} as const satisfies Record<string, 'error' | 'warning' | 'note'>
export type ImportIssueCode = keyof typeof IMPORT_ISSUES
export const IMPORT_ISSUE_CODES = Object.keys(IMPORT_ISSUES) as ImportIssueCode[]

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
  /** Line of the file where the row begins, as a text editor counts (1 is the first). */
  line: number
  /** Row as a spreadsheet program numbers it: a cell with line breaks does not count twice. */
  row: number
  fate: ImportFate
  /** For update: the fields that change. For skip: none, because the office has the same. */
  changes: ImportField[]
  issues: ImportIssue[]
  /** The code that the client has or will have; empty when the office will give the next one. */
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
  /** True when its rows agree neither in price nor in speed: look before creating it. */
  doubtful: boolean
  /** Plan of the office that it matches; null means it will be created. */
  planId: string | null
  /** What the person decides: create it, or use that plan. */
  action: 'create' | 'match'
}

/** A word of the state column and how it is understood. */
export interface ImportEstado {
  /** The words as folded: lower case, without accents. Key of the person's choice. */
  clave: string
  /** As they stand in the file. */
  valor: string
  rows: number
  /** Null when nobody has said what it means: its rows are errors. */
  estado: EstadoServicioCliente | null
}

export interface ImportPreview {
  importId: string
  fates: Record<ImportFate, number>
  /** Clients that are added or changed: one may have several rows. */
  clientes: { create: number; update: number }
  issues: { code: ImportIssueCode; rows: number }[]
  planes: ImportPlan[]
  estados: ImportEstado[]
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
  /** Reads the same file in another way. Errors: importacion.gone, .unreadable. */
  reread: guarded('cliente.import')
    .input(z.object({ importId: zId, reading: zReading }))
    .output(type<ImportAnalysis>()),
  /** Decides every row's fate; writes nothing but the saved mapping. Errors: importacion.gone, .mapping. */
  preview: guarded('cliente.import')
    .input(
      z.object({
        importId: zId,
        mapping: z.partialRecord(z.enum(IMPORT_FIELDS), z.number().int().min(0).max(500)),
        /** Per plan name of the file: an id of a plan of the office, or null to create it. */
        planes: z.record(z.string(), zId.nullable()).default({}),
        /** Per `clave` of the state column: what it means. */
        estados: z.record(z.string(), z.enum(ESTADOS_SERVICIO_CLIENTE)).default({}),
      }),
    )
    .output(type<ImportPreview>()),
  /** A page of the preview, in file order. The rows are in memory, so an offset costs nothing here. */
  rows: guarded('cliente.import')
    .input(
      z.object({
        importId: zId,
        fate: z.enum(IMPORT_FATES).optional(),
        issue: z.enum(IMPORT_ISSUE_CODES).optional(),
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
  /**
   * The rejected rows as they stood, with row, line and reasons in words: CSV text, UTF-8 with BOM, safe to open in a
   * spreadsheet program. `reasons` are the screen's sentences per issue code, with {column}, {value} and {detail}.
   */
  rejected: guarded('cliente.import')
    .input(
      z.object({
        importId: zId,
        reasons: z.record(z.string(), z.string().max(300)),
        /** Titles of the three columns put in front: row, line, reason. */
        titles: z.tuple([zText(60), zText(60), zText(60)]),
      }),
    )
    .output(type<{ fileName: string; csv: string; rows: number }>()),
  /** Past imports, newest first. */
  history: guarded('cliente.import').output(type<ImportResult[]>()),
}
