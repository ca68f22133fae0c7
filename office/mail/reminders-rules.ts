import { addDays, civilDate, daysBetween, type FechaCivil, type Instante } from '../../contract/dates.ts'
import type { RecordatoriosConfig } from '../../contract/index.ts'
import { Temporal } from 'temporal-polyfill'

/** When somebody may be reminded, and of what: pure, so that the simulation and the sending cannot disagree. */

/** After the last of its days a rule of an overdue invoice may still be caught up with for so long. */
const CATCH_UP_DAYS = 30

interface Rule {
  regla: string
  /** First and last day on which it holds. */
  from: FechaCivil
  to: FechaCivil
}

/** The rules of an invoice in the order of their days: each ends where the next begins. */
function rulesOf(config: RecordatoriosConfig, vencimiento: FechaCivil): Rule[] {
  const before = [...new Set(config.antes)].sort((a, b) => b - a)
  const after = [...new Set(config.vencida)].sort((a, b) => a - b)
  const eve = addDays(vencimiento, -1)
  return [
    ...before.map((days, at) => {
      const next = before[at + 1]
      const to = next === undefined ? eve : addDays(vencimiento, -next - 1)
      return { regla: `antes:${days}`, from: addDays(vencimiento, -days), to }
    }),
    ...(config.vence ? [{ regla: 'vence', from: vencimiento, to: vencimiento }] : []),
    ...after.map((days, at) => {
      const next = after[at + 1]
      const to = addDays(vencimiento, next === undefined ? days + CATCH_UP_DAYS : next - 1)
      return { regla: `vencida:${days}`, from: addDays(vencimiento, days), to }
    }),
  ]
}

/**
 * The one rule that holds for an invoice today, or null. After days without the office it is the latest that applies:
 * those it missed are not caught up with, and what «vence hoy» says is said on that day or never.
 */
export const ruleOf = (config: RecordatoriosConfig, vencimiento: FechaCivil, today: FechaCivil): string | null =>
  rulesOf(config, vencimiento).find(({ from, to }) => from <= today && today <= to)?.regla ?? null

/** Due dates for which some rule holds today, both ends included; null when none can. */
export function dueSpan(config: RecordatoriosConfig, today: FechaCivil): { from: FechaCivil; to: FechaCivil } {
  const latest = Math.max(0, ...config.antes)
  const oldest = config.vencida.length === 0 ? 0 : Math.max(...config.vencida) + CATCH_UP_DAYS
  return { from: addDays(today, -oldest), to: addDays(today, latest) }
}

/** A promise is reminded of the day before, or on its day when the office was off then. */
export const promiseDue = (fecha: FechaCivil, today: FechaCivil): boolean => {
  const days = daysBetween(today, fecha)
  return days === 0 || days === 1
}

const isExcluded = (config: RecordatoriosConfig, day: Temporal.PlainDate): boolean =>
  config.diasExcluidos.includes(day.dayOfWeek)

/** Whether people may be disturbed at an instant. */
export function inHours(config: RecordatoriosConfig, at: Instante, zonaHoraria: string): boolean {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zonaHoraria)
  const time = there.toPlainTime().toString({ smallestUnit: 'minute' })
  return !isExcluded(config, there.toPlainDate()) && config.desde <= time && time < config.hasta
}

/** When people may next be disturbed: now, if they may now. Excluding six weekdays leaves one within any week. */
export function nextHours(config: RecordatoriosConfig, at: Instante, zonaHoraria: string): Instante {
  if (inHours(config, at, zonaHoraria)) return at
  const today = Temporal.PlainDate.from(civilDate(at, zonaHoraria))
  for (let days = 0; days <= 8; days++) {
    const day = today.add({ days })
    if (isExcluded(config, day)) continue
    const begin = day.toZonedDateTime({ timeZone: zonaHoraria, plainTime: config.desde }).epochMilliseconds
    if (begin > at) return begin
  }
  return at + 24 * 3_600_000
}
