import type { ImportAnalysis, ImportReading } from '../../../contract/procedures/imports.ts'
import { guessMapping, isKnownHeader } from '../mapping.ts'
import { readCsv } from './csv.ts'
import { detectDelimiter } from './delimiter.ts'
import { decode, detectEncoding } from './encoding.ts'
import { detectDateFormat, detectDecimal } from './formats.ts'
import { type ReadRow, type Table, toTable } from './table.ts'
import { readXlsx, type Workbook } from './xlsx.ts'
import { ZipError } from './zip.ts'

export type { Table, TextRow } from './table.ts'

/** The file is not a table. `reason`: empty, old_xls, binary, zip, bomb. */
export class UnreadableError extends Error {
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

export type ReadingChoice = { [K in keyof Omit<ImportReading, 'format'>]?: ImportReading[K] | undefined }

export interface ReadFile {
  table: Table
  reading: ImportReading
  detected: ImportAnalysis['detected']
  sheets: string[]
}

/** What the office's country writes when a file does not say. */
export interface ReadingDefaults {
  decimal: ',' | '.'
  dateFormat: ImportReading['dateFormat']
}

/**
 * Bytes of a CSV or XLSX file → a table of text, with how it was understood. What `choice` says is obeyed, the rest is
 * detected from the file. Throws UnreadableError.
 */
export async function readFile(bytes: Uint8Array, choice: ReadingChoice, defaults: ReadingDefaults): Promise<ReadFile> {
  if (bytes.length === 0) throw new UnreadableError('empty')
  if (isOldExcel(bytes)) throw new UnreadableError('old_xls')
  const raw = isZip(bytes) ? await readWorkbook(bytes, choice) : await readText(bytes, choice)
  const decimal = detectDecimal(cellsOf(raw.rows, ['precio', 'saldo']), defaults.decimal)
  const dateFormat = detectDateFormat(cellsOf(raw.rows, ['fechaActivacion']), defaults.dateFormat)
  const reading: ImportReading = {
    ...raw.reading,
    decimal: choice.decimal ?? decimal.value,
    dateFormat: choice.dateFormat ?? dateFormat.value,
  }
  const table = toTable(raw.rows, reading.decimal)
  if (table.headers.length === 0) throw new UnreadableError('empty')
  return {
    table,
    reading,
    detected: { ...raw.detected, decimal: decimal.certain, dateFormat: dateFormat.certain },
    sheets: raw.sheets,
  }
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
const isOldExcel = (bytes: Uint8Array) =>
  bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0

async function readText(bytes: Uint8Array, choice: ReadingChoice) {
  const guess = detectEncoding(bytes)
  const encoding = choice.encoding ?? guess.encoding
  const text = decode(bytes, encoding)
  if (text.includes('\0')) throw new UnreadableError('binary')
  const delimiter = detectDelimiter(text, isKnownHeader)
  const reading = { format: 'csv' as const, encoding, delimiter: choice.delimiter ?? delimiter.delimiter, sheet: null }
  return {
    rows: await readCsv(text, reading.delimiter),
    reading,
    detected: { encoding: guess.certain, delimiter: delimiter.certain, bom: guess.bom },
    sheets: [],
  }
}

async function readWorkbook(bytes: Uint8Array, choice: ReadingChoice) {
  const book = await openWorkbook(bytes, choice.sheet ?? null)
  return {
    rows: book.rows,
    reading: { format: 'xlsx' as const, encoding: 'utf-8' as const, delimiter: ';' as const, sheet: book.sheet },
    detected: { encoding: true, delimiter: true, bom: false },
    sheets: book.sheets,
  }
}

async function openWorkbook(bytes: Uint8Array, sheet: string | null): Promise<Workbook> {
  try {
    return await readXlsx(bytes, sheet)
  } catch (error) {
    throw error instanceof ZipError ? new UnreadableError(error.reason) : error
  }
}

const GUESS_ROWS = 300

/** Text cells of the columns that look like one of these fields; of all columns when none does. */
function* cellsOf(rows: readonly ReadRow[], fields: readonly ('precio' | 'saldo' | 'fechaActivacion')[]) {
  const mapping = guessMapping(toTable(rows.slice(0, GUESS_ROWS), '.'))
  const columns = fields.map((field) => mapping[field]).filter((column) => column !== undefined)
  for (const { cells } of rows) {
    const wanted = columns.length > 0 ? columns.map((column) => cells[column]) : cells
    for (const cell of wanted) if (typeof cell === 'string') yield cell
  }
}
