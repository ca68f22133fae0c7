import {
  addDays,
  addMonths,
  civilDate,
  type FechaCivil,
  type Periodo,
  periodOf,
  startOfDay,
} from '../../contract/dates.ts'

const HOUR = 3_600_000

export interface Month {
  periodo: Periodo
  /** First of the month: when it is billed. */
  emision: FechaCivil
  vencimiento: FechaCivil
  /** Instant of the billing: 8 in the morning. */
  at: number
}

/** Dates of an office around its present; each is worked out once, since calendars are slow. */
export class Calendar {
  readonly now: number
  readonly today: FechaCivil
  readonly #zonaHoraria: string
  readonly #starts = new Map<FechaCivil, number>()
  readonly #days = new Map<FechaCivil, FechaCivil[]>()
  readonly #months = new Map<number, Month[]>()

  constructor(now: number, zonaHoraria: string) {
    this.now = now
    this.#zonaHoraria = zonaHoraria
    this.today = civilDate(now, zonaHoraria)
  }

  /** Instant of a civil date at an hour of the day. */
  at(fecha: FechaCivil, hour: number): number {
    let start = this.#starts.get(fecha)
    if (start === undefined) {
      start = startOfDay(fecha, this.#zonaHoraria)
      this.#starts.set(fecha, start)
    }
    return start + Math.round(hour * HOUR)
  }

  /** The date so many days (not fewer than none) after another. */
  after(fecha: FechaCivil, days: number): FechaCivil {
    const known = this.#days.get(fecha) ?? []
    this.#days.set(fecha, known)
    return (known[days] ??= addDays(fecha, days))
  }

  /** Months that a client billed on this day of the month has had, of the last `count`, oldest first. */
  months(count: number, billingDay: number, diasVencimiento: number): Month[] {
    const known = this.#months.get(billingDay) ?? this.#makeMonths(count, billingDay, diasVencimiento)
    this.#months.set(billingDay, known)
    return known
  }

  #makeMonths(count: number, billingDay: number, diasVencimiento: number): Month[] {
    const first = `${periodOf(this.today)}-${String(billingDay).padStart(2, '0')}`
    const months = Array.from({ length: count }, (_, at) => {
      const emision = addMonths(first, at + 1 - count)
      return {
        periodo: periodOf(emision),
        emision,
        vencimiento: addDays(emision, diasVencimiento),
        at: Math.min(this.at(emision, 8), this.now),
      }
    })
    return months.filter((month) => month.emision <= this.today)
  }

  daysAgo(days: number): FechaCivil {
    return addDays(this.today, -days)
  }
}
