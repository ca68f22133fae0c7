import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineTotals } from '../../contract/money.ts'
import { fits, remainingLines, spread, type TakenLine, takeShares } from '../../office/billing/credit-lines.ts'

const IVA = { nombre: 'IVA', tasaBp: 2100, incluido: true }
const TASA = { nombre: 'Tasa', tasaBp: 333, incluido: false }

function line(orden: number, precio: number, impuestos: readonly (typeof IVA)[] = []): TakenLine {
  const totals = lineTotals(1, precio, impuestos)
  const taxes = impuestos.map((tax, at) => ({ ...tax, monto: totals.impuestos[at] ?? 0 }))
  return { orden, descripcion: `l${orden}`, neto: totals.neto, impuestos: taxes, total: totals.total }
}
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)

/** Lines as an invoice has them: prices, and discounts that leave its total above zero. */
const invoice = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom([], [IVA], [TASA], [IVA, TASA])), {
      minLength: 1,
      maxLength: 5,
    }),
    fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 2 }),
  )
  .map(([prices, discounts]) => {
    const lines = prices.map(([precio, taxes], at) => line(at, precio, taxes))
    const off = discounts.map((percent, at) =>
      line(prices.length + at, -Math.floor(((lines[0]?.neto ?? 0) * percent) / 250)),
    )
    return [...lines, ...off.filter(({ total }) => total < 0)]
  })
  .filter((lines) => sum(lines.map(({ total }) => total)) > 0)

describe('credit notes of one invoice', () => {
  it('never take more than a line has, and end exactly at the invoice, taxes and all', () => {
    fc.assert(
      fc.property(invoice, fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 6 }), (lines, percents) => {
        const taken: TakenLine[] = []
        const left = () => remainingLines(lines, taken)
        const whole = () => sum(left().map(({ total }) => total))
        for (const percent of percents) {
          if (whole() === 0) break
          const monto = Math.max(1, Math.floor((whole() * percent) / 100))
          const shares = spread(monto, left())
          expect(fits(shares, left())).toBe(true)
          const note = takeShares(shares, left())
          expect(sum(note.map(({ total }) => total))).toBe(monto)
          for (const one of note) expect(one.neto + sum(one.impuestos.map((tax) => tax.monto))).toBe(one.total)
          taken.push(...note)
        }
        const rest = left().filter(({ total }) => total !== 0)
        taken.push(
          ...takeShares(
            rest.map(({ orden, total }) => ({ orden, monto: total })),
            left(),
          ),
        )
        for (const one of left()) {
          expect(one.total).toBe(0)
          expect(one.neto).toBe(0)
          for (const tax of one.impuestos) expect(tax.monto).toBe(0)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('takes a discount back with what it was taken off', () => {
    const lines = [line(0, 10_000), line(1, -2_000)]
    expect(spread(4_000, lines)).toEqual([
      { orden: 0, monto: 5_000 },
      { orden: 1, monto: -1_000 },
    ])
  })

  it('refuses a share in the wrong direction, of nothing, or of a line twice', () => {
    const lines = [line(0, 100), line(1, -20)]
    expect(fits([{ orden: 1, monto: 5 }], lines)).toBe(false)
    expect(fits([{ orden: 0, monto: 0 }], lines)).toBe(false)
    expect(fits([{ orden: 1, monto: -21 }], lines)).toBe(false)
    expect(
      fits(
        [
          { orden: 0, monto: 50 },
          { orden: 0, monto: 50 },
        ],
        lines,
      ),
    ).toBe(false)
    expect(
      fits(
        [
          { orden: 0, monto: 100 },
          { orden: 1, monto: -20 },
        ],
        lines,
      ),
    ).toBe(true)
  })
})
