import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { denominationsOf } from '../../contract/denominations.ts'
import { conteoOf, hasLoose, NO_COUNT, subtotalOf, totalOf } from '../../renderer/features/caja/conteo.ts'
import {
  changeOutcome,
  lackOf,
  NOTHING,
  type Outcome,
  type OutcomeChange,
  paidIn,
  RESULTADOS,
  visitasOf,
} from '../../renderer/features/caja/rounds/outcomes.ts'

describe('counting a drawer', () => {
  test('notes and loose coins come to the total, and what is not there is left out', () => {
    const draft = { ...NO_COUNT, cantidades: { 2_000_000: '2', 100_000: '', 1_000: '03' }, suelto: 55 }
    const conteo = conteoOf(draft, 'ARS')
    expect(conteo).toEqual([
      { valor: 2_000_000, cantidad: 2 },
      { valor: 1_000, cantidad: 3 },
      { valor: 1, cantidad: 55 },
    ])
    expect(totalOf(conteo)).toBe(4_003_055)
  })

  test('a currency whose notes are not known is one amount; an empty drawer is an empty list', () => {
    expect(conteoOf({ ...NO_COUNT, monto: 12_345 }, 'XAF')).toEqual([{ valor: 12_345, cantidad: 1 }])
    expect(conteoOf(NO_COUNT, 'XAF')).toEqual([])
    expect(conteoOf(NO_COUNT, 'ARS')).toEqual([])
  })

  test('cents are counted as notes where they are in use, and nothing is loose there', () => {
    expect(hasLoose('USD')).toBe(false)
    expect(conteoOf({ ...NO_COUNT, cantidades: { 1: '7' }, suelto: 99 }, 'USD')).toEqual([{ valor: 1, cantidad: 7 }])
  })

  test('the total is that of the rows, whatever is typed, and the office can take it', () => {
    const typed = fc.record({
      moneda: fc.constantFrom('ARS', 'USD', 'CLP', 'PYG', 'BRL'),
      quantities: fc.array(fc.oneof(fc.constant(''), fc.stringMatching(/^\d{1,6}$/)), { minLength: 12, maxLength: 12 }),
      suelto: fc.option(fc.integer({ min: 0, max: 200_000 })),
    })
    fc.assert(
      fc.property(typed, ({ moneda, quantities, suelto }) => {
        const valores = denominationsOf(moneda)
        const cantidades = Object.fromEntries(valores.map((valor, at) => [valor, quantities[at] ?? '']))
        const draft = { cantidades, suelto, monto: null }
        const conteo = conteoOf(draft, moneda)
        const rows = valores.reduce((sum, valor) => sum + subtotalOf(draft, valor), 0)
        const loose = hasLoose(moneda) ? Math.min(100_000, suelto ?? 0) : 0
        expect(totalOf(conteo)).toBe(rows + loose)
        expect(conteo.every(({ cantidad }) => cantidad > 0 && cantidad <= 100_000)).toBe(true)
        expect(new Set(conteo.map(({ valor }) => valor)).size).toBe(conteo.length)
      }),
    )
  })
})

describe('settling a round stop by stop', () => {
  const after = (...changes: OutcomeChange[]): Outcome =>
    changes.reduce((now: Outcome, change) => changeOutcome(now, change, 51_500), NOTHING)

  test('an amount was paid in cash unless said otherwise; no amount takes that back', () => {
    expect(after({ monto: 100 })).toMatchObject({ resultado: 'efectivo', monto: 100 })
    expect(after({ resultado: 'transferencia' }, { monto: 100 })).toMatchObject({ resultado: 'transferencia' })
    expect(after({ monto: 100 }, { monto: null })).toMatchObject({ resultado: 'pendiente', monto: null })
    expect(after('all')).toMatchObject({ resultado: 'efectivo', monto: 51_500 })
    expect(after({ monto: 100 }, { resultado: 'ausente' })).toEqual({ ...NOTHING, resultado: 'ausente' })
    expect(after({ resultado: 'ausente' }, { monto: 100 })).toMatchObject({ resultado: 'efectivo' })
  })

  test('a transfer needs its reference, and what was paid its amount', () => {
    expect(lackOf(NOTHING)).toBe(null)
    expect(lackOf({ resultado: 'efectivo', monto: null, referencia: '' })).toBe('monto')
    expect(lackOf({ resultado: 'transferencia', monto: 100, referencia: ' ' })).toBe('referencia')
    expect(lackOf({ resultado: 'transferencia', monto: 100, referencia: 'OP-1' })).toBe(null)
  })

  test('whatever is said, the office is told the money that the screen adds up, each stop once at most', () => {
    const change: fc.Arbitrary<OutcomeChange> = fc.oneof(
      fc.constant('all' as const),
      fc.record({ monto: fc.option(fc.integer({ min: 1, max: 1_000_000 })) }),
      fc.record({ resultado: fc.constantFrom(...RESULTADOS) }),
      fc.record({ referencia: fc.string({ maxLength: 8 }) }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 3 }), change), { maxLength: 40 }), (changes) => {
        const outcomes = new Map<string, Outcome>()
        for (const [stop, one] of changes) {
          const id = String(stop)
          outcomes.set(id, changeOutcome(outcomes.get(id) ?? NOTHING, one, 51_500))
        }
        const visitas = visitasOf(outcomes)
        const told = visitas.reduce((sum, { monto = 0 }) => sum + monto, 0)
        expect(told).toBe(paidIn(outcomes, 'efectivo') + paidIn(outcomes, 'transferencia'))
        expect(new Set(visitas.map(({ visitaId }) => visitaId)).size).toBe(visitas.length)
        for (const { estado, monto } of visitas) expect(estado === 'cobrada').toBe(monto !== undefined)
      }),
    )
  })
})
