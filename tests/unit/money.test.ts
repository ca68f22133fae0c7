import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyRate,
  currencyDecimals,
  decimalSeparator,
  formatMoney,
  type Impuesto,
  lineTotals,
  MAX_MINOR,
  mulDiv,
  parseMoney,
  toDecimalString,
} from '../../contract/money.ts'

const currencies = fc.constantFrom('ARS', 'CLP', 'PYG', 'TND', 'USD', 'BRL')
const amounts = fc.integer({ min: -MAX_MINOR, max: MAX_MINOR })
const taxes = fc.array(
  fc.record({ nombre: fc.constant('IVA'), tasaBp: fc.integer({ min: 0, max: 10_000 }), incluido: fc.boolean() }),
  { maxLength: 4 },
)

describe('rounding', () => {
  it.each([
    [1, 1, 2, 1],
    [-1, 1, 2, -1],
    [3, 1, 2, 2],
    [5, 1, 10, 1],
    [4, 1, 10, 0],
    [-4, 1, 10, 0],
    [100_00, 14, 31, 45_16],
    [0, 5, 3, 0],
  ])('%i × %i ÷ %i is %i, half away from zero', (amount, numerator, denominator, expected) => {
    expect(mulDiv(amount, numerator, denominator)).toBe(expected)
  })

  it('is exact where floats are not', () => {
    expect(mulDiv(MAX_MINOR, 9_999, 10_000)).toBe(99_989_999_999_999)
    expect(Object.is(mulDiv(-1, 1, 10), 0)).toBe(true)
  })

  it('is never more than half a unit from the truth', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amount, bp) => {
        const exact = BigInt(amount) * BigInt(bp)
        const distance = exact - BigInt(applyRate(amount, bp)) * 10_000n
        expect(distance <= 5_000n && distance >= -5_000n).toBe(true)
      }),
    )
  })
})

describe('decimals of a currency', () => {
  it.each([
    ['ARS', 2],
    ['CLP', 0],
    ['PYG', 0],
    ['TND', 3],
  ])('%s has %i', (moneda, decimals) => expect(currencyDecimals(moneda)).toBe(decimals))
})

describe('money typed by people', () => {
  it.each([
    ['$ 34.500,50', 'ARS', ',', 34_500_50],
    ['34.500,50', 'ARS', ',', 34_500_50],
    ['16999,00', 'ARS', ',', 16_999_00],
    ['-3.644,07', 'ARS', ',', -3_644_07],
    ['-$ 1.227,98', 'ARS', ',', -1_227_98],
    ['$ -1.227,98', 'ARS', ',', -1_227_98],
    ['(1.227,98)', 'ARS', ',', -1_227_98],
    ['1.227,98-', 'ARS', ',', -1_227_98],
    ['1,234.5', 'USD', '.', 1_234_50],
    ['USD 10', 'USD', '.', 10_00],
    ['R$ 10,00', 'BRL', ',', 10_00],
    ['17.000', 'CLP', ',', 17_000],
    ['17.000,00', 'CLP', ',', 17_000],
    [',5', 'ARS', ',', 50],
    ['1\u00a0234,56', 'ARS', ',', 1_234_56],
    ['-0,00', 'ARS', ',', 0],
  ] as const)('%j in %s is understood', (text, moneda, decimal, expected) => {
    expect(parseMoney(text, moneda, { decimal })).toBe(expected)
  })

  it.each([
    ['consultar', 'ARS', ','],
    ['', 'ARS', ','],
    ['1.23', 'ARS', ','],
    ['1,2,3', 'ARS', ','],
    ['12,345', 'ARS', ','],
    ['17.000,50', 'CLP', ','],
    ['12.34.567', 'ARS', ','],
    ['=1+1', 'ARS', ','],
    ['--5', 'ARS', ','],
    ['99999999999999999', 'ARS', ','],
    ['1e5', 'ARS', '.'],
  ] as const)('%j in %s is refused, not guessed', (text, moneda, decimal) => {
    expect(parseMoney(text, moneda, { decimal })).toBeNull()
  })

  it('reads back whatever it writes, in any currency and locale', () => {
    fc.assert(
      fc.property(
        amounts,
        currencies,
        fc.constantFrom('es-AR', 'es-CL', 'es-PY', 'en-US', 'pt-BR', 'es-MX'),
        (n, moneda, locale) => {
          const decimal = decimalSeparator(locale)
          expect(parseMoney(formatMoney(n, moneda, locale), moneda, { decimal })).toBe(n)
          expect(parseMoney(toDecimalString(n, moneda), moneda, { decimal: '.' })).toBe(n)
        },
      ),
    )
  })
})

describe('totals of a line', () => {
  const iva = (incluido: boolean): Impuesto => ({ nombre: 'IVA', tasaBp: 2100, incluido })

  it('adds a tax on the net', () => {
    expect(lineTotals(2, 10_000_00, [iva(false)])).toEqual({ neto: 20_000_00, impuestos: [4_200_00], total: 24_200_00 })
  })

  it('takes an included tax out of the price, which stays to the cent', () => {
    expect(lineTotals(1, 16_999_00, [iva(true)])).toEqual({ neto: 14_048_76, impuestos: [2_950_24], total: 16_999_00 })
  })

  it('gives the remainder of rounding to the last included tax', () => {
    const three = [333, 333, 334].map((tasaBp) => ({ nombre: 'T', tasaBp, incluido: true }))
    const { neto, impuestos, total } = lineTotals(1, 101, three)
    expect(total).toBe(101)
    expect(neto + impuestos.reduce((a, b) => a + b, 0)).toBe(101)
  })

  it('adds up, whatever the taxes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        taxes,
        (n, price, list) => {
          const { neto, impuestos, total } = lineTotals(n, price, list)
          expect(neto + impuestos.reduce((a, b) => a + b, 0)).toBe(total)
          if (list.every((t) => t.incluido)) expect(total).toBe(n * price)
          expect(impuestos).toHaveLength(list.length)
        },
      ),
    )
  })

  it('refuses what an integer cannot hold', () => {
    expect(() => lineTotals(100_000, MAX_MINOR, [])).toThrow(RangeError)
  })
})
