import { describe, expect, test } from 'vitest'
import { formatMoney } from '../../contract/money.ts'
import { PAPELES } from '../../contract/shell.ts'
import { renderRecibo } from '../../office/documents/recibo.ts'
import { credito, LOGO, pago, puesto, readText, recibo, tenant } from './paper-samples.ts'

const ars = (amount: number) => formatMoney(amount, 'ARS', 'es-AR').replace(/\s/g, ' ')
const render = (changes = {}, papel: (typeof PAPELES)[number] = '80mm', copia = false, forTenant = tenant) =>
  renderRecibo(recibo(changes), forTenant, puesto, papel, { copia, idioma: forTenant.idioma })

describe.each(PAPELES)('a receipt on %s', (papel) => {
  test('says who, when, what, how much, how and what remains', () => {
    const paper = render({}, papel)
    const text = readText(paper.html)
    for (const expected of [
      'Fibra del Valle',
      'CUIT 30-71234567-8',
      'P1-R-00000012',
      '22/11/2026, 02:41',
      'María Fernanda Gutiérrez Ocampo',
      'Código 000123',
      'Factura P1-F-00000031',
      'Factura P1-F-00000057',
      papel === '58mm' ? 'nov 2026' : 'noviembre de 2026',
      'A favor',
      ars(1_700_000),
      ars(900_050),
      ars(200_000),
      ars(2_800_050),
      'Efectivo',
      `Recibido ${ars(3_000_000)}`,
      `Vuelto ${ars(199_950)}`,
      `Por pagar ${ars(799_950)}`,
      `Saldo a favor ${ars(200_000)}`,
      'Ana Pérez',
      'Caja 1',
    ]) {
      expect(text).toContain(expected)
    }
    expect(paper.html).toContain(`src="${LOGO}"`)
    expect(paper.html).toContain('class="qr"')
    expect(paper.html).toContain('class="barcode"')
    expect(paper).toMatchObject({ papel, fileName: 'recibo-P1-R-00000012' })
  })

  test('says COPIA only when it is one', () => {
    expect(readText(render({}, papel).html)).not.toContain('COPIA')
    expect(readText(render({}, papel, true).html)).toContain('COPIA')
  })

  test('says that the client is up to date when nothing remains', () => {
    const text = readText(render({ deudaDespues: 0, creditoDespues: 0 }, papel).html)
    expect(text).toContain('Al día')
    expect(text).not.toMatch(/Por pagar|Saldo a favor/)
  })

  test('names a transfer’s reference, that it is not in yet, and no change', () => {
    const changes = {
      metodo: 'transferencia' as const,
      referencia: 'OP-000983441',
      efectivoRecibido: null,
      vuelto: null,
      pagos: [{ ...pago(31, 1_700_000), estadoConciliacion: 'pendiente' as const }],
    }
    const text = readText(render(changes, papel).html)
    expect(text).toContain('OP-000983441')
    expect(text).toContain('Pendiente de acreditación')
    expect(text).not.toContain('Vuelto')
    expect(readText(render({}, papel).html)).not.toContain('Pendiente de acreditación')
  })

  test('hostile text stays text', () => {
    const hostile = '</style><script>alert(1)</script><img src=x onerror="alert(2)">'
    const { html } = renderRecibo(
      recibo({ clienteNombre: hostile, referencia: hostile, cajero: hostile, clienteCodigo: hostile }),
      {
        ...tenant,
        nombre: hostile,
        direccion: hostile,
        logoUrl: `data:image/png;base64,A" onload="x`,
        colorPrimario: 'red;}</style>',
      },
      { ...puesto, nombre: hostile },
      papel,
      { copia: true, idioma: 'es' },
    )
    expect(html).not.toMatch(/<script|<img|onload="/)
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(readText(html)).toContain(hostile.trim())
  })

  test('is whole without a logo and in a currency without decimals', () => {
    const chile = { ...tenant, logoUrl: null, moneda: 'CLP', locale: 'es-CL' }
    const { html } = render({ pagos: [pago(31, 24_990), credito(10)] }, papel, false, chile)
    expect(readText(html)).toContain('$25.000')
    expect(html).not.toContain('<img')
  })

  test('lists thirty invoices, each with its amount', () => {
    const pagos = Array.from({ length: 30 }, (_, at) => pago(1000 + at, 1_000_000 + at))
    const text = readText(render({ pagos }, papel).html)
    for (const { facturaNumero, monto } of pagos) {
      expect(text).toContain(facturaNumero)
      expect(text).toContain(ars(monto))
    }
  })
})

test('strips are black on white: no other colour anywhere', () => {
  const printed = render({}, '58mm', true).html.replace(/@media screen\{(?:[^{}]*\{[^}]*\})*\s*\}/, '')
  expect(printed).not.toContain('@media')
  expect(new Set(printed.match(/#[0-9a-f]{3,6}\b/gi))).toEqual(new Set(['#000', '#fff']))
})

test('the same receipt gives the same page', () => {
  expect(render({}, 'A4').html).toBe(render({}, 'A4').html)
})

test('speaks the language asked for', () => {
  const text = readText(renderRecibo(recibo(), tenant, puesto, '80mm', { copia: true, idioma: 'pt' }).html)
  expect(text).toContain('CÓPIA')
  expect(text).toContain('Troco')
})
