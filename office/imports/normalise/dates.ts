import type { ImportDateFormat } from '../../../contract/procedures/imports.ts'
import { folded } from '../fold.ts'
import type { RowReader } from './issues.ts'
import type { Leftovers } from './leftovers.ts'

export interface ReadDate {
  fecha: string
  /** The year had two digits and its century was supplied. */
  twoDigits: boolean
}

const NUMBERS = /^(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})(?:[T ]\s*\d{1,2}:\d{2}.*)?$/
const WORDS = /^(\d{1,2})\s*(?:de\s+|[-/. ]\s*)?([a-z]{3,10})\.?\s*(?:de\s+|del\s+|[-/. ,]\s*)?(\d{2,4})$/

/** First letters that tell a month in Spanish, English and Portuguese. */
const MONTHS = 'ene jan,feb fev,mar,abr apr,may mai,jun,jul,ago aug,sep set,oct out,nov,dic dec dez'
  .split(',')
  .map((starts) => starts.split(' '))
/** A date that exists, or null. A year of four digits in front is understood in any format; 70 to 99 are 1970 to 1999. */
export function parseDate(text: string, format: ImportDateFormat): ReadDate | null {
  const words = WORDS.exec(folded(text))
  if (words) return inWords(words)
  const match = NUMBERS.exec(text.trim())
  if (!match) return null
  const [first = '', second = '', third = ''] = match.slice(1)
  if (first.length >= 3 || (format === 'ymd' && third.length <= 2)) return dateOf(first, second, third)
  return format === 'mdy' ? dateOf(third, first, second) : dateOf(third, second, first)
}

function inWords(match: RegExpExecArray): ReadDate | null {
  const [day = '', month = '', year = ''] = match.slice(1)
  const at = MONTHS.findIndex((starts) => starts.some((start) => month.startsWith(start)))
  return at < 0 ? null : dateOf(year, String(at + 1), day)
}

function dateOf(year: string, month: string, day: string): ReadDate | null {
  if (year.length === 3 || day.length > 2) return null
  const twoDigits = year.length <= 2
  const century = Number(year) < 70 ? 2000 : 1900
  const fecha = civil(twoDigits ? century + Number(year) : Number(year), Number(month), Number(day))
  return fecha === null ? null : { fecha, twoDigits }
}

/** As `civilFromParts` of the contract, from 1970 on, without its cost: a file has one of these in every row. */
function civil(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = year >= 1970 && year <= 9999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date.toISOString().slice(0, 10) : null
}

/** Activation date, or null when there is none or it does not exist (then it is kept in the notes). */
export function readFecha(
  row: RowReader,
  format: ImportDateFormat,
  today: string,
  leftovers: Leftovers,
): string | null {
  const text = row.raw('fechaActivacion').trim()
  if (text === '') return null
  const read = parseDate(text, format)
  if (!read) {
    row.say('fecha.invalid', 'fechaActivacion')
    leftovers.keep('fechaActivacion', text)
    return null
  }
  if (read.twoDigits) row.say('fecha.two_digits', 'fechaActivacion', read.fecha)
  if (read.fecha > today) row.say('fecha.future', 'fechaActivacion', read.fecha)
  return read.fecha
}

/** Billing day 1–28, or null. Another number is left out, not bent to 28: on which day to bill is the office's to say. */
export function readDia(row: RowReader, leftovers: Leftovers): number | null {
  const text = row.raw('diaFacturacion').trim()
  if (text === '') return null
  const dia = /^\d{1,2}(?:[.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : 0
  leftovers.keepUsual('diaFacturacion', text)
  if (dia >= 1 && dia <= 28) return dia
  row.say('dia.invalid', 'diaFacturacion')
  return null
}
