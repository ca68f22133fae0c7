import { describe, expect, it } from 'vitest'
import type { Impuesto } from '../../contract/money.ts'
import { dayOf } from '../../office/billing/engine/days.ts'
import { cargo, plan, World, type WorldOptions } from './billing-world.ts'

/**
 * Cases of billing as they are published, or follow from a published rule with whole numbers. The rule, as open billing
 * engines document it: price of the period ÷ days of the period × days used, each line rounded half up once; a change of
 * plan returns the unused days of the old one and charges the new one for the same days.
 */

describe('a service', () => {
  const two = { planes: [plan('a', 10_000), plan('b', 31_000)] }
  const world = (options: WorldOptions = {}) => new World({ ...two, ...options })

  it('that begins within the month pays from its first day', () => {
    const w = world({ activacion: '2026-10-18' })
    // Published: 14 of 31 days of 100.00 are 45.16.
    const { total, why } = w.run('2026-10')
    expect(total).toBe(4516)
    expect(why).toEqual(['14 de 31 días (18/10–31/10): $ 100,00 ÷ 31 × 14'])
  })

  it('that begins after its month was billed pays the part with the next invoice', () => {
    const w = world({ activacion: '2026-10-18' })
    expect(w.run('2026-11').lines).toEqual([
      ['Plan a (18/10–31/10)', 4516],
      ['Plan a (noviembre de 2026)', 10_000],
    ])
  })

  it.each([
    ['2026-02-28', 357], // the last day of February: 100.00 ÷ 28
    ['2028-02-29', 345], // of a leap one: 100.00 ÷ 29
    ['2026-04-30', 333],
    ['2026-12-31', 323],
  ])('that begins on the last day of the month (%s) pays one day', (activacion, expected) => {
    expect(world({ activacion }).run(activacion.slice(0, 7)).total).toBe(expected)
  })

  it('that ends within a month billed in advance gets the rest back', () => {
    const w = world()
    w.run('2026-10')
    w.event('2026-10-18', 'baja')
    const { total, lines, why } = w.run('2026-11')
    expect(total).toBe(-4516)
    expect(lines).toEqual([['Plan a (días no usados, 18/10–31/10)', -4516]])
    expect(why[0]).toBe('Se devuelven 14 de 31 días (18/10–31/10): $ 100,00 ÷ 31 × 14')
    expect(w.look('2026-12').excluidos[0]?.motivo).toBe('baja')
  })

  it('that ends on the first day owes nothing for the month, and on the last day all but one', () => {
    const first = world()
    first.event('2026-10-01', 'baja')
    expect(first.run('2026-10').total).toBe(0)
    const last = world()
    last.event('2026-10-31', 'baja')
    expect(last.run('2026-10').total).toBe(9677)
  })

  it('billed in arrears pays what it used, once the month is over', () => {
    const w = world({ modalidad: 'vencido' })
    w.event('2026-10-15', 'pausa')
    expect(w.look('2026-10', '2026-10-31').excluidos[0]?.motivo).toBe('periodo_no_terminado')
    expect(w.run('2026-10', '2026-11-01').total).toBe(4516)
  })

  it('billed in advance is not billed before its period', () => {
    expect(world().look('2026-11', '2026-10-31').excluidos[0]?.motivo).toBe('aun_no_corresponde')
    expect(world().look('2026-11', '2026-11-01').grupos).toHaveLength(1)
  })

  it('with billing day 15 has periods from the 15th to the 14th', () => {
    const w = world({ dia: 15, activacion: '2026-10-20' })
    expect(w.run('2026-10').lines).toEqual([['Plan a (20/10–14/11)', 8387]]) // 26 of 31 days
    expect(w.run('2026-11').lines).toEqual([['Plan a (15/11–14/12)', 10_000]])
  })
})

describe('a change of plan', () => {
  const two = { planes: [plan('a', 10_000), plan('b', 31_000)] }
  const changed = (fecha: string, to = 'b', from = 'a') => {
    const w = new World({ ...two, planId: from })
    w.run('2026-10')
    w.event(fecha, { a: to })
    return w.run('2026-11')
  }

  it('upwards returns the unused days and charges the new plan for them', () => {
    expect(changed('2026-10-18')).toMatchObject({
      lines: [
        ['Plan a (días no usados, 18/10–31/10)', -4516],
        ['Plan b (18/10–31/10)', 14_000],
        ['Plan b (noviembre de 2026)', 31_000],
      ],
      total: 40_484,
    })
  })

  it('downwards does the same', () => {
    const { lines } = changed('2026-10-18', 'a', 'b')
    expect(lines.map(([, total]) => total)).toEqual([-14_000, 4516, 10_000])
  })

  it('on the first day changes the whole month, on the last day one day', () => {
    expect(
      changed('2026-10-01')
        .lines.slice(0, 2)
        .map(([, total]) => total),
    ).toEqual([-10_000, 31_000])
    expect(
      changed('2026-10-31')
        .lines.slice(0, 2)
        .map(([, total]) => total),
    ).toEqual([-323, 1000])
  })

  it('up and down on one day is no change', () => {
    const w = new World(two)
    w.run('2026-10')
    w.event('2026-10-18', { a: 'b' })
    w.event('2026-10-18', { a: 'a' })
    expect(w.run('2026-11').lines).toEqual([['Plan a (noviembre de 2026)', 10_000]])
  })

  it('known before the month is billed charges each plan for its days', () => {
    const w = new World(two)
    w.event('2026-10-18', { a: 'b' })
    expect(w.run('2026-10').lines).toEqual([
      ['Plan a (01/10–17/10)', 5484],
      ['Plan b (18/10–31/10)', 14_000],
    ])
  })
})

describe('a pause and a suspension', () => {
  const planes = [plan('a', 10_000), plan('b', 10_000, { cobraSuspension: true })]

  it('a pause is never charged, whatever the plan says of debt', () => {
    const w = new World({ planes, planId: 'b' })
    w.event('2026-10-01', 'pausa')
    const [grupo] = w.look('2026-10').grupos
    expect([grupo?.tipo, grupo?.motivo]).toEqual(['sin_cargo', 'pausa'])
  })

  it.each([
    ['a', 'sin_cargo', 0],
    ['b', 'factura', 10_000],
  ])('suspended for debt, plan %s: %s', (planId, tipo, total) => {
    const w = new World({ planes, planId })
    w.event('2026-10-01', 'suspension')
    const [grupo] = w.look('2026-10').grupos
    expect([grupo?.tipo, grupo?.total]).toEqual([tipo, total])
  })

  it('of a seasonal client takes its days off, and they come back with the client', () => {
    const w = new World({ planes })
    w.run('2026-10')
    w.event('2026-10-11', 'pausa')
    w.event('2026-11-16', 'reactivacion')
    // 21 of 31 days back, 15 of 30 days charged.
    expect(w.run('2026-11').lines.map(([, total]) => total)).toEqual([-6774, 5000])
  })

  it('reactivating never issues the months that were skipped', () => {
    const w = new World({ planes })
    w.run('2026-05')
    const [grupo] = w.look('2026-10').grupos
    expect(grupo?.lineas.map(({ total }) => total)).toEqual([10_000])
    expect([grupo?.avisos, grupo?.mesesSinFacturar]).toEqual([['meses_sin_facturar'], 4])
    w.run('2026-10')
    // Asked for, a skipped month is billed.
    expect(w.run('2026-08').total).toBe(10_000)
    expect(w.run('2026-11').lines).toHaveLength(1)
  })

  it('a service that comes back after it ended is billed from that day', () => {
    const w = new World({ planes })
    w.event('2026-05-01', 'baja')
    w.run('2026-05')
    w.event('2026-10-18', 'reactivacion')
    expect(w.run('2026-11').lines.map(([, total]) => total)).toEqual([4516, 10_000])
  })
})

describe('prices', () => {
  const soon = (aplicado: boolean) =>
    plan('a', aplicado ? 12_000 : 10_000, {
      precios: [{ vigenteDesde: dayOf('2026-11-01'), precioAnterior: 10_000, precioMensual: 12_000, aplicado }],
    })

  it.each([false, true])('a new price holds from its date (shown by the plan already: %s)', (aplicado) => {
    const w = new World({ planes: [soon(aplicado)] })
    expect(w.run('2026-10').total).toBe(10_000)
    expect(w.run('2026-11').total).toBe(12_000)
  })

  it('never changes days that were billed', () => {
    const w = new World({ planes: [plan('a', 10_000)] })
    w.run('2026-10')
    const dearer = new World({ planes: [plan('a', 99_000)] })
    dearer.cobertura = w.cobertura
    dearer.clock = w.clock
    dearer.event('2026-10-18', 'baja')
    // Given back at what was charged.
    expect(dearer.run('2026-11').total).toBe(-4516)
  })

  it('agreed with a client stand before the plan’s', () => {
    expect(new World({ precioAcordado: 7000 }).run('2026-10').total).toBe(7000)
  })
})

describe('taxes', () => {
  const iva: Impuesto = { nombre: 'IVA', tasaBp: 2100, incluido: true }
  const local: Impuesto = { nombre: 'Tasa', tasaBp: 150, incluido: true }
  const line = (options: WorldOptions) => new World(options).look('2026-10').grupos[0]?.lineas[0]

  it('included are taken out of the price, the remainder on the last one', () => {
    // 100.00 with 21 % and 1.5 % in it: net 81.63, 17.14, and 1.23 so that the sum stays 100.00.
    const w = line({ planes: [plan('a', 10_000, { impuestos: [iva, local] })] })
    expect([w?.neto, w?.impuestos, w?.total]).toEqual([8163, [1714, 123], 10_000])
  })

  it('added are put on top, each rounded once', () => {
    const added = [iva, local].map((tax) => ({ ...tax, incluido: false }))
    const w = line({ planes: [plan('a', 9_999, { impuestos: added })] })
    expect([w?.neto, w?.impuestos, w?.total]).toEqual([9_999, [2100, 150], 12_249])
  })

  it('are not charged to an exempt client, who pays the price without them', () => {
    const w = line({ exento: true, planes: [plan('a', 12_100, { impuestos: [iva] })] })
    expect([w?.neto, w?.impuestos, w?.total]).toEqual([10_000, [], 10_000])
  })

  it('of days given back are those that were charged', () => {
    const w = new World({ planes: [plan('a', 12_100, { impuestos: [iva] })] })
    w.run('2026-10')
    w.event('2026-10-01', 'baja')
    const [back] = w.look('2026-11').grupos[0]?.lineas ?? []
    expect([back?.neto, back?.impuestos, back?.total]).toEqual([-10_000, [-2100], -12_100])
  })
})

describe('charges', () => {
  it('instalments: what does not divide goes on the first ones', () => {
    const w = new World({ cargos: [cargo('k', 'cuotas', { monto: 10_000, cuotas: 3, from: '2026-10-05' })] })
    expect(['2026-10', '2026-11', '2026-12', '2027-01'].map((p) => w.run(p).total - 10_000)).toEqual([
      3334, 3333, 3333, 0,
    ])
    const fresh = new World({ cargos: [cargo('k', 'cuotas', { monto: 10_000, cuotas: 3 })] })
    expect(fresh.run('2026-10').why[1]).toBe('Cuota 1 de 3 ($ 100,00)')
  })

  it('a one-off is billed whole by the first run whose period reaches it, once', () => {
    const w = new World({ cargos: [cargo('k', 'unico', { monto: 2500, from: '2026-11-10' })] })
    expect(['2026-10', '2026-11', '2026-12'].map((p) => w.run(p).total)).toEqual([10_000, 12_500, 10_000])
  })

  it('a fixed discount until a date goes by days like the plan', () => {
    const w = new World({
      cargos: [cargo('k', 'descuento_fijo', { monto: 3100, from: '2026-10-01', to: '2026-10-10' })],
    })
    expect(w.run('2026-10').total).toBe(9000) // 10 of 31 days of 31.00
    expect(w.run('2026-11').total).toBe(10_000)
  })

  it('a percent discount follows the plan through a change', () => {
    const planes = [plan('a', 10_000), plan('b', 31_000)]
    const w = new World({ planes, cargos: [cargo('k', 'descuento_porcentaje', { tasaBp: 1000 })] })
    w.run('2026-10')
    w.event('2026-10-18', { a: 'b' })
    const { lines, why } = w.run('2026-11')
    expect(lines.slice(0, 4).map(([, total]) => total)).toEqual([-4516, 452, 14_000, -1400])
    expect(why[3]).toBe('10 % de Plan b. 14 de 31 días (18/10–31/10): $ 31,00 ÷ 31 × 14')
  })

  it('a recurring charge is not charged while the service is not', () => {
    const w = new World({ cargos: [cargo('k', 'recurrente', { monto: 3100 })] })
    w.event('2026-10-11', 'pausa')
    expect(w.run('2026-10').lines.map(([, total]) => total)).toEqual([3226, 1000])
  })
})
