import { describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import type { CorridaResumen, VistaFila, VistaLinea } from '../../contract/procedures/corridas.ts'
import { excludedRow, leftOut, planned, without } from '../../renderer/features/billing/run/adjust.ts'
import { choose, toggle } from '../../renderer/features/billing/run/filters.ts'
import {
  billableFrom,
  latestBillable,
  nextPeriod,
  periodAfter,
  periodRange,
} from '../../renderer/features/billing/run/periods.ts'
import { runSearch, runsSearch } from '../../renderer/features/billing/run/search.ts'

const ADELANTADO = { modalidad: 'adelantado', diasAnticipacion: 0 } as const
const VENCIDO = { modalidad: 'vencido', diasAnticipacion: 0 } as const

describe('periods', () => {
  it.each([
    ['2026-12', 1, '2026-12-01', '2026-12-31'],
    ['2026-12', 15, '2026-12-15', '2027-01-14'],
    ['2028-02', 1, '2028-02-01', '2028-02-29'],
    ['2026-02', 28, '2026-02-28', '2026-03-27'],
  ])('%s with day %i goes from %s to %s', (periodo, dia, desde, hasta) => {
    expect(periodRange(periodo, dia)).toEqual({ desde, hasta })
  })

  it.each([
    ['2026-12', 1, ADELANTADO, '2026-12-01'],
    ['2026-12', 1, { ...ADELANTADO, diasAnticipacion: 5 }, '2026-11-26'],
    ['2026-12', 1, VENCIDO, '2027-01-01'],
    ['2026-11', 10, VENCIDO, '2026-12-10'],
  ] as const)('%s with day %i may be billed from …', (periodo, dia, when, from) => {
    expect(billableFrom(periodo, dia, when)).toBe(from)
    expect(latestBillable(from, dia, when)).toBe(periodo)
    expect(latestBillable(addDays(from, -1), dia, when)).toBe(periodAfter(periodo, -1))
  })

  it('counts months over the end of a year', () => {
    expect(periodAfter('2026-12', 1)).toBe('2027-01')
    expect(periodAfter('2026-01', -1)).toBe('2025-12')
  })

  const run = (periodo: string, dia: number | null, estado = 'terminada') => ({ periodo, dia, estado })

  it('proposes the latest period whose day has come, until somebody bills it', () => {
    const on = (runs: ReturnType<typeof run>[]) => nextPeriod('2026-11-22', 1, ADELANTADO, runs)
    expect(on([])).toEqual({ periodo: '2026-11', due: true })
    expect(on([run('2026-10', null)])).toEqual({ periodo: '2026-11', due: true })
    expect(on([run('2026-11', null)])).toEqual({ periodo: '2026-12', due: false })
    expect(on([run('2026-11', 1)])).toEqual({ periodo: '2026-12', due: false })
    // Another billing day's run bills nobody of this one, and one that was discarded bills nobody.
    expect(on([run('2026-11', 15)])).toEqual({ periodo: '2026-11', due: true })
    expect(on([run('2026-11', null, 'descartada')])).toEqual({ periodo: '2026-11', due: true })
    expect(on([run('2026-11', null, 'por_confirmar')])).toEqual({ periodo: '2026-11', due: true })
  })

  it('looks ahead as many days as the office bills ahead', () => {
    const when = { modalidad: 'adelantado', diasAnticipacion: 10 } as const
    expect(nextPeriod('2026-11-21', 1, when, []).periodo).toBe('2026-12')
    expect(nextPeriod('2026-11-20', 1, when, []).periodo).toBe('2026-11')
  })
})

const linea = (total: number, iva: number): VistaLinea => ({
  servicioId: 's',
  descripcion: 'Plan',
  explicacion: '',
  cantidad: 1,
  precioUnitario: total,
  neto: total - iva,
  impuestos: [{ nombre: 'IVA', tasaBp: 2100, incluido: true, monto: iva }],
  total,
})

const fila = (clave: string, tipo: VistaFila['tipo'], lineas: VistaLinea[]): VistaFila => ({
  clave,
  tipo,
  motivo: null,
  clienteId: clave,
  clienteNombre: `Cliente ${clave}`,
  clienteCodigo: clave,
  servicios: [],
  lineas,
  total: lineas.reduce((sum, { total }) => sum + total, 0),
  avisos: [],
  anterior: null,
  mesesSinFacturar: 0,
})

const RESUMEN: CorridaResumen = {
  vistaId: 'v',
  periodo: '2026-11',
  dia: null,
  fechaEmision: '2026-11-01',
  fechaVencimiento: '2026-11-11',
  preparadaEn: 0,
  servicios: 4,
  clientes: 4,
  facturas: { cantidad: 2, monto: 2420 },
  notasCredito: { cantidad: 1, monto: 121 },
  sinCargo: 1,
  exclusiones: [
    { motivo: 'ya_facturado', cantidad: 3 },
    { motivo: 'sin_importe', cantidad: 1 },
  ],
  avisos: [],
  planes: [],
  otros: { cantidad: 0, monto: 0 },
  neto: 1900,
  impuestos: [{ nombre: 'IVA', tasaBp: 2100, monto: 399 }],
  abierta: null,
}

describe('what will be issued', () => {
  const factura = fila('a', 'factura', [linea(1210, 210)])
  const nota = fila('b', 'nota_credito', [linea(-121, -21)])
  const nada = fila('c', 'sin_cargo', [])
  const excluded = (...rows: VistaFila[]) => Object.fromEntries(rows.map((row) => [row.clave, excludedRow(row)]))

  it('is the preview while nothing is left out', () => {
    expect(planned(RESUMEN, {})).toMatchObject({
      facturas: RESUMEN.facturas,
      notasCredito: RESUMEN.notasCredito,
      sinCargo: 1,
      neto: 1900,
      filas: 4,
      excluidas: { cantidad: 0, monto: 0 },
    })
  })

  it('loses each row with its net, its taxes and its kind', () => {
    expect(planned(RESUMEN, excluded(factura, nota, nada))).toEqual({
      facturas: { cantidad: 1, monto: 1210 },
      notasCredito: { cantidad: 0, monto: 0 },
      sinCargo: 0,
      neto: 1000,
      impuestos: [{ nombre: 'IVA', tasaBp: 2100, monto: 210 }],
      excluidas: { cantidad: 3, monto: 1089 },
      filas: 1,
    })
  })

  it('is whole again when rows are taken in again', () => {
    const out = excluded(factura, nota)
    expect(planned(RESUMEN, without(without(out, 'a'), 'b'))).toEqual(planned(RESUMEN, {}))
    expect(out).toHaveProperty('a')
  })

  it('does not count as left out what was looked at and comes to nothing', () => {
    expect(leftOut(RESUMEN)).toBe(3)
  })
})

describe('filters of the preview', () => {
  it('lets a reason and a kind or a warning take each other’s place', () => {
    const filter = choose(choose({ texto: 'ana' }, 'tipo', 'factura'), 'aviso', 'exento')
    expect(filter).toEqual({ texto: 'ana', tipo: 'factura', aviso: 'exento' })
    expect(choose(filter, 'motivo', 'baja')).toEqual({ texto: 'ana', motivo: 'baja' })
    expect(choose({ motivo: 'baja' }, 'tipo', 'excluido')).toEqual({ tipo: 'excluido' })
  })

  it('takes off what is chosen once more, and an empty text', () => {
    expect(toggle({ planId: 'p' }, 'planId', 'p')).toEqual({})
    expect(choose({ texto: 'a' }, 'texto', '')).toEqual({})
  })
})

describe('addresses', () => {
  it('believe nothing', () => {
    expect(runSearch({ periodo: '2026-13', dia: 29, emision: '2026-02-30', corrida: '' })).toEqual({})
    expect(runSearch({ periodo: '2026-12', dia: '5', emision: '2026-12-01', corrida: 'x' })).toEqual({
      periodo: '2026-12',
      dia: 5,
      emision: '2026-12-01',
      corrida: 'x',
    })
    expect(runsSearch({ estado: 'otra' })).toEqual({})
    expect(runsSearch({ estado: 'pausada' })).toEqual({ estado: 'pausada' })
  })
})
