import { addDays, addMonths, type FechaCivil, type Periodo, periodOf } from '../../../../contract/dates.ts'
import type { FacturacionConfig } from '../../../../contract/procedures/facturacion.ts'

type When = Pick<FacturacionConfig, 'modalidad' | 'diasAnticipacion'>

const dayIn = (periodo: Periodo, dia: number): FechaCivil => `${periodo}-${String(dia).padStart(2, '0')}`

/** The period so many months after another one; before it when `months` is negative. */
export const periodAfter = (periodo: Periodo, months: number): Periodo => periodOf(addMonths(`${periodo}-01`, months))

/** First and last day of a period whose billing day is `dia` (1–28): from that day to the one before it a month later. */
export function periodRange(periodo: Periodo, dia: number): { desde: FechaCivil; hasta: FechaCivil } {
  const desde = dayIn(periodo, dia)
  return { desde, hasta: addDays(addMonths(desde, 1), -1) }
}

/** The first day on which a period may be billed: before it begins, or once it has ended. */
export function billableFrom(periodo: Periodo, dia: number, { modalidad, diasAnticipacion }: When): FechaCivil {
  const { desde, hasta } = periodRange(periodo, dia)
  return modalidad === 'adelantado' ? addDays(desde, -diasAnticipacion) : addDays(hasta, 1)
}

/** The latest period that may be billed on a day. */
export function latestBillable(today: FechaCivil, dia: number, when: When): Periodo {
  let periodo = periodAfter(periodOf(today), 1)
  while (billableFrom(periodo, dia, when) > today) periodo = periodAfter(periodo, -1)
  return periodo
}

/** A run as far as it says what is billed already. */
export interface BilledRun {
  periodo: Periodo
  dia: number | null
  estado: string
}

const COUNTS: ReadonlySet<string> = new Set(['emitiendo', 'pausada', 'terminada'])

/** Whether a run of that period was made: of every billing day, or of this one. */
const isBilled = (runs: readonly BilledRun[], periodo: Periodo, dia: number): boolean =>
  runs.some((run) => run.periodo === periodo && COUNTS.has(run.estado) && (run.dia === null || run.dia === dia))

/**
 * What is to be billed next for a billing day: the latest period that may be billed today when nobody has (`due`), else
 * the one after it. Skipped months are never proposed: they are billed by asking for them.
 */
export function nextPeriod(
  today: FechaCivil,
  dia: number,
  when: When,
  runs: readonly BilledRun[],
): { periodo: Periodo; due: boolean } {
  const latest = latestBillable(today, dia, when)
  return isBilled(runs, latest, dia) ? { periodo: periodAfter(latest, 1), due: false } : { periodo: latest, due: true }
}
