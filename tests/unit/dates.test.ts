import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  civilDate,
  civilFromParts,
  daysBetween,
  formatDate,
  isCivilDate,
  isTimeZone,
  startOfDay,
} from '../../contract/dates.ts'

describe('civil dates', () => {
  it('are those of the tenant, not of UTC', () => {
    const lateEvening = Date.UTC(2026, 10, 23, 1, 30)
    expect(civilDate(lateEvening, 'America/Argentina/Buenos_Aires')).toBe('2026-11-22')
    expect(civilDate(lateEvening, 'UTC')).toBe('2026-11-23')
  })

  it('begin at the first moment that exists when clocks jump over midnight', () => {
    // Paraguay's clocks went from 00:00 to 01:00 on 1 October 2023.
    const start = startOfDay('2023-10-01', 'America/Asuncion')
    expect(new Date(start).toISOString()).toBe('2023-10-01T04:00:00.000Z')
    expect(civilDate(start, 'America/Asuncion')).toBe('2023-10-01')
    expect(civilDate(start - 1, 'America/Asuncion')).toBe('2023-09-30')
  })

  it('count days and months by the calendar', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(daysBetween('2026-01-01', '2026-03-01')).toBe(59)
    expect(daysBetween('2026-03-01', '2026-01-01')).toBe(-59)
  })

  it.each([
    [2024, 2, 31],
    [2026, 13, 1],
    [2025, 2, 29],
    [2026, 0, 1],
  ])('%i-%i-%i is not a date', (y, m, d) => expect(civilFromParts(y, m, d)).toBeNull())

  it('are recognised only in their own form', () => {
    expect(isCivilDate('2026-11-22')).toBe(true)
    for (const bad of ['2026-11-31', '22/11/2026', '2026-1-2', '2026-11-22T00:00', ''])
      expect(isCivilDate(bad)).toBe(false)
  })

  it('are written in the order of the locale', () => {
    expect(formatDate('2026-03-05', 'es-AR')).toMatch(/^0?5\/0?3\/2026$/)
    expect(formatDate('2026-03-05', 'en-US')).toMatch(/^0?3\/0?5\/2026$/)
  })
})

it('knows time zones by their IANA name', () => {
  expect(isTimeZone('America/Bogota')).toBe(true)
  expect(isTimeZone('Mars/Olympus')).toBe(false)
})
