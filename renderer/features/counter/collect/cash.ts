import { currencyDecimals, type Minor } from '../../../../contract/money.ts'

/** Notes in circulation, in whole units; where a currency is not listed, 1-2-5 steps near the amount do. */
const NOTES: Readonly<Record<string, readonly number[]>> = {
  ARS: [100, 200, 500, 1_000, 2_000, 10_000, 20_000],
  BOB: [10, 20, 50, 100, 200],
  BRL: [2, 5, 10, 20, 50, 100, 200],
  CLP: [1_000, 2_000, 5_000, 10_000, 20_000],
  COP: [2_000, 5_000, 10_000, 20_000, 50_000, 100_000],
  CRC: [1_000, 2_000, 5_000, 10_000, 20_000],
  DOP: [50, 100, 200, 500, 1_000, 2_000],
  EUR: [5, 10, 20, 50, 100, 200],
  GTQ: [5, 10, 20, 50, 100, 200],
  HNL: [5, 10, 20, 50, 100, 200, 500],
  MXN: [20, 50, 100, 200, 500, 1_000],
  NIO: [10, 20, 50, 100, 200, 500, 1_000],
  PEN: [10, 20, 50, 100, 200],
  PYG: [2_000, 5_000, 10_000, 20_000, 50_000, 100_000],
  USD: [1, 5, 10, 20, 50, 100],
  UYU: [20, 50, 100, 200, 500, 1_000, 2_000],
}

function steps(whole: number): number[] {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, whole))) - 1)
  return [power, 2 * power, 5 * power, 10 * power]
}

/** At most this many proposals beside the exact amount. */
export const SUGGESTIONS = 3

/** Nobody counts out more notes than this. */
const MOST_NOTES = 100

/**
 * What a person would hand over for an amount, besides the exact money: the next amounts that the largest notes of the
 * currency make up, ascending, each above the amount. Minor units.
 */
export function cashSuggestions(amount: Minor, moneda: string): Minor[] {
  if (amount <= 0) return []
  const factor = 10 ** currencyDecimals(moneda)
  const notes = NOTES[moneda] ?? steps(Math.ceil(amount / factor))
  const rounded = notes
    .filter((note) => note * factor * MOST_NOTES >= amount || note === notes.at(-1))
    .toReversed()
    .map((note) => Math.ceil(amount / (note * factor)) * note * factor)
    .filter((handed) => handed > amount)
  return [...new Set(rounded)].slice(0, SUGGESTIONS).toSorted((a, b) => a - b)
}

/** What goes back: null while the money received does not reach, or is not an amount. No money typed means exact. */
export function changeOf(amount: Minor | null, received: Minor | null): Minor | null {
  if (amount === null) return null
  if (received === null) return 0
  return received < amount ? null : received - amount
}
