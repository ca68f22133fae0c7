import { Temporal } from 'temporal-polyfill'

/**
 * A civil date (`YYYY-MM-DD`) and a period (`YYYY-MM`) are text in the tenant's IANA timezone;
 * an instant is integer milliseconds since the epoch, UTC.
 */
export type FechaCivil = string
export type Periodo = string
export type Instante = number

/** The civil date of an instant in a timezone. */
export const civilDate = (at: Instante, zonaHoraria: string): FechaCivil =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zonaHoraria).toPlainDate().toString()

/** First instant of a civil date in a timezone (midnight, or the first moment after a DST gap). */
export const startOfDay = (fecha: FechaCivil, zonaHoraria: string): Instante =>
  Temporal.PlainDate.from(fecha).toZonedDateTime(zonaHoraria).epochMilliseconds

export const addDays = (fecha: FechaCivil, days: number): FechaCivil =>
  Temporal.PlainDate.from(fecha).add({ days }).toString()

/** Adds months; the 31st becomes the last day of a shorter month. */
export const addMonths = (fecha: FechaCivil, months: number): FechaCivil =>
  Temporal.PlainDate.from(fecha).add({ months }).toString()

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: FechaCivil, b: FechaCivil): number =>
  Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b), {
    largestUnit: 'days',
  }).days

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (fecha: FechaCivil): number => Temporal.PlainDate.from(fecha).dayOfWeek

/** The instant of a wall clock time (`HH:MM`) on a civil date; in a DST gap the moment after it, of two the earlier. */
export const instantAt = (fecha: FechaCivil, hora: string, zonaHoraria: string): Instante =>
  Temporal.PlainDateTime.from(`${fecha}T${hora}`).toZonedDateTime(zonaHoraria).epochMilliseconds

export const periodOf = (fecha: FechaCivil): Periodo => fecha.slice(0, 7)

/** The date when year, month (1–12) and day exist in the calendar, else null (31 February is null). */
export function civilFromParts(year: number, month: number, day: number): FechaCivil | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}

export function isCivilDate(text: string): boolean {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return m !== null && civilFromParts(Number(m[1]), Number(m[2]), Number(m[3])) !== null
}

export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/** `dateStyle: 'short'` would write `22/11/26` in most of Latin America: too little for money. */
const NUMERIC_DATE = { day: '2-digit', month: '2-digit', year: 'numeric' } as const

/** `22/11/2026` in the locale's order. */
export const formatDate = (fecha: FechaCivil, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    ...NUMERIC_DATE,
    timeZone: 'UTC',
  }).format(Date.parse(`${fecha}T00:00:00Z`))

/** Date and time of an instant where the office is. */
export const formatInstant = (at: Instante, locale: string, zonaHoraria: string): string =>
  new Intl.DateTimeFormat(locale, {
    ...NUMERIC_DATE,
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zonaHoraria,
  }).format(at)

/** `12:03`, where the office is. */
export const formatTime = (at: Instante, locale: string, zonaHoraria: string): string =>
  new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zonaHoraria,
  }).format(at)

/** `noviembre de 2026`. */
export const formatPeriod = (periodo: Periodo, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${periodo}-01T00:00:00Z`))
