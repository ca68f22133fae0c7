import { type Minor, toDecimalString } from './money.ts'

/** A cell: words, or money in minor units. */
export type CsvCell = string | { monto: Minor }

export interface CsvFormat {
  /** What separates decimals where the file will be opened; a comma there moves the columns to `;`. */
  decimal: ',' | '.'
  /** ISO 4217. */
  moneda: string
}

/** What a spreadsheet program knows UTF-8 by: the first character of the file. */
export const BOM = '\uFEFF'

/** A spreadsheet program takes what begins like this for a formula and runs it. */
const FORMULA = /^[\s\u00a0]*[=+\-@\t\r＝＋－＠]/

/** Words as a cell that stays words: an apostrophe in front of what could be a formula. */
const inert = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

const quoted = (text: string, delimiter: string): string =>
  text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** One line with its end: the country's separators, money as a plain number. */
export function csvLine(cells: readonly CsvCell[], { decimal, moneda }: CsvFormat): string {
  const delimiter = decimal === ',' ? ';' : ','
  const cell = (value: CsvCell): string =>
    typeof value === 'string'
      ? quoted(inert(value), delimiter)
      : quoted(toDecimalString(value.monto, moneda).replace('.', decimal), delimiter)
  return `${cells.map(cell).join(delimiter)}\r\n`
}

/** A table for a spreadsheet program. */
export const toCsv = (rows: readonly (readonly CsvCell[])[], format: CsvFormat): string =>
  BOM + rows.map((row) => csvLine(row, format)).join('')
