import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allocate } from '../../office/cash/allocate.ts'

const invoices = fc.array(fc.record({ id: fc.uuid(), saldo: fc.integer({ min: 0, max: 1_000_000 }) }), {
  maxLength: 12,
})

it('neither loses nor makes money, and pays in the order given', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000_000 }), invoices, (amount, list) => {
      const { allocations, surplus } = allocate(amount, list)
      expect(allocations.reduce((sum, a) => sum + a.monto, 0) + surplus).toBe(amount)
      for (const { invoice, monto } of allocations) {
        expect(monto).toBeGreaterThan(0)
        expect(monto).toBeLessThanOrEqual(invoice.saldo)
      }
      // Only the last one paid may be left with a balance.
      const partial = allocations.findIndex((a) => a.monto < a.invoice.saldo)
      if (partial >= 0) expect(partial).toBe(allocations.length - 1)
      const owing = list.filter((i) => i.saldo > 0)
      expect(allocations.map((a) => a.invoice)).toEqual(owing.slice(0, allocations.length))
      if (surplus > 0) expect(allocations).toHaveLength(owing.length)
    }),
  )
})
