import { describe, expect, test } from 'vitest'
import { formatMoney } from '../../contract/money.ts'
import { HOJAS } from '../../contract/shell.ts'
import { paperContext } from '../../office/documents/context.ts'
import { devolucionSheet } from '../../office/documents/devolucion.ts'
import { type EstadoCuentaPaper, estadoCuentaSheet } from '../../office/documents/estado-cuenta.ts'
import { facturaSheet, renderFactura } from '../../office/documents/factura.ts'
import { type NotaCreditoPaper, notaCreditoSheet } from '../../office/documents/nota-credito.ts'
import { sheetPage, sheetsPage } from '../../office/documents/sheet.ts'
import { factura, IVA, linea, LOGO, readText, tenant } from './paper-samples.ts'

const ars = (amount: number) => formatMoney(amount, 'ARS', 'es-AR').replace(/\s/g, ' ')
const context = paperContext(tenant, 'es')
const cliente = {
  codigoCliente: '000123',
  nombreRazonSocial: 'María Gutiérrez <Ocampo>',
  documento: '27.345.678',
  direccion: 'Belgrano 255',
}
const nota: NotaCreditoPaper = {
  numero: 'P1-NC-00000004',
  cliente,
  fecha: '2026-11-20',
  motivo: 'anulacion',
  detalle: 'Facturada dos veces',
  monto: 1_700_000,
  lineas: [linea('Internet', 1, 1_700_000, [IVA])],
  factura: { numero: 'P1-F-00000031', anulada: true },
  emitidaPor: 'Ana Pérez',
}
const estado: EstadoCuentaPaper = {
  cliente,
  desde: '2026-11-01',
  hasta: '2026-11-30',
  saldoAnterior: 50_000,
  movimientos: [
    { fecha: '2026-11-01', tipo: 'factura', numero: 'P1-F-00000031', detalle: 'noviembre', debe: 100_000, haber: 0 },
    { fecha: '2026-11-10', tipo: 'pago', numero: 'P1-R-00000012', detalle: 'Efectivo', debe: 0, haber: 200_000 },
    { fecha: '2026-11-12', tipo: 'devolucion', numero: 'P1-D-00000001', detalle: 'Baja', debe: 20_000, haber: 0 },
  ],
  fecha: '2026-12-01',
}

describe.each(HOJAS)('on %s', (hoja) => {
  test('an invoice explains each line, and has the size of its sheet', () => {
    const lineas = [{ ...linea('Internet', 2, 100_000, [IVA]), explicacion: '14 de 31 días (18/10–31/10)' }]
    const { html, papel } = renderFactura(factura({ lineas }), tenant, { copia: false, idioma: 'es', papel: hoja })
    expect(papel).toBe(hoja)
    expect(html).toContain(hoja === 'A4' ? '@page{size:A4' : '@page{size:139.7mm 215.9mm')
    const text = readText(html)
    for (const words of ['14 de 31 días (18/10–31/10)', 'IVA 21% incluido', ars(200_000), ars(100_000)])
      expect(text).toContain(words)
  })

  test('an annulled invoice says so, and not that it is paid', () => {
    const paid = factura({ estado: 'pagada', saldo: 0 })
    const text = (acreditado: number) =>
      readText(String(facturaSheet(context, { ...paid, acreditado }, hoja, false).body))
    expect(text(paid.montoTotal)).toContain('ANULADA')
    expect(text(paid.montoTotal)).not.toContain('PAGADA')
    expect(text(paid.montoTotal - 1)).toContain('PAGADA')
  })

  test('a credit note says what it takes back and what stays in favour', () => {
    const text = readText(String(notaCreditoSheet(context, nota, hoja, true).body))
    for (const words of ['COPIA', 'P1-NC-00000004', 'Anulación', 'Anula la factura P1-F-00000031', ars(1_700_000)])
      expect(text).toContain(words)
    const opening = { ...nota, motivo: 'saldo_inicial' as const, lineas: [], factura: null }
    const alone = readText(String(notaCreditoSheet(context, opening, hoja, false).body))
    expect(alone).toContain('Saldo inicial a favor')
    expect(alone).toContain('Queda a favor y se descuenta de las próximas facturas')
  })

  test('a refund says where the money came from, and has a place to sign', () => {
    const paper = {
      ...{ numero: 'P1-D-00000002', cliente, fecha: Date.UTC(2026, 10, 22, 17), metodo: 'efectivo' as const },
      ...{ referencia: '', motivo: 'Baja', monto: 300, emitidaPor: 'Ana', puesto: 'Caja 1' },
      origenes: [{ tipo: 'pago' as const, numero: 'P1-R-00000012', monto: 300 }],
    }
    const text = readText(String(devolucionSheet(context, paper, hoja, false).body))
    for (const words of ['Pago del recibo P1-R-00000012', 'Baja', ars(300), 'Recibí conforme'])
      expect(text).toContain(words)
  })

  test('a statement carries its balance from line to line, and says when it is in favour', () => {
    const { html } = sheetPage(context, hoja, estadoCuentaSheet(context, estado, hoja))
    const text = readText(html)
    const balances = [50_000, 150_000, -50_000, -30_000].map(ars)
    let at = text.indexOf('Saldo anterior al')
    for (const balance of balances) {
      at = text.indexOf(balance, at)
      expect(at).toBeGreaterThan(0)
      at += 1
    }
    expect(text).toContain(`Saldo a favor ${ars(30_000)}`)
    // The head of the table is repeated by the engine, the running head names the document.
    expect(html).toContain('thead{display:table-header-group}')
    expect(html).toContain('@top-right')
  })

  test('what people typed stays text', () => {
    for (const body of [
      notaCreditoSheet(context, nota, hoja, false).body,
      estadoCuentaSheet(context, estado, hoja).body,
    ])
      expect(String(body)).toContain('María Gutiérrez &lt;Ocampo&gt;')
  })
})

describe('many documents on one page', () => {
  const shared = paperContext(tenant, 'es', true)
  const html = sheetsPage(
    shared,
    'A4',
    [1, 2, 3].map((n) => facturaSheet(shared, factura({ numero: `P1-F-0000000${n}` }), 'A4', false)),
  )
  test('each begin a sheet, and share one logo', () => {
    expect(html.match(/<section class="doc">/g)).toHaveLength(3)
    expect(html).toContain('.doc+.doc{break-before:page}')
    expect(html.split(LOGO)).toHaveLength(2)
    expect(html.match(/<div class="logo">/g)).toHaveLength(3)
  })
  test('have no page numbers, which would count them all', () => {
    expect(html).not.toContain('counter(page')
  })
})
