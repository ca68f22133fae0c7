import type { MapeoExtracto } from '../../../contract/procedures/conciliacion.ts'
import { readCsv } from '../../imports/read/csv.ts'
import { detectDelimiter } from '../../imports/read/delimiter.ts'
import { decode, detectEncoding } from '../../imports/read/encoding.ts'
import { cellText, type ReadRow } from '../../imports/read/table.ts'
import { readXlsx } from '../../imports/read/xlsx.ts'
import { ZipError } from '../../imports/read/zip.ts'
import { isHeading, type SheetRow } from './columns.ts'
import { looksOfx } from './ofx.ts'

/** The file is no statement. `reason`: empty, old_xls, binary, zip, bomb, ofx. */
export class StatementError extends Error {
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

export type Reading = Pick<MapeoExtracto, 'encoding' | 'delimiter' | 'sheet'>

export type Sheet =
  | { formato: 'ofx'; text: string }
  | { formato: 'csv' | 'xlsx'; reading: Reading; hojas: string[]; rows: ReadRow[] }

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b
const isOldExcel = (bytes: Uint8Array) => bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11

/** Bytes of a statement as rows, or as the text of an OFX file. What `choice` says is obeyed. Throws StatementError. */
export async function readSheet(bytes: Uint8Array, choice: Partial<Reading>): Promise<Sheet> {
  if (bytes.length === 0) throw new StatementError('empty')
  if (isOldExcel(bytes)) throw new StatementError('old_xls')
  if (isZip(bytes)) return readWorkbook(bytes, choice)
  const encoding = choice.encoding ?? detectEncoding(bytes).encoding
  const text = decode(bytes, encoding)
  if (text.includes('\0')) throw new StatementError('binary')
  if (looksOfx(text)) return { formato: 'ofx', text: ofxText(bytes, text) }
  const delimiter = choice.delimiter ?? detectDelimiter(text, isHeading).delimiter
  const reading = { encoding, delimiter, sheet: null }
  return { formato: 'csv', reading, hojas: [], rows: await readCsv(text, delimiter) }
}

/** An OFX file says its own encoding in its head; without one it is what the bytes are. */
function ofxText(bytes: Uint8Array, text: string): string {
  const said = /CHARSET:\s*1252|encoding="(?:windows-1252|iso-8859-1)"/i.test(text.slice(0, 600))
  return said && detectEncoding(bytes).encoding !== 'utf-8' ? decode(bytes, 'windows-1252') : text
}

async function readWorkbook(bytes: Uint8Array, choice: Partial<Reading>): Promise<Sheet> {
  try {
    const { rows, sheet, sheets } = await readXlsx(bytes, choice.sheet ?? null)
    return { formato: 'xlsx', reading: { encoding: 'utf-8', delimiter: ';', sheet }, hojas: sheets, rows }
  } catch (error) {
    throw error instanceof ZipError ? new StatementError(error.reason) : error
  }
}

/** Rows as text. Numbers of a workbook are written with that decimal sign. */
export const toSheetRows = (rows: readonly ReadRow[], decimal: ',' | '.'): SheetRow[] =>
  rows
    .filter(({ cells }) => cells.some((cell) => typeof cell === 'number' || cell.trim() !== ''))
    .map(({ row, cells, broken }) => ({ fila: row, broken, cells: cells.map((cell) => cellText(cell, decimal)) }))
