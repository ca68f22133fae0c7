import type { FechaCivil } from '../../contract/dates.ts'
import type { DraftRecibo } from './account.ts'
import type { Calendar } from './calendar.ts'

/** One person at the drawer, with what they collect. */
export interface Turn {
  fecha: FechaCivil
  /** Position among the people who collect. */
  person: number
  /** Instants, ms. */
  opens: number
  closes: number
  /** The drawer is handed over to the next turn instead of being closed. */
  handsOver: boolean
  recibos: DraftRecibo[]
}

const MINUTE = 60_000
const OPENS = 8.5
const CLOSES = 18.5
/** Every so many days two people share one. */
const SHARED_EVERY = 6
const ENOUGH_TO_SHARE = 4

/** Who sits at the drawer, day by day, for receipts in their order. None ends after the present. */
export function planTurns(
  recibos: readonly DraftRecibo[],
  calendar: Calendar,
  dayOf: (at: number) => FechaCivil,
  people: number,
): Turn[] {
  const turns: Turn[] = []
  const days = new Map<FechaCivil, DraftRecibo[]>()
  for (const draft of recibos) {
    const fecha = dayOf(draft.at)
    const ofDay = days.get(fecha)
    if (ofDay) ofDay.push(draft)
    else days.set(fecha, [draft])
  }
  let [busyUntil, person, shared] = [0, 0, 0]
  for (const [fecha, ofDay] of days) {
    const first = ofDay[0]?.at ?? 0
    const last = ofDay.at(-1)?.at ?? 0
    const evening = Math.min(Math.max(last + 5 * MINUTE, calendar.at(fecha, CLOSES)), calendar.at(fecha, 24) - 1)
    const closes = Math.max(last, Math.min(evening, calendar.now))
    const opens = Math.max(busyUntil, Math.min(calendar.at(fecha, OPENS), first - 10 * MINUTE))
    const day = { fecha, opens: Math.min(opens, first), closes, handsOver: false }
    const middle = Math.floor(ofDay.length / 2)
    const noon = ofDay[middle]?.at ?? closes
    shared += 1
    if (people > 1 && ofDay.length >= ENOUGH_TO_SHARE && shared % SHARED_EVERY === 0) {
      turns.push({ ...day, person: person++ % people, closes: noon, handsOver: true, recibos: ofDay.slice(0, middle) })
      turns.push({ ...day, person: person++ % people, opens: noon, recibos: ofDay.slice(middle) })
    } else turns.push({ ...day, person: person++ % people, recibos: ofDay })
    busyUntil = closes
  }
  return turns
}
