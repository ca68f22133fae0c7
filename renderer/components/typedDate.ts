import { civilFromParts, type FechaCivil } from '../../contract/dates.ts'

type Part = 'day' | 'month' | 'year'

const isPart = (type: string): type is Part => type === 'day' || type === 'month' || type === 'year'

/** In which order a locale writes day, month and year. */
const orderOf = (locale: string): Part[] =>
  new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' })
    .formatToParts(0)
    .map(({ type }) => type)
    .filter(isPart)

/** Two digits are of the century around now: 26 is 2026, 99 is 1999. */
const fullYear = (year: number): number => (year >= 100 ? year : year + (year < 70 ? 2000 : 1900))

/** `050226`, `05022026`, `0502` cut into the parts of the order; null when the digits do not make them up. */
function cut(digits: string, order: readonly Part[]): string[] | null {
  const yearLength = { 4: 0, 6: 2, 8: 4 }[digits.length]
  if (yearLength === undefined) return null
  const found: string[] = []
  let at = 0
  for (const part of yearLength === 0 ? order.filter((one) => one !== 'year') : order) {
    const length = part === 'year' ? yearLength : 2
    found.push(digits.slice(at, at + length))
    at += length
  }
  return found
}

/**
 * A date as a person types it where dates are written as in `locale`: `5/2/2026`, `5-2-26`, `050226`, `5/2` (of the year
 * of `today`); `2026-02-05` is understood everywhere. Null when it is none, or not in the calendar.
 */
export function parseTypedDate(text: string, locale: string, today: FechaCivil): FechaCivil | null {
  const typed = text.trim()
  if (/\D/.test(typed.replace(/[\s./-]/g, ''))) return null
  const parts = typed.split(/[\s./-]+/).filter((part) => part !== '')
  if (parts[0]?.length === 4 && parts.length === 3) return fromParts(parts, ['year', 'month', 'day'], today)
  const order = orderOf(locale)
  const given = parts.length === 1 ? cut(parts[0] ?? '', order) : parts
  if (given === null || given.length < 2 || given.length > 3) return null
  return fromParts(given, given.length === 2 ? order.filter((part) => part !== 'year') : order, today)
}

function fromParts(given: readonly string[], order: readonly Part[], today: FechaCivil): FechaCivil | null {
  const number = (part: Part) => {
    const text = given[order.indexOf(part)]
    return text === undefined ? null : Number(text)
  }
  const year = number('year') ?? Number(today.slice(0, 4))
  return civilFromParts(fullYear(year), number('month') ?? 0, number('day') ?? 0)
}
