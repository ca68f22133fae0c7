/** A row as it stands in the file. */
export interface ReadRow {
  /** Line where it begins, as a text editor counts (1 is the first). */
  line: number
  /** Row as a spreadsheet program numbers it. */
  row: number
  /** Text, or a number where the file itself says that it is one (XLSX). A date is text: YYYY-MM-DD. */
  cells: (string | number)[]
  /** A quotation mark was not closed and was taken as text. */
  broken: boolean
}

export interface TextRow {
  line: number
  row: number
  cells: string[]
  broken: boolean
}

export interface Table {
  headers: string[]
  rows: TextRow[]
}

const HEADER_SEARCH = 20

/**
 * Headers and rows. The header is the first row about as wide as the widest of the first twenty: programs like to put a
 * title above it. Rows without any text are left out.
 */
export function toTable(read: readonly ReadRow[], decimal: ',' | '.'): Table {
  const filled = read.filter((row) => row.cells.some((cell) => typeof cell === 'number' || cell.trim() !== ''))
  const width = (row: ReadRow) => row.cells.filter((cell) => typeof cell === 'number' || cell.trim() !== '').length
  const widest = filled.slice(0, HEADER_SEARCH).reduce((most, row) => Math.max(most, width(row)), 0)
  const at = Math.max(
    0,
    filled.findIndex((row) => width(row) >= widest * 0.6),
  )
  const headers = (filled[at]?.cells ?? []).map((cell) => cellText(cell, decimal).trim())
  return { headers, rows: filled.slice(at + 1).map((row) => toText(row, decimal)) }
}

const toText = (row: ReadRow, decimal: ',' | '.'): TextRow => ({
  line: row.line,
  row: row.row,
  broken: row.broken,
  cells: row.cells.map((cell) => cellText(cell, decimal)),
})

/** A cell as text; a number is written with the file's decimal separator and without grouping. */
export function cellText(cell: string | number, decimal: ',' | '.'): string {
  if (typeof cell === 'string') return cell
  // Fifteen digits are what a spreadsheet keeps: 0.1 + 0.2 is 0.3 there.
  const rounded = Number(cell.toPrecision(15))
  const text = Number.isInteger(rounded) ? BigInt(rounded).toString() : String(rounded)
  return decimal === ',' ? text.replace('.', ',') : text
}
