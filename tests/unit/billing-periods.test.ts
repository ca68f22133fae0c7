import { describe, expect, it } from 'vitest'
import { civilDate, startOfDay } from '../../contract/dates.ts'
import { dayOf, daysOf, endOf, fechaOf, monthOf, monthOfDay, startOf } from '../../office/billing/engine/days.ts'
import { priceAsiento } from '../../office/billing/engine/priced.ts'

/** Amount of so many days of a price. */
const part = (precio: number, baseDias: number, days: number): number =>
  priceAsiento({
    ...{ servicioId: 's', componente: 'plan:a', month: 0, desde: 1, hasta: days, signo: 1 },
    ...{ precio, baseDias, impuestos: [], planId: 'a', cargo: null },
  }).total

describe('days of a price', () => {
  it.each([
    // Published example: 14 of 31 days of 100.00 are 45.16.
    ['14 of 31 days of 100.00', 10_000, 31, 14, 4516],
    ['the other 17 days', 10_000, 31, 17, 5484],
    // Half up: 15 of 30 days of 0.01 are 0.005.
    ['half a cent is one', 1, 30, 15, 1],
    ['less than half is none', 1, 31, 15, 0],
    ['February has 28', 28_00, 28, 1, 100],
    ['a leap February has 29', 29_00, 29, 28, 2800],
    ['all days are the price', 9_999, 31, 31, 9_999],
    // Currencies without decimals: CLP 19990 for 10 of 30 days.
    ['without decimals', 19_990, 30, 10, 6663],
    // With three: TND 35.500 for 11 of 31 days is 12.596774…
    ['with three decimals', 35_500, 31, 11, 12_597],
  ])('%s', (_, precio, base, days, expected) => {
    expect(part(precio, base, days)).toBe(expected)
  })
})

describe('periods', () => {
  it.each([
    ['2026-02', 1, '2026-02-01', '2026-02-28', 28],
    ['2028-02', 1, '2028-02-01', '2028-02-29', 29],
    ['2100-02', 1, '2100-02-01', '2100-02-28', 28],
    // From the 15th to the 14th: as many days as the month that it begins in.
    ['2026-01', 15, '2026-01-15', '2026-02-14', 31],
    ['2026-02', 15, '2026-02-15', '2026-03-14', 28],
    ['2026-12', 28, '2026-12-28', '2027-01-27', 31],
  ])('%s from day %i', (periodo, dia, first, last, days) => {
    const month = monthOf(periodo)
    expect([fechaOf(startOf(month, dia)), fechaOf(endOf(month, dia)), daysOf(month)]).toEqual([first, last, days])
    expect(endOf(month, dia) - startOf(month, dia) + 1).toBe(days)
    expect(monthOfDay(startOf(month, dia), dia)).toBe(month)
    expect(monthOfDay(endOf(month, dia), dia)).toBe(month)
  })

  // Where clocks change a civil day has 23 or 25 hours; a period still has as many days as its month.
  it.each([
    ['America/Santiago', '2026-09-05', '2026-09-06'],
    ['America/Asuncion', '2026-03-21', '2026-03-22'],
    ['America/Havana', '2026-03-07', '2026-03-08'],
  ])('in %s no day is lost when clocks change', (zone, before, after) => {
    expect(dayOf(after) - dayOf(before)).toBe(1)
    expect(civilDate(startOfDay(after, zone), zone)).toBe(after)
    expect(daysOf(monthOf(before.slice(0, 7)))).toBe(Number(fechaOf(endOf(monthOf(before.slice(0, 7)), 1)).slice(8)))
  })
})
