import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Impuesto, lineTotals } from '../../contract/money.ts'
import { taxTotals } from '../../office/documents/factura.ts'
import {
  addServiceLine,
  emptyLine,
  invoiceInput,
  proposedInvoice,
  servicioOf,
  withIssueDate,
  withoutBlanks,
} from '../../renderer/features/billing/create/values.ts'
import { numeroOf } from '../../renderer/features/billing/numero.ts'
import { invoicesSearch } from '../../renderer/features/billing/search.ts'
import { distinctTaxes, toggleTax } from '../../renderer/features/billing/taxes.ts'
import { totalsOfLine, totalsOfLines } from '../../renderer/features/billing/totals.ts'

const IVA: Impuesto = { nombre: 'IVA', tasaBp: 2100, incluido: true }
const IVA_ADDED: Impuesto = { nombre: 'IVA', tasaBp: 2100, incluido: false }
const TASA: Impuesto = { nombre: 'Tasa', tasaBp: 300, incluido: false }
const CLIENT = '01a1f89c-fb80-7000-800c-4fb8a5089ba8'
const REQUEST = '01a1f89c-fb80-7000-800c-4fb8a5089ba9'

describe('an invoice number that is typed or scanned', () => {
  test.each([
    ['12', 'P1-F-00000012'],
    ['p2-f-12', 'P2-F-00000012'],
    ['P1-F-00000012', 'P1-F-00000012'],
    ["P1'F'00000012", 'P1-F-00000012'],
    [' P1-F-0000 ', 'P1-F-0000'],
    ['P1-F-', 'P1-F-'],
    ['P1', 'P1'],
    ['', ''],
  ])('%j means %j', (typed, numero) => expect(numeroOf(typed, 'P1')).toBe(numero))
})

describe('what an invoice adds up to', () => {
  const taxes = fc.subarray([IVA, TASA, { nombre: 'IIBB', tasaBp: 350, incluido: true }])
  const line = fc.record({
    cantidad: fc.integer({ min: 1, max: 1000 }),
    precioUnitario: fc.integer({ min: 1, max: 100_000_000 }),
    impuestos: taxes,
  })

  test('is what the office will compute and the paper will say', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), (lines) => {
        const office = lines.map(({ cantidad, precioUnitario, impuestos }) => {
          const { neto, impuestos: amounts, total } = lineTotals(cantidad, precioUnitario, impuestos)
          const named = impuestos.map((tax, at) => ({ ...tax, monto: amounts[at] ?? 0 }))
          return { descripcion: '', explicacion: '', cantidad, precioUnitario, neto, impuestos: named, total }
        })
        const totals = totalsOfLines(lines)
        expect(totals.impuestos).toEqual(taxTotals(office))
        expect(totals.neto).toBe(office.reduce((sum, { neto }) => sum + neto, 0))
        expect(totals.total).toBe(office.reduce((sum, { total }) => sum + total, 0))
        expect(totals.neto + totals.impuestos.reduce((sum, { monto }) => sum + monto, 0)).toBe(totals.total)
      }),
    )
  })

  test('leaves out lines that are not whole, or larger than money can be', () => {
    expect(totalsOfLine({ cantidad: null, precioUnitario: 100, impuestos: [] })).toBeNull()
    expect(totalsOfLine({ cantidad: 1, precioUnitario: null, impuestos: [] })).toBeNull()
    expect(totalsOfLine({ cantidad: 100_000, precioUnitario: 99_999_999_999_999, impuestos: [] })).toBeNull()
    expect(totalsOfLines([{ cantidad: 2, precioUnitario: 100, impuestos: [IVA_ADDED] }]).total).toBe(242)
  })
})

describe('the taxes of a line', () => {
  test('are put on and taken off, one of each name', () => {
    expect(toggleTax([], IVA)).toEqual([IVA])
    expect(toggleTax([IVA, TASA], IVA)).toEqual([TASA])
    expect(toggleTax([IVA, TASA], IVA_ADDED)).toEqual([TASA, IVA_ADDED])
  })

  test('on offer are told apart by all that they say', () => {
    expect(distinctTaxes([IVA, TASA, { ...IVA }, IVA_ADDED])).toEqual([IVA, TASA, IVA_ADDED])
  })
})

describe('a manual invoice', () => {
  const proposed = proposedInvoice('2026-11-22', 10, [IVA], CLIENT)
  const service = { id: '01a1f89c-fb80-7000-800c-4fb8a5089bb0', precioMensual: 1_700_000 }

  test('is proposed for today, this month, due after the office’s days', () => {
    expect(proposed).toMatchObject({ periodo: '2026-11', fechaEmision: '2026-11-22', fechaVencimiento: '2026-12-02' })
    expect(proposed.lineas).toMatchObject([{ cantidad: 1, impuestos: [IVA] }])
  })

  test('is due after its issue date until somebody writes another date', () => {
    expect(withIssueDate(proposed, '2026-11-30', 10).fechaVencimiento).toBe('2026-12-10')
    const typed = { ...proposed, fechaVencimiento: '2027-01-15', vencimientoTyped: true }
    expect(withIssueDate(typed, '2026-11-30', 10).fechaVencimiento).toBe('2027-01-15')
  })

  test('is of the service that its lines charge, unless they charge several', () => {
    const one = addServiceLine(proposed.lineas, service, 'Hogar', [TASA])
    expect(one).toMatchObject([{ descripcion: 'Hogar', precioUnitario: 1_700_000, impuestos: [TASA] }])
    expect(servicioOf(one)).toBe(service.id)
    expect(servicioOf([...one, emptyLine([])])).toBe(service.id)
    expect(servicioOf(addServiceLine(one, { ...service, id: CLIENT }, 'Otro', []))).toBeNull()
    expect(servicioOf(proposed.lineas)).toBeNull()
  })

  test('is issued without the lines that nobody filled in', () => {
    const blank = emptyLine([IVA])
    const filled = { ...emptyLine([IVA]), descripcion: ' Antena ', precioUnitario: 500 }
    expect(withoutBlanks([blank, filled, blank])).toEqual([filled])
    expect(withoutBlanks([blank, emptyLine([])])).toEqual([blank])
    expect(invoiceInput({ ...proposed, lineas: [blank, filled, blank] }, REQUEST)).toEqual({
      requestId: REQUEST,
      clienteId: CLIENT,
      servicioId: null,
      periodo: '2026-11',
      fechaEmision: '2026-11-22',
      fechaVencimiento: '2026-12-02',
      notas: '',
      lineas: [{ descripcion: 'Antena', cantidad: 1, precioUnitario: 500, impuestos: [IVA] }],
    })
  })

  test('cannot be issued for nobody', () => {
    expect(() => invoiceInput({ ...proposed, clienteId: null }, REQUEST)).toThrow(/clienteId/)
  })
})

test('the address of the invoices is not believed where it says what cannot be', () => {
  expect(invoicesSearch({ numero: 7, estado: 'rota', periodo: '2026-13', crear: 'true', cliente: '' })).toEqual({
    crear: true,
  })
})
