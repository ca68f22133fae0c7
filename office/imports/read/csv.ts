import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CsvError, Parser } from 'csv-parse'
import { parse as parseNow } from 'csv-parse/sync'
import type { ReadRow } from './table.ts'

const CHUNK_BYTES = 256 * 1024
/** A record longer than this is taken for a quotation mark that was never closed. */
const MAX_RECORD_BYTES = 256 * 1024
/** After this many broken quotations the rest of the file is read without quotation marks at all. */
const MAX_REPAIRS = 100

interface Found {
  cells: string[]
  /** Where the record ends, in bytes from where the parser began. */
  end: number
}

/**
 * Rows of CSV text. Never throws: a row with a broken quotation is read with its marks as text and flagged, so that it
 * cannot swallow the rows after it. Yields to the event loop between chunks.
 */
export async function readCsv(text: string, delimiter: string): Promise<ReadRow[]> {
  const bytes = Buffer.from(text, 'utf8')
  const rows: ReadRow[] = []
  const lines = new LineCounter(bytes)
  let from = 0
  let repairs = 0
  let width = 0
  const add = (cells: string[], start: number, broken: boolean) => {
    if (rows.length === 0) width = cells.length
    rows.push({ line: lines.at(skipBlankLines(bytes, start)), row: 0, cells, broken })
  }
  while (from < bytes.length) {
    const { found, complete } = await parseFrom(bytes, from, delimiter, repairs >= MAX_REPAIRS)
    let start = from
    let swallowed = false
    for (const { cells, end } of found) {
      if (repairs < MAX_REPAIRS && swallows(bytes.subarray(start, from + end), cells, delimiter, width)) {
        swallowed = true
        break
      }
      add(cells, start, false)
      start = from + end
    }
    if (complete && !swallowed) break
    repairs++
    start = skipBlankLines(bytes, start)
    const end = endOfLine(bytes, start)
    add(
      bytes
        .toString('utf8', start, end)
        .replace(/\r?\n$/, '')
        .split(delimiter),
      start,
      true,
    )
    from = end
  }
  return numbered(rows)
}

/** Parses from a byte until the end or the first record that cannot be one. */
async function parseFrom(bytes: Buffer, from: number, delimiter: string, unquoted: boolean) {
  const found: Found[] = []
  const parser = new Parser({
    delimiter,
    ...(unquoted ? { quote: null } : {}),
    record_delimiter: bytes.includes(10) ? ['\r\n', '\n'] : ['\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: unquoted ? 0 : MAX_RECORD_BYTES,
    on_record: (cells: string[]) => {
      found.push({ cells, end: parser.info.bytes })
      return null
    },
  })
  const ended = new Promise<CsvError | null>((resolve) => {
    parser.once('end', () => resolve(null))
    parser.once('error', (error: CsvError) => resolve(error))
  })
  parser.resume()
  for (let at = from; at < bytes.length && !parser.destroyed; at += CHUNK_BYTES) {
    parser.write(bytes.subarray(at, at + CHUNK_BYTES))
    await nextTurn()
  }
  if (!parser.destroyed) parser.end()
  return { found, complete: (await ended) === null }
}

/**
 * True when a record with line breaks is really several rows behind a quotation that was not closed where it should
 * be: it is not proper CSV, or has another width than the header, and its first two lines by themselves have that width.
 */
function swallows(raw: Buffer, cells: string[], delimiter: string, width: number): boolean {
  if (width < 2 || !cells.some((cell) => cell.includes('\n'))) return false
  const [first = '', second = ''] = raw.toString('utf8').trim().split(/\r?\n/)
  if (first.split(delimiter).length !== width || second.split(delimiter).length !== width) return false
  return cells.length !== width || !isProper(raw, delimiter)
}

function isProper(raw: Buffer, delimiter: string): boolean {
  try {
    parseNow(raw, { delimiter, relax_column_count: true })
    return true
  } catch {
    return false
  }
}

const CR = 13
const LF = 10

function skipBlankLines(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === CR || bytes[at] === LF) at++
  return at
}

/** Just after the line break that ends the line at `from`. */
function endOfLine(bytes: Buffer, from: number): number {
  const lf = bytes.indexOf(LF, from)
  if (lf >= 0) return lf + 1
  const cr = bytes.indexOf(CR, from)
  return cr >= 0 ? cr + 1 : bytes.length
}

/** Line numbers of growing positions; a CR alone counts only in files that have no LF. */
class LineCounter {
  readonly #bytes: Buffer
  readonly #breakByte: number
  #position = 0
  #line = 1

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#breakByte = bytes.includes(LF) ? LF : CR
  }

  at(position: number): number {
    while (this.#position < position) {
      const next = this.#bytes.indexOf(this.#breakByte, this.#position)
      if (next < 0 || next >= position) break
      this.#line++
      this.#position = next + 1
    }
    return this.#line
  }
}

/** Row numbers as a spreadsheet program gives them: one per record, blank lines counted. */
function numbered(rows: ReadRow[]): ReadRow[] {
  let previous: ReadRow | undefined
  for (const row of rows) {
    const inside = previous ? breaksInside(previous) : 0
    row.row = previous ? previous.row + (row.line - previous.line - inside) : row.line
    previous = row
  }
  return rows
}

const breaksInside = (row: ReadRow): number =>
  row.cells.reduce<number>((n, cell) => n + (typeof cell === 'string' ? cell.split('\n').length - 1 : 0), 0)
