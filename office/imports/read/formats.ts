import type { ImportDateFormat } from '../../../contract/procedures/imports.ts'

export interface Guess<T> {
  value: T
  /** The cells say so; false when they leave it open and `value` is the default. */
  certain: boolean
}

const MONEY = /^[^\d]{0,6}(\d[\d.,]*)[^\d]{0,4}$/

/** Decimal separator of amounts: the last separator of a cell that has both, or one followed by one or two digits. */
export function detectDecimal(cells: Iterable<string>, fallback: ',' | '.'): Guess<',' | '.'> {
  const votes = { ',': 0, '.': 0 }
  for (const cell of cells) {
    const digits = MONEY.exec(cell.trim())?.[1]
    const vote = digits === undefined ? null : decimalOf(digits)
    if (vote) votes[vote]++
  }
  if (votes[','] === votes['.']) return { value: fallback, certain: false }
  return { value: votes[','] > votes['.'] ? ',' : '.', certain: true }
}

function decimalOf(digits: string): ',' | '.' | null {
  const comma = digits.lastIndexOf(',')
  const point = digits.lastIndexOf('.')
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.'
  const at = Math.max(comma, point)
  if (at < 0) return null
  const separator = comma >= 0 ? ',' : '.'
  const other = comma >= 0 ? '.' : ','
  // The same separator twice groups thousands, so the decimal one is the other.
  if (digits.indexOf(separator) !== at) return other
  const after = digits.length - at - 1
  return after === 1 || after === 2 ? separator : null
}

const DATE = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ].*)?$/

/** Order of day, month and year: what cells that allow only one order say, by majority. */
export function detectDateFormat(cells: Iterable<string>, fallback: ImportDateFormat): Guess<ImportDateFormat> {
  const votes: Record<ImportDateFormat, number> = { dmy: 0, mdy: 0, ymd: 0 }
  for (const cell of cells) {
    const match = DATE.exec(cell.trim())
    if (!match) continue
    const [first, second, third] = [Number(match[1]), Number(match[2]), Number(match[3])]
    if ((match[1] ?? '').length === 4) votes.ymd++
    else if (first > 12 && first <= 31 && second <= 12) votes.dmy++
    else if (second > 12 && second <= 31 && first <= 12) votes.mdy++
    else if (first > 31 && third <= 31) votes.ymd++
  }
  // A year of four digits in front is understood anyway, so it decides only when nothing else does.
  if (votes.dmy === 0 && votes.mdy === 0) return { value: votes.ymd > 0 ? 'ymd' : fallback, certain: votes.ymd > 0 }
  return { value: votes.mdy > votes.dmy ? 'mdy' : 'dmy', certain: true }
}
