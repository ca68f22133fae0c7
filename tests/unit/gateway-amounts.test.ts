import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currencyDecimals, toDecimalString } from '../../contract/money.ts'
import { fromDecimal, fromStripe } from '../../office/gateways/amounts.ts'
import { joinFacts } from '../../office/gateways/facts.ts'
import type { ChargeSays } from '../../office/gateways/adapter.ts'

describe('Stripe’s amounts', () => {
  it.each([
    ['ARS', 1050, 1050],
    ['MXN', 1, 1],
    ['CLP', 5000, 5000],
    ['PYG', 120_000, 120_000],
    // No decimals any more, and still counted in hundredths.
    ['UGX', 500_000, 5000],
    ['ISK', 700, 7],
    ['KWD', 1250, 1250],
  ])('%s %d is %d of our minor units', (moneda, amount, minor) => {
    expect(fromStripe(amount, moneda, 'x')).toBe(minor)
  })

  it.each([
    ['ARS', 10.5],
    ['ARS', -1],
    ['ARS', '100'],
    ['ARS', Number.MAX_SAFE_INTEGER],
    ['ISK', 750],
  ])('%s %s is refused', (moneda, amount) => {
    expect(() => fromStripe(amount, moneda, 'x')).toThrow()
  })
})

describe('decimal amounts', () => {
  it('are read exactly, whatever the currency', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ARS', 'CLP', 'BRL', 'COP', 'KWD'),
        fc.integer({ min: 0, max: 99_999_999_999 }),
        (moneda, minor) => {
          const written = JSON.parse(toDecimalString(minor, moneda)) as number
          expect(fromDecimal(written, moneda, 'x')).toBe(minor)
        },
      ),
    )
  })

  it.each([
    ['CLP', 10.5],
    ['ARS', 0.001],
    ['ARS', -5],
    ['ARS', Number.NaN],
    ['ARS', 1e21],
    ['ARS', null],
  ])('%s %s is refused', (moneda, amount) => {
    expect(() => fromDecimal(amount, moneda, 'x')).toThrow()
  })

  it('know how many decimals a currency has', () => {
    expect(['ARS', 'CLP', 'KWD'].map(currencyDecimals)).toEqual([2, 0, 3])
  })
})

const at = <T>(valor: fc.Arbitrary<T>) => fc.record({ en: fc.nat(3), valor })
const amount = at(fc.nat(3))
const says: fc.Arbitrary<ChargeSays> = fc.record(
  {
    aprobado: amount,
    monto: amount,
    devuelto: amount,
    abierto: at(fc.constantFrom('pendiente' as const, 'rechazado' as const)),
    disputas: fc.dictionary(fc.constantFrom('a', 'b'), amount),
    pagador: fc.record(
      { nombre: at(fc.constantFrom('x', 'y')), email: at(fc.constantFrom('x', 'y')) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
)

it('facts join the same in any order, in any groups, and more than once', () => {
  fc.assert(
    fc.property(says, says, says, (a, b, c) => {
      expect(joinFacts(a, b)).toEqual(joinFacts(b, a))
      expect(joinFacts(joinFacts(a, b), c)).toEqual(joinFacts(a, joinFacts(b, c)))
      expect(joinFacts(joinFacts(a, b), b)).toEqual(joinFacts(a, b))
    }),
  )
})
