import { describe, expect, it } from 'vitest'
import { runUpkeep } from '../../office/upkeep.ts'
import { DAY } from './accounts.ts'
import { planId, servicioId } from './billing-support.ts'
import { newRequestId } from './harness.ts'
import { inHostileWorld, NOW } from './hostile-world.ts'

const world = inHostileWorld()
const { set, net, change, edit } = world

describe('what goes by days', () => {
  it('a recurring charge that was a mistake and was taken back is never billed', async () => {
    world.billing.service(1)
    await world.billing.run('2026-10')
    world.test.clock.advance(DAY)
    const cargo = await world.client.cargos.create({
      requestId: newRequestId(),
      cargo: {
        ...{
          tipo: 'recurrente',
          clienteId: world.billing.clienteId(1),
          servicioId: servicioId(1),
          descripcion: 'IP fija',
        },
        ...{ desde: '2026-10-01', hasta: null, monto: 3_100, impuestos: [] },
      },
    })
    const { id, actualizadoEn: expected } = cargo
    await world.client.cargos.annul({ requestId: newRequestId(), id, motivo: 'Error', expected })
    world.test.clock.advance(5 * DAY)
    await world.billing.run('2026-11')
    expect(world.billing.facturas().map(({ total }) => total)).toEqual([31_000, 31_000])
  })

  it('no day is charged twice or lost when the billing day goes there and back', async () => {
    world.billing.service(1, { plan: 2 })
    set('servicio', 'precio_acordado', 310_000, servicioId(1))
    await world.billing.run('2026-10')
    await edit({ diaFacturacion: 15 })
    await world.billing.run('2026-11')
    await edit({ diaFacturacion: 28 })
    await world.billing.run('2026-12')
    await edit({ diaFacturacion: 3 })
    await world.billing.run('2027-02')
    await edit({ diaFacturacion: 1 })
    await world.billing.run('2027-03')
    const days = world.billing.sqlite
      .prepare(
        `select sum(julianday(hasta) - julianday(desde) + 1) as n, min(desde) as a, max(hasta) as b from cobertura`,
      )
      .get()
    expect(days).toEqual({ n: 182, a: '2026-10-01', b: '2027-03-31' })
  })

  it('an end and a return on one day cost nothing, in any order of runs', async () => {
    world.billing.service(1)
    await world.billing.run('2026-10')
    await change({ tipo: 'baja' }, '2026-10-20')
    await change({ tipo: 'reactivacion' }, '2026-10-20')
    await world.billing.run('2026-11')
    expect(net()).toBe(62_000)
    const preview = await world.client.servicios.previewChange({
      ...{ id: servicioId(1), cambio: { tipo: 'baja' }, fecha: '2026-10-20' },
    })
    expect(preview.total).toBe(-12_000 - 31_000)
  })

  it('a planned end that is taken back after a run is charged', async () => {
    world.billing.service(1)
    await world.billing.run('2026-10')
    await change({ tipo: 'baja' }, '2026-11-16')
    world.test.clock.advance(DAY)
    await world.billing.run('2026-11')
    expect(net()).toBe(31_000 + 15_500)
    world.test.clock.advance(DAY)
    const [planned] = await world.client.servicios.events({ id: servicioId(1) })
    await world.client.servicios.cancelEvent({ requestId: newRequestId(), eventoId: planned?.id ?? '' })
    await world.billing.run('2026-12')
    expect(net()).toBe(31_000 * 3)
  })

  it('an end of last month goes back, and its client comes back on the day before', async () => {
    world.billing.service(1)
    await world.billing.run('2026-10')
    await world.billing.run('2026-11', { fecha: '2026-11-01' })
    world.test.clock.set(Date.UTC(2026, 10, 5, 15))
    await change({ tipo: 'baja' }, '2026-10-22', { aparte: true })
    expect(net()).toBe(21_000)
    await change({ tipo: 'reactivacion' }, '2026-11-01', { aparte: true })
    expect(net()).toBe(52_000)
    await world.billing.run('2026-12')
    expect(net()).toBe(83_000)
  })

  it('a plan that costs nothing gives the rest back, and charges nothing', async () => {
    world.billing.plan(3, 0)
    world.billing.service(1)
    await world.billing.run('2026-10')
    await change({ tipo: 'cambio_plan', planId: planId(3) }, '2026-10-22', { aparte: true })
    await world.billing.run('2026-11')
    expect(net()).toBe(21_000)
    await change({ tipo: 'cambio_plan', planId: planId(1) }, '2026-10-28')
    await world.billing.run('2026-12')
    expect(net()).toBe(21_000 + 4_000 + 62_000)
  })

  it('discounts beyond the plan never leave wrong books', async () => {
    world.billing.service(1)
    world.billing.cargo(1, {
      cliente: 1,
      servicio: 1,
      tipo: 'descuento_porcentaje',
      tasaBp: 10_000,
      desde: '2026-10-01',
    })
    world.billing.cargo(2, {
      cliente: 1,
      servicio: 1,
      tipo: 'descuento_porcentaje',
      tasaBp: 5_000,
      desde: '2026-10-01',
    })
    world.billing.cargo(3, { cliente: 1, servicio: 1, tipo: 'unico', monto: 500, desde: '2026-10-01' })
    await world.billing.run('2026-10')
    expect(net()).toBe(-15_500 + 500)
    await change({ tipo: 'baja' }, '2026-10-01', { aparte: true })
    expect(net()).toBe(500)
  })

  it('grouping by client can change inside and between periods', async () => {
    world.billing.service(1)
    world.billing.service(2, { cliente: 1, activacion: '2026-10-01' })
    const { excluidas } = { excluidas: [servicioId(2)] }
    await world.billing.run('2026-10', { excluidas })
    set('cliente', 'agrupacion', 'cliente', world.billing.clienteId(1))
    await world.billing.run('2026-10')
    await world.billing.run('2026-11')
    expect(world.billing.facturas().map(({ total }) => total)).toEqual([31_000, 31_000, 62_000])
    const { id } = world.billing.facturas().at(-1) ?? { id: '' }
    await world.accounts.credit(id, { tipo: 'total', refacturar: true })
    set('cliente', 'agrupacion', 'servicio', world.billing.clienteId(1))
    await world.billing.run('2026-11')
    expect(net()).toBe(31_000 * 4)
  })
})

describe('a clock that ran ahead', () => {
  it('does not keep a later pause from being given back', async () => {
    world.billing.service(1)
    world.test.clock.set(NOW + 400 * DAY)
    await world.billing.run('2026-10')
    world.test.clock.set(NOW + DAY)
    await change({ tipo: 'pausa', vuelve: '2026-11-01' }, '2026-10-29')
    await world.billing.run('2026-11')
    expect(net()).toBe(28_000 + 31_000)
  })

  it('does not keep a later charge or discount from the days it is for', async () => {
    world.billing.service(1)
    world.test.clock.set(NOW + 400 * DAY)
    await world.billing.run('2026-10')
    world.test.clock.set(NOW + DAY)
    await world.client.cargos.create({
      requestId: newRequestId(),
      cargo: {
        ...{
          tipo: 'descuento_fijo',
          clienteId: world.billing.clienteId(1),
          servicioId: servicioId(1),
          descripcion: 'Falla',
        },
        ...{ desde: '2026-10-01', hasta: '2026-10-31', monto: 3_100, impuestos: [] },
      },
    })
    await world.billing.run('2026-11')
    expect(net()).toBe(62_000 - 3_100)
  })

  it('does not lose what was annulled to be billed again', async () => {
    world.billing.service(1)
    world.test.clock.set(NOW + 400 * DAY)
    await world.billing.run('2026-10')
    world.test.clock.set(NOW + DAY)
    await world.accounts.credit(world.billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: true })
    await world.billing.run('2026-10')
    expect(net()).toBe(31_000)
  })

  it('does not let what was last written on a day lose against what was written before', async () => {
    world.billing.service(1)
    world.test.clock.set(NOW + 400 * DAY)
    await change({ tipo: 'pausa', vuelve: null }, '2027-11-20')
    world.test.clock.set(NOW + 399 * DAY)
    await change({ tipo: 'reactivacion' }, '2027-11-20')
    expect((await world.client.servicios.get({ id: servicioId(1) })).servicio.estado).toBe('activo')
  })

  it('charges nobody who paid for months that never were', async () => {
    const mora = {
      tipo: 'fija',
      monto: 500,
      tasaBp: 0,
      frecuencia: 'por_periodo',
      diasGracia: 0,
      topeBp: null,
      impuestos: [],
    }
    await world.billing.config({ mora })
    await runUpkeep(world.test.office)
    const clienteId = world.billing.clienteId(1)
    await world.accounts.invoice(clienteId, 10_000, 5)
    world.test.clock.set(NOW + 2000 * DAY)
    await runUpkeep(world.test.office)
    world.test.clock.set(NOW + 8 * DAY)
    await runUpkeep(world.test.office)
    await world.accounts.pay(clienteId, 10_000)
    world.test.clock.set(NOW + 9 * DAY)
    await runUpkeep(world.test.office)
    const vigentes = (await world.client.cargos.list({ clienteId })).filter(({ estado }) => estado === 'vigente')
    expect(vigentes.map(({ desde }) => desde)).toEqual(['2026-11-03'])
  })
})
