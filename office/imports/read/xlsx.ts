import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type ExcelJS from 'exceljs'
import type { ReadRow } from './table.ts'
import { ZipError, ZipReader, storeZip } from './zip.ts'

/** All that a workbook may unfold to. A million rows of clients stay far below it; a bomb does not. */
const MAX_UNFOLDED = 512 * 1024 * 1024
const MAX_ROWS = 1_000_000
const MAX_COLUMNS = 1000
const MAX_SHEETS = 200

export interface Workbook {
  /** Names of the sheets, in the order of the tabs. */
  sheets: string[]
  /** The sheet that was read. */
  sheet: string
  rows: ReadRow[]
}

/**
 * Rows of one sheet (the first visible one unless told). Dates are text YYYY-MM-DD, numbers are numbers, a formula is
 * the result kept with it. Throws ZipError when the file is no workbook or unfolds to more than it may.
 */
export async function readXlsx(bytes: Uint8Array, wanted: string | null): Promise<Workbook> {
  const zip = new ZipReader(bytes, MAX_UNFOLDED)
  const sheets = listSheets(zip)
  const chosen = sheets.find((sheet) => sheet.name === wanted) ?? sheets.find((sheet) => !sheet.hidden) ?? sheets[0]
  if (!chosen) throw new ZipError('zip')
  const rows = await readSheet(onlySheet(zip, chosen.path))
  return { sheets: sheets.map((sheet) => sheet.name), sheet: chosen.name, rows }
}

interface Sheet {
  name: string
  path: string
  hidden: boolean
}

function listSheets(zip: ZipReader): Sheet[] {
  const book = zip.read('xl/workbook.xml')?.toString('utf8')
  const relations = zip.read('xl/_rels/workbook.xml.rels')?.toString('utf8')
  if (!book || !relations) throw new ZipError('zip')
  const targets = new Map(
    tags(relations, 'Relationship').map((tag) => [attribute(tag, 'Id'), attribute(tag, 'Target')]),
  )
  const sheets: Sheet[] = []
  for (const tag of tags(book, 'sheet').slice(0, MAX_SHEETS)) {
    const target = targets.get(attribute(tag, 'r:id')) ?? ''
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    const state = attribute(tag, 'state')
    if (zip.has(path))
      sheets.push({ name: attribute(tag, 'name'), path, hidden: state === 'hidden' || state === 'veryHidden' })
  }
  return sheets
}

const tags = (xml: string, name: string): string[] => xml.match(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g')) ?? []

const attribute = (tag: string, name: string): string =>
  unescaped(new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean) ?? '')

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, dec?: string, name?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : dec ? Number(dec) : null
    if (code !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    return (name && ENTITIES[name]) ?? whole
  })

const BOOK_RELATIONS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'

/**
 * A small workbook with just this sheet and what it needs, in the order in which the streaming reader wants them.
 * So it never meets macros, pictures or links, and what it reads has been measured.
 */
function onlySheet(zip: ZipReader, path: string): Buffer {
  const date1904 = /<workbookPr[^>]*\sdate1904\s*=\s*["'](?:1|true)["']/.test(
    zip.read('xl/workbook.xml')?.toString('utf8') ?? '',
  )
  const book = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets><sheet name="sheet" sheetId="1" r:id="rId1"/></sheets></workbook>`
  const files: { path: string; data: Buffer }[] = [
    { path: 'xl/_rels/workbook.xml.rels', data: Buffer.from(BOOK_RELATIONS) },
    { path: 'xl/workbook.xml', data: Buffer.from(book) },
  ]
  for (const part of ['xl/styles.xml', 'xl/sharedStrings.xml']) {
    files.push({ path: part, data: zip.read(part) ?? Buffer.from(EMPTY_PARTS[part] ?? '') })
  }
  files.push({ path: 'xl/worksheets/sheet1.xml', data: zip.read(path) ?? Buffer.alloc(0) })
  return storeZip(files)
}

const EMPTY_PARTS: Record<string, string> = {
  'xl/styles.xml': '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
  'xl/sharedStrings.xml': '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
}

async function readSheet(workbook: Buffer): Promise<ReadRow[]> {
  // Loaded on demand: it is large and most days nobody imports anything.
  const { default: excel } = await import('exceljs')
  const reader = new excel.stream.xlsx.WorkbookReader(Readable.from(slices(workbook)), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  })
  const rows: ReadRow[] = []
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        if (rows.length >= MAX_ROWS) throw new ZipError('bomb')
        rows.push({ line: row.number, row: row.number, cells: rowCells(row), broken: false })
        if (rows.length % 2000 === 0) await nextTurn()
      }
    }
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError('zip')
  }
  const width = rows.reduce((most, row) => Math.max(most, row.cells.length), 0)
  // A sheet does not say that a row ends early: it only leaves empty cells out.
  for (const row of rows) while (row.cells.length < width) row.cells.push('')
  return rows
}

function* slices(buffer: Buffer) {
  for (let at = 0; at < buffer.length; at += 64 * 1024) yield buffer.subarray(at, at + 64 * 1024)
}

function rowCells(row: ExcelJS.Row): (string | number)[] {
  const values = row.values
  const cells: (string | number)[] = []
  if (!Array.isArray(values)) return cells
  for (let at = 1; at < Math.min(values.length, MAX_COLUMNS + 1); at++) cells.push(cellValue(values[at]))
  return cells
}

function cellValue(value: ExcelJS.CellValue | undefined): string | number {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : ''
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) return civil(value)
  if ('richText' in value) return value.richText.map((part) => part.text).join('')
  if ('formula' in value || 'sharedFormula' in value) return formulaValue(value)
  if ('text' in value) return value.text
  if ('error' in value) return value.error
  return ''
}

/** What the formula gave when the file was saved; without that, the formula itself, which then is only text. */
function formulaValue(value: ExcelJS.CellFormulaValue | ExcelJS.CellSharedFormulaValue): string | number {
  const { result } = value
  if (typeof result === 'string' || (typeof result === 'number' && Number.isFinite(result))) return result
  if (typeof result === 'boolean') return result ? 'TRUE' : 'FALSE'
  if (result instanceof Date) return civil(result)
  return 'formula' in value && value.formula ? `=${value.formula}` : ''
}

/** A spreadsheet's date has no timezone: exceljs gives its numbers as UTC. */
const civil = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10))
