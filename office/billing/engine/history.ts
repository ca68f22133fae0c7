import type { Periodo } from '../../../contract/dates.ts'
import type { Day } from './days.ts'
import { isRecurring } from './price.ts'
import type { Cargo, Cobertura, Servicio } from './types.ts'

/** What coverage says of a range of days on which it is everywhere the same. */
export interface Settled {
  /** Some run looked at these days. */
  seen: boolean
  /** It did, and the invoice was annulled to be billed again: the invoice's period. */
  reopened: Periodo | null
  /** What is charged now, by component: the row whose price and taxes a return has to have. */
  active: Map<string, Cobertura>
}

/** Folds the rows that cover a day of the range, in the order they were written. */
export function settledOn(rows: readonly Cobertura[], from: Day, to: Day): Settled {
  const settled: Settled = { seen: false, reopened: null, active: new Map() }
  for (const row of rows) {
    if (row.desde > from || row.hasta < to) continue
    if (row.reabre || row.signo >= 0) {
      settled.seen = !row.reabre
      settled.reopened = row.reabre ? row.periodo : null
    }
    if (row.signo === 1) settled.active.set(row.componente, row)
    if (row.signo === -1) settled.active.delete(row.componente)
  }
  return settled
}

/** Last day that a run has looked at; null when none ever did. */
export function lastSeen(rows: readonly Cobertura[]): Day | null {
  let last: Day | null = null
  for (const row of rows) if (row.signo >= 0 && (last === null || row.hasta > last)) last = row.hasta
  return last
}

/** When a run last looked; an annulment does not look. */
const lastWritten = (rows: readonly Cobertura[]): number =>
  rows.reduce((at, row) => (row.reabre ? at : Math.max(at, row.creadoEn)), 0)

/**
 * First day that something changed on which a run may not have known of when it looked last: an event or a charge that
 * was written, or taken back, since. Infinity when nothing did.
 */
export function changedSince({ eventos, cobertura }: Servicio, cargos: readonly Cargo[]): Day {
  let first = Number.POSITIVE_INFINITY
  if (cobertura.length === 0) return first
  const since = lastWritten(cobertura)
  for (const { fecha, creadoEn, anuladoEn } of eventos)
    if (fecha < first && (creadoEn >= since || (anuladoEn ?? 0) >= since)) first = fecha
  for (const cargo of cargos)
    if (cargo.desde < first && cargo.actualizadoEn >= since && isRecurring(cargo)) first = cargo.desde
  return first
}
