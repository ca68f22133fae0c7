import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Collectable, FacturaAbierta } from '../../contract/index.ts'
import { allocate } from '../../office/cash/allocate.ts'
import { changeOf, cashSuggestions, SUGGESTIONS } from '../../renderer/features/counter/collect/cash.ts'
import { owedBy, planCollection, togglePick } from '../../renderer/features/counter/collect/plan.ts'
import {
  changeValues,
  collectInput,
  keepOpen,
  lackOf,
  proposedValues,
} from '../../renderer/features/counter/collect/values.ts'

const factura = (id: string, saldo: number): FacturaAbierta => ({
  id,
  saldo,
  numero: `P1-F-${id}`,
  clienteId: 'c',
  clienteNombre: 'Ana',
  clienteCodigo: 'C-1',
  periodo: '2026-11',
  fechaEmision: '2026-11-01',
  fechaVencimiento: '2026-11-10',
  montoTotal: saldo,
  acreditado: 0,
  conceptos: [],
  estado: 'pendiente',
})
const THREE = [factura('a', 17_000), factura('b', 20_000), factura('c', 5_000)]
const prepared = (facturas: FacturaAbierta[]): Collectable => ({
  facturas,
  deuda: facturas.reduce((sum, { saldo }) => sum + saldo, 0),
  credito: 0,
})
const proposal = proposedValues(prepared(THREE), null)

describe('the preview of a collection', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 12 })

  test('is what the office will do, whatever is picked', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.infiniteStream(fc.nat()),
        (saldos, monto, order) => {
          const facturas = saldos.map((saldo, index) => factura(String(index), saldo))
          const ids = facturas.map(({ id }) => id)
          const picked = ids
            .map((id) => ({ id, at: order.next().value }))
            .filter(({ at }) => at % 3 !== 0)
            .sort((x, y) => x.at - y.at)
            .map(({ id }) => id)
          const chosen = picked.flatMap((id) => facturas.filter((f) => f.id === id))

          const plan = planCollection(facturas, picked, monto)
          const office = allocate(monto, chosen)

          expect(plan.credit).toBe(office.surplus)
          const paid = [...plan.lines.values()].filter(({ pays }) => pays > 0)
          expect(new Map(paid.map(({ id, pays }) => [id, pays]))).toEqual(
            new Map(office.allocations.map((a) => [a.invoice.id, a.monto])),
          )
          const sum = paid.reduce((total, { pays }) => total + pays, 0)
          expect(sum + plan.credit).toBe(monto)
          expect(plan.owedAfter).toBe(owedBy(facturas, ids) - sum)
        },
      ),
    )
  })

  test('says the order of payment, and what each invoice still owes', () => {
    const { lines, credit, owedAfter } = planCollection(THREE, ['b', 'a'], 25_000)
    expect(lines.get('b')).toEqual({ id: 'b', orden: 1, pays: 20_000, remains: 0 })
    expect(lines.get('a')).toEqual({ id: 'a', orden: 2, pays: 5_000, remains: 12_000 })
    expect(lines.get('c')).toEqual({ id: 'c', orden: null, pays: 0, remains: 5_000 })
    expect({ credit, owedAfter }).toEqual({ credit: 0, owedAfter: 17_000 })
  })

  test('picks after those picked before, and lets go', () => {
    expect(togglePick(['a'], 'c')).toEqual(['a', 'c'])
    expect(togglePick(['a', 'c'], 'a')).toEqual(['c'])
  })
})

describe('cash', () => {
  test.each([
    ['ARS', 1_700_000, [1_800_000, 2_000_000]],
    ['ARS', 5_150_000, [5_200_000, 6_000_000]],
    ['ARS', 1_234_500, [1_300_000, 1_400_000, 2_000_000]],
    ['CLP', 17_990, [18_000, 20_000]],
    ['CLP', 1_234_567, [1_240_000]],
    ['PEN', 5_900, [6_000, 10_000, 20_000]],
    ['USD', 2_999, [4_000, 5_000, 10_000]],
    ['CLP', 20_000, []],
    ['CLP', 0, []],
    // A currency whose notes are not known: steps of its own size.
    ['HUF', 123_400, [140_000, 150_000, 200_000]],
  ])('%s %i is handed over as %j', (moneda, amount, expected) => {
    expect(cashSuggestions(amount, moneda)).toEqual(expected)
  })

  test('proposes few, more than the amount, ascending', () => {
    const currencies = fc.constantFrom('ARS', 'CLP', 'PYG', 'PEN', 'BRL', 'JPY')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), currencies, (amount, moneda) => {
        const handed = cashSuggestions(amount, moneda)
        expect(handed.length).toBeLessThanOrEqual(SUGGESTIONS)
        expect(handed.every((h, at) => h > (handed[at - 1] ?? amount))).toBe(true)
      }),
    )
  })

  test('the change is what was received minus what is collected; nothing typed is exact', () => {
    expect(changeOf(17_000, 20_000)).toBe(3_000)
    expect(changeOf(17_000, 17_000)).toBe(0)
    expect(changeOf(17_000, null)).toBe(0)
    expect(changeOf(17_000, 16_999)).toBeNull()
    expect(changeOf(null, 20_000)).toBeNull()
  })
})

describe('what the cashier chooses', () => {
  test('begins with everything, oldest due first, in cash', () => {
    expect(proposal).toMatchObject({ picked: ['a', 'b', 'c'], monto: 42_000, metodo: 'efectivo', montoTyped: false })
  })

  test('begins with the invoice that was searched, unless that one is paid', () => {
    expect(proposedValues(prepared(THREE), 'b')).toMatchObject({ picked: ['b'], monto: 20_000 })
    expect(proposedValues(prepared(THREE), 'paid')).toMatchObject({ picked: ['a', 'b', 'c'], monto: 42_000 })
  })

  test('the amount follows the picking until the cashier writes one', () => {
    const unpicked = changeValues(proposal, THREE, { tipo: 'toggle', id: 'a' })
    expect(unpicked).toMatchObject({ picked: ['b', 'c'], monto: 25_000 })
    const typed = changeValues(unpicked, THREE, { tipo: 'monto', monto: 10_000 })
    expect(changeValues(typed, THREE, { tipo: 'toggle', id: 'a' })).toMatchObject({
      picked: ['b', 'c', 'a'],
      monto: 10_000,
    })
  })

  test('all or none, at once', () => {
    const none = changeValues(proposal, THREE, { tipo: 'pickAll' })
    expect(none).toMatchObject({ picked: [], monto: null })
    expect(changeValues(none, THREE, { tipo: 'pickAll' })).toMatchObject({ picked: ['a', 'b', 'c'], monto: 42_000 })
  })

  test('never more invoices than the office takes', () => {
    const many = Array.from({ length: 230 }, (_, index) => factura(String(index), 1))
    const values = proposedValues(prepared(many), null)
    expect(values).toMatchObject({ monto: 200 })
    expect(changeValues(values, many, { tipo: 'toggle', id: '229' }).picked).toHaveLength(200)
  })

  test('an invoice that was paid meanwhile is let go, and the amount follows', () => {
    const open = THREE.filter(({ id }) => id !== 'a')
    expect(keepOpen(proposal, open)).toMatchObject({ picked: ['b', 'c'], monto: 25_000 })
    const typed = changeValues(proposal, THREE, { tipo: 'monto', monto: 30_000 })
    expect(keepOpen(typed, open)).toMatchObject({ picked: ['b', 'c'], monto: 30_000 })
  })

  test('something is missing until it can be collected', () => {
    expect(lackOf(proposal)).toBeNull()
    expect(lackOf({ ...proposal, monto: null })).toBe('monto')
    expect(lackOf({ ...proposal, monto: 0 })).toBe('monto')
    expect(lackOf({ ...proposal, recibido: 41_999 })).toBe('recibidoShort')
    // Text that is no amount must never pass for "exact".
    expect(lackOf({ ...proposal, recibidoUnreadable: true })).toBe('recibido')
    expect(lackOf({ ...proposal, metodo: 'transferencia', referencia: '  ' })).toBe('referencia')
    expect(lackOf({ ...proposal, metodo: 'transferencia', recibido: 1, referencia: 'OP-1' })).toBeNull()
  })

  test('asks the office for exactly what was shown', () => {
    expect(collectInput('c', 'r', { ...proposal, recibido: 50_000 })).toEqual({
      requestId: 'r',
      clienteId: 'c',
      metodo: 'efectivo',
      monto: 42_000,
      facturaIds: ['a', 'b', 'c'],
      efectivoRecibido: 50_000,
    })
    expect(collectInput('c', 'r', proposal)).toMatchObject({ efectivoRecibido: 42_000 })
    const transfer = collectInput('c', 'r', { ...proposal, metodo: 'transferencia', recibido: 1, referencia: ' OP-1 ' })
    expect(transfer).toMatchObject({ metodo: 'transferencia', referencia: 'OP-1' })
    expect(transfer).not.toHaveProperty('efectivoRecibido')
    expect(collectInput('c', 'r', { ...proposal, monto: null })).toBeNull()
  })

  test('a client without debt pays in advance: an empty pick, all to credit', () => {
    const advance = changeValues(proposedValues(prepared([]), null), [], { tipo: 'monto', monto: 9_000 })
    expect(collectInput('c', 'r', advance)).toMatchObject({ monto: 9_000, facturaIds: [] })
    expect(planCollection([], [], 9_000).credit).toBe(9_000)
  })
})
