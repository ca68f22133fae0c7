import { describe, expect, test } from 'vitest'
import { formatMoney } from '../../contract/money.ts'
import { renderFactura, taxTotals } from '../../office/documents/factura.ts'
import { factura, IVA, linea, PERCEPCION, readText, tenant } from './paper-samples.ts'

const ars = (amount: number) => formatMoney(amount, 'ARS', 'es-AR').replace(/\s/g, ' ')
const render = (changes = {}, copia = false, forTenant = tenant) =>
  renderFactura(factura(changes), forTenant, { copia, idioma: forTenant.idioma })

describe('an invoice on paper', () => {
  test('says who, when, what, each tax, how much and how to pay', () => {
    const document = factura()
    const paper = render()
    const text = readText(paper.html)
    const [iva, percepcion] = taxTotals(document.lineas)
    for (const expected of [
      'Fibra del Valle',
      'P1-F-00000031',
      'Emisión 01/11/2026',
      'Vencimiento 11/11/2026',
      'noviembre de 2026',
      'Documento 27.345.678',
      'Belgrano 255',
      'Internet Fibra 300 Mbps',
      'Alquiler de equipo',
      ars(1_700_000),
      ars(150_050),
      `Neto ${ars(document.lineas.reduce((sum, { neto }) => sum + neto, 0))}`,
      ars(iva?.monto ?? 0),
      ars(percepcion?.monto ?? 0),
      `Total ${ars(document.montoTotal)}`,
      `Total a pagar ${ars(document.saldo)}`,
      'Alias FIBRA.DEL.VALLE',
      'Emitida por Ana Pérez',
    ]) {
      expect(text).toContain(expected)
    }
    for (const each of document.lineas) {
      expect(text).toContain(ars(each.neto))
      expect(text).toContain(ars(each.total))
    }
    expect(paper).toMatchObject({ papel: 'A4', fileName: 'factura-P1-F-00000031' })
  })

  test('net and taxes add up to the total', () => {
    const document = factura({
      lineas: Array.from({ length: 60 }, (_, at) => linea('x', at + 1, 333 + at, [IVA, PERCEPCION])),
    })
    const neto = document.lineas.reduce((sum, line) => sum + line.neto, 0)
    const taxes = taxTotals(document.lineas)
    expect(taxes.map(({ nombre }) => nombre)).toEqual(['IVA', 'Percepción'])
    expect(neto + taxes.reduce((sum, { monto }) => sum + monto, 0)).toBe(document.montoTotal)
  })

  test('shows what was paid and what is left', () => {
    const aplicaciones = [
      {
        fecha: Date.UTC(2026, 10, 5, 2),
        monto: 1_000_000,
        metodo: 'transferencia' as const,
        reciboId: 'r',
        numero: 'P1-R-00000009',
        revertido: 0,
        reverso: null,
      },
      {
        fecha: Date.UTC(2026, 10, 6, 15),
        monto: 50,
        metodo: null,
        reciboId: null,
        numero: 'P1-N-00000001',
        revertido: 0,
        reverso: null,
      },
    ]
    const document = factura({ aplicaciones })
    const text = readText(render({ aplicaciones }).html)
    // The office's day, not UTC's.
    expect(text).toContain(`04/11/2026 P1-R-00000009 Transferencia ${ars(1_000_000)}`)
    expect(text).toContain(`06/11/2026 P1-N-00000001 Nota de crédito ${ars(50)}`)
    expect(text).toContain(`Pagado ${ars(-1_000_050)}`)
    expect(text).toContain(`Saldo ${ars(document.montoTotal - 1_000_050)}`)
  })

  test('is stamped with its state, and with COPIA only when it is one', () => {
    expect(readText(render().html)).not.toMatch(/PAGADA|VENCIDA|COPIA/)
    expect(readText(render({ estado: 'vencida' }).html)).toContain('VENCIDA')
    expect(readText(render({ estado: 'pagada', saldo: 0 }, true).html)).toMatch(/COPIA\s+PAGADA/)
  })

  test('a paid invoice does not say how to pay', () => {
    expect(readText(render({ estado: 'pagada', saldo: 0 }).html)).not.toContain('Alias FIBRA.DEL.VALLE')
  })

  test('without taxes there are no tax columns', () => {
    const text = readText(render({ lineas: [linea('Plan Hogar', 1, 2_499_000, [])] }).html)
    expect(text).not.toMatch(/Neto|Impuestos/)
    expect(text).toContain(`Total ${ars(2_499_000)}`)
  })

  test('hostile text stays text', () => {
    const hostile = '</style><script>alert(1)</script>'
    const { html } = render(
      {
        notas: hostile,
        numero: `P1"${hostile}`,
        lineas: [linea(hostile, 1, 100, [{ ...IVA, nombre: hostile }])],
      },
      false,
      { ...tenant, nombre: hostile, instruccionesPago: hostile },
    )
    expect(html).not.toContain('<script')
    expect(html.match(/<\/style>/g)).toHaveLength(1)
  })

  test('wears the tenant’s colour, corrected where it would not read', () => {
    expect(render().html).toContain('#0b6e78')
    const pale = render({}, false, { ...tenant, colorPrimario: '#f2c200' }).html
    expect(pale).toContain('background:#f2c200;color:#1b1f24')
    expect(pale).not.toMatch(/[{;]color:#f2c200/)
  })
})
