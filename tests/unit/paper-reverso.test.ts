import { describe, expect, test } from 'vitest'
import type { ReversoDetail, ReversoRow } from '../../contract/index.ts'
import { formatMoney } from '../../contract/money.ts'
import { PAPELES } from '../../contract/shell.ts'
import { paperContext } from '../../office/documents/context.ts'
import { renderRecibo } from '../../office/documents/recibo.ts'
import { renderReverso } from '../../office/documents/reverso.ts'
import { puesto, readText, recibo, tenant } from './paper-samples.ts'

const ars = (amount: number) => formatMoney(amount, 'ARS', 'es-AR').replace(/\s/g, ' ')

const row: ReversoRow = {
  id: '01935f00-0000-7000-8000-000000000009',
  numero: 'P1-AN-00000003',
  fecha: Date.UTC(2026, 10, 23, 14, 5),
  tipo: 'anulacion',
  reciboId: 'r',
  reciboNumero: 'P1-R-00000012',
  clienteId: 'c',
  clienteNombre: 'María Fernanda Gutiérrez Ocampo',
  clienteCodigo: '000123',
  metodo: 'efectivo',
  monto: 2_800_050,
  motivo: 'Se cobró a otra clienta',
  usuario: 'Ana Pérez',
  aprobadoPor: 'Sara Supervisora',
  ajuste: true,
}

const detail: ReversoDetail = {
  ...row,
  partes: [
    { facturaId: null, facturaNumero: null, periodo: null, monto: 200_000, saldoDespues: null },
    { facturaId: 'f', facturaNumero: 'P1-F-00000031', periodo: '2026-11', monto: 2_600_050, saldoDespues: 2_600_050 },
  ],
  reciboMonto: 2_800_050,
  reciboFecha: Date.UTC(2026, 10, 22, 17, 41),
  cajero: 'Carla Caja',
  puesto: 'Caja 1',
  deudaDespues: 3_400_000,
  creditoDespues: 0,
  movimientoNumero: 'P1-M-00000007',
  impresiones: 0,
}

const cliente = {
  codigoCliente: '000123',
  nombreRazonSocial: 'María Fernanda Gutiérrez Ocampo',
  documento: '30.111.222',
  direccion: 'Av. San Martín 123',
}

describe('the paper of a receipt taken back', () => {
  test.each(PAPELES)('says on %s what it undid, why, who and who approved', (papel) => {
    const paper = { context: paperContext(tenant, 'es'), reverso: detail, cliente, copia: true }
    const { html, fileName } = renderReverso(paper, papel)
    const text = readText(html)
    expect(fileName).toBe('anulacion-P1-AN-00000003')
    for (const words of [
      'P1-AN-00000003',
      'P1-R-00000012',
      'Se cobró a otra clienta',
      'Anulado por Ana Pérez',
      'Aprobado por Sara Supervisora',
      'Salida de caja P1-M-00000007',
      'Ajuste de una caja ya cerrada',
      'P1-F-00000031',
      'COPIA',
      ars(2_800_050),
      ars(2_600_050),
      ars(3_400_000),
    ])
      expect(text).toContain(words)
  })
})

describe('a receipt that was taken back', () => {
  const render = (revertido: number, papel: (typeof PAPELES)[number]) => {
    const whole = recibo()
    const given = recibo({ revertido, reversos: revertido === 0 ? [] : [{ ...row, monto: revertido }] })
    expect(given.montoTotal).toBe(whole.montoTotal)
    return readText(renderRecibo(given, tenant, puesto, papel, { copia: true, idioma: 'es' }).html)
  }

  test.each(PAPELES)('says ANULADO on %s, by what and why; in part, how much', (papel) => {
    const { montoTotal } = recibo()
    const text = render(montoTotal, papel)
    expect(text).toContain('ANULADO')
    expect(text).toContain('P1-AN-00000003')
    expect(text).toContain('Se cobró a otra clienta')
    const part = render(50_000, papel)
    expect(part).not.toContain('ANULADO')
    expect(part).toContain(ars(50_000))
    expect(render(0, papel)).not.toContain('P1-AN')
  })
})
