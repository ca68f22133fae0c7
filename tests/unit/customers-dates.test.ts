import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDate } from '../../contract/dates.ts'
import { parseTypedDate } from '../../renderer/components/typedDate.ts'

const TODAY = '2026-11-22'
const typed = (text: string, locale = 'es-AR') => parseTypedDate(text, locale, TODAY)

describe('a date as it is typed', () => {
  test.each([
    ['5/2/2026', '2026-02-05'],
    ['05-02-26', '2026-02-05'],
    ['5.2.99', '1999-02-05'],
    ['050226', '2026-02-05'],
    ['05022026', '2026-02-05'],
    ['5/2', '2026-02-05'],
    ['0502', '2026-02-05'],
    ['2026-02-05', '2026-02-05'],
    [' 22 / 11 / 2026 ', '2026-11-22'],
  ])('%j is %s', (text, fecha) => expect(typed(text)).toBe(fecha))

  test('is read in the order of the country', () => {
    expect(typed('2/5/2026', 'en-US')).toBe('2026-02-05')
    expect(typed('020526', 'en-US')).toBe('2026-02-05')
  })

  test.each(['', '5', '31/2/2026', '0/5/2026', '5/2/2026/1', 'ayer', '5/x/2026', '123', '99999999'])(
    '%j is none',
    (text) => expect(typed(text)).toBeNull(),
  )

  test('is understood as it is shown, in every country', () => {
    const day = fc.date({ min: new Date('1970-01-02'), max: new Date('2069-12-30'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.constantFrom('es-AR', 'es-CL', 'es-MX', 'pt-BR', 'en-US', 'es-PY'), (at, locale) => {
        const fecha = at.toISOString().slice(0, 10)
        expect(parseTypedDate(formatDate(fecha, locale), locale, TODAY)).toBe(fecha)
      }),
    )
  })
})
