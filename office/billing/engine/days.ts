import type { FechaCivil, Periodo } from '../../../contract/dates.ts'

/**
 * Civil dates as whole days since 1970-01-01, and periods as whole months: a run compares millions of them. No timezone
 * enters here: a civil date has none.
 */
export type Day = number
/** Months since year 0: `2026-11` is 2026 × 12 + 10. */
export type Month = number

const DAY_MS = 86_400_000

const days = new Map<FechaCivil, Day>()
const fechas = new Map<Day, FechaCivil>()
const KEPT = 20_000

/** `fecha` must be a date of the calendar. */
export function dayOf(fecha: FechaCivil): Day {
  let day = days.get(fecha)
  if (day === undefined) {
    day = Date.UTC(Number(fecha.slice(0, 4)), Number(fecha.slice(5, 7)) - 1, Number(fecha.slice(8, 10))) / DAY_MS
    if (days.size > KEPT) days.clear()
    days.set(fecha, day)
  }
  return day
}

export function fechaOf(day: Day): FechaCivil {
  let fecha = fechas.get(day)
  if (fecha === undefined) {
    fecha = new Date(day * DAY_MS).toISOString().slice(0, 10)
    if (fechas.size > KEPT) fechas.clear()
    fechas.set(day, fecha)
  }
  return fecha
}

export const monthOf = (periodo: Periodo): Month => Number(periodo.slice(0, 4)) * 12 + Number(periodo.slice(5, 7)) - 1

export const periodoOf = (month: Month): Periodo =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`

/** First instant of a period, UTC: where the ids of its documents begin. */
export const startInstant = (month: Month): number => Date.UTC(Math.floor(month / 12), month % 12, 1)

const starts = new Map<number, Day>()

/** First day of a period whose billing day is `dia` (1–28). */
export function startOf(month: Month, dia: number): Day {
  const key = month * 32 + dia
  let day = starts.get(key)
  if (day === undefined) {
    day = Date.UTC(Math.floor(month / 12), month % 12, dia) / DAY_MS
    if (starts.size > KEPT) starts.clear()
    starts.set(key, day)
  }
  return day
}

/** Last day of a period. */
export const endOf = (month: Month, dia: number): Day => startOf(month + 1, dia) - 1

/** Days of a period: as many as its month has, whatever its billing day. */
export const daysOf = (month: Month): number => startOf(month + 1, 1) - startOf(month, 1)

/** The period that a day belongs to. */
export function monthOfDay(day: Day, dia: number): Month {
  const date = new Date(day * DAY_MS)
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
  return date.getUTCDate() < dia ? month - 1 : month
}
