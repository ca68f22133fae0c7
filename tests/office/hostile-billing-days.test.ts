import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runUpkeep } from '../../office/upkeep.ts'
import { accountsOf, DAY } from './accounts.ts'
import { Billing, planId, servicioId } from './billing-support.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

/** 28 October 2026, noon in Buenos Aires. */
const NOW = Date.UTC(2026, 9, 28, 15)

let test: TestOffice
let client: Client
let billing: Billing
let accounts: ReturnType<typeof accountsOf>
beforeEach(async () => {
  test = await openTestOffice({ now: NOW })
  client = await test.setUp()
  billing = new Billing(test)
  await billing.clientes(2)
  billing.plan(1, 31_000)
  billing.plan(2, 62_000)
  accounts = accountsOf(test, () => client)
})
// Whatever was tried, the books add up.
afterEach(async () => {
  expect((await accounts.check()).findings).toEqual([])
  await test.close()
})

const set = (table: 'plan_servicio' | 'cliente' | 'servicio', column: string, value: unknown, id: string) =>
  billing.sqlite.prepare(`update ${table} set ${column} = ? where id = ?`).run(value, id)
const notas = () =>
  billing.sqlite.prepare('select id, monto, motivo from nota_credito order by numero').all() as {
    id: string
    monto: number
    motivo: string
  }[]
const net = () =>
  billing.facturas().reduce((sum, { total }) => sum + total, 0) - notas().reduce((sum, { monto }) => sum + monto, 0)
const change = async (
  cambio: Parameters<Client['servicios']['change']>[0]['cambio'],
  fecha: string,
  more: { aparte?: boolean } = {},
) => {
  const { actualizadoEn: expected } = (await client.servicios.get({ id: servicioId(1) })).servicio
  return client.servicios.change({ requestId: newRequestId(), id: servicioId(1), cambio, fecha, expected, ...more })
}
const edit = async (more: Partial<Parameters<Client['servicios']['update']>[0]>) => {
  const { servicio } = await client.servicios.get({ id: servicioId(1) })
  const { id, tecnologia, dispositivoRef, fechaActivacion, diaFacturacion, modalidad, precioAcordado, facturarDesde } =
    servicio
  const now = { tecnologia, dispositivoRef, fechaActivacion, diaFacturacion, modalidad, precioAcordado, facturarDesde }
  return client.servicios.update({ requestId: newRequestId(), id, ...now, expected: servicio.actualizadoEn, ...more })
}

describe('what goes by days', () => {
  it('a recurring charge that was a mistake and was taken back is never billed', async () => {
    billing.service(1)
    await billing.run('2026-10')
    test.clock.advance(DAY)
    const cargo = await client.cargos.create({
      requestId: newRequestId(),
      cargo: {
        ...{ tipo: 'recurrente', clienteId: billing.clienteId(1), servicioId: servicioId(1), descripcion: 'IP fija' },
        ...{ desde: '2026-10-01', hasta: null, monto: 3_100, impuestos: [] },
      },
    })
    const { id, actualizadoEn: expected } = cargo
    await client.cargos.annul({ requestId: newRequestId(), id, motivo: 'Error', expected })
    test.clock.advance(5 * DAY)
    await billing.run('2026-11')
    expect(billing.facturas().map(({ total }) => total)).toEqual([31_000, 31_000])
  })

  it('no day is charged twice or lost when the billing day goes there and back', async () => {
    billing.service(1, { plan: 2 })
    set('servicio', 'precio_acordado', 310_000, servicioId(1))
    await billing.run('2026-10')
    await edit({ diaFacturacion: 15 })
    await billing.run('2026-11')
    await edit({ diaFacturacion: 28 })
    await billing.run('2026-12')
    await edit({ diaFacturacion: 3 })
    await billing.run('2027-02')
    await edit({ diaFacturacion: 1 })
    await billing.run('2027-03')
    const days = billing.sqlite
      .prepare(
        `select sum(julianday(hasta) - julianday(desde) + 1) as n, min(desde) as a, max(hasta) as b from cobertura`,
      )
      .get()
    expect(days).toEqual({ n: 182, a: '2026-10-01', b: '2027-03-31' })
  })

  it('an end and a return on one day cost nothing, in any order of runs', async () => {
    billing.service(1)
    await billing.run('2026-10')
    await change({ tipo: 'baja' }, '2026-10-20')
    await change({ tipo: 'reactivacion' }, '2026-10-20')
    await billing.run('2026-11')
    expect(net()).toBe(62_000)
    const preview = await client.servicios.previewChange({
      ...{ id: servicioId(1), cambio: { tipo: 'baja' }, fecha: '2026-10-20' },
    })
    expect(preview.total).toBe(-12_000 - 31_000)
  })

  it('a planned end that is taken back after a run is charged', async () => {
    billing.service(1)
    await billing.run('2026-10')
    await change({ tipo: 'baja' }, '2026-11-16')
    test.clock.advance(DAY)
    await billing.run('2026-11')
    expect(net()).toBe(31_000 + 15_500)
    test.clock.advance(DAY)
    const [planned] = await client.servicios.events({ id: servicioId(1) })
    await client.servicios.cancelEvent({ requestId: newRequestId(), eventoId: planned?.id ?? '' })
    await billing.run('2026-12')
    expect(net()).toBe(31_000 * 3)
  })

  it('an end of last month goes back, and its client comes back on the day before', async () => {
    billing.service(1)
    await billing.run('2026-10')
    await billing.run('2026-11', { fecha: '2026-11-01' })
    test.clock.set(Date.UTC(2026, 10, 5, 15))
    await change({ tipo: 'baja' }, '2026-10-22', { aparte: true })
    expect(net()).toBe(21_000)
    await change({ tipo: 'reactivacion' }, '2026-11-01', { aparte: true })
    expect(net()).toBe(52_000)
    await billing.run('2026-12')
    expect(net()).toBe(83_000)
  })

  it('a plan that costs nothing gives the rest back, and charges nothing', async () => {
    billing.plan(3, 0)
    billing.service(1)
    await billing.run('2026-10')
    await change({ tipo: 'cambio_plan', planId: planId(3) }, '2026-10-22', { aparte: true })
    await billing.run('2026-11')
    expect(net()).toBe(21_000)
    await change({ tipo: 'cambio_plan', planId: planId(1) }, '2026-10-28')
    await billing.run('2026-12')
    expect(net()).toBe(21_000 + 4_000 + 62_000)
  })

  it('discounts beyond the plan never leave wrong books', async () => {
    billing.service(1)
    billing.cargo(1, { cliente: 1, servicio: 1, tipo: 'descuento_porcentaje', tasaBp: 10_000, desde: '2026-10-01' })
    billing.cargo(2, { cliente: 1, servicio: 1, tipo: 'descuento_porcentaje', tasaBp: 5_000, desde: '2026-10-01' })
    billing.cargo(3, { cliente: 1, servicio: 1, tipo: 'unico', monto: 500, desde: '2026-10-01' })
    await billing.run('2026-10')
    expect(net()).toBe(-15_500 + 500)
    await change({ tipo: 'baja' }, '2026-10-01', { aparte: true })
    expect(net()).toBe(500)
  })

  it('grouping by client can change inside and between periods', async () => {
    billing.service(1)
    billing.service(2, { cliente: 1, activacion: '2026-10-01' })
    const { excluidas } = { excluidas: [servicioId(2)] }
    await billing.run('2026-10', { excluidas })
    set('cliente', 'agrupacion', 'cliente', billing.clienteId(1))
    await billing.run('2026-10')
    await billing.run('2026-11')
    expect(billing.facturas().map(({ total }) => total)).toEqual([31_000, 31_000, 62_000])
    const { id } = billing.facturas().at(-1) ?? { id: '' }
    await accounts.credit(id, { tipo: 'total', refacturar: true })
    set('cliente', 'agrupacion', 'servicio', billing.clienteId(1))
    await billing.run('2026-11')
    expect(net()).toBe(31_000 * 4)
  })
})

describe('a clock that ran ahead', () => {
  it('does not keep a later pause from being given back', async () => {
    billing.service(1)
    test.clock.set(NOW + 400 * DAY)
    await billing.run('2026-10')
    test.clock.set(NOW + DAY)
    await change({ tipo: 'pausa', vuelve: '2026-11-01' }, '2026-10-29')
    await billing.run('2026-11')
    expect(net()).toBe(28_000 + 31_000)
  })

  it('does not keep a later charge or discount from the days it is for', async () => {
    billing.service(1)
    test.clock.set(NOW + 400 * DAY)
    await billing.run('2026-10')
    test.clock.set(NOW + DAY)
    await client.cargos.create({
      requestId: newRequestId(),
      cargo: {
        ...{ tipo: 'descuento_fijo', clienteId: billing.clienteId(1), servicioId: servicioId(1), descripcion: 'Falla' },
        ...{ desde: '2026-10-01', hasta: '2026-10-31', monto: 3_100, impuestos: [] },
      },
    })
    await billing.run('2026-11')
    expect(net()).toBe(62_000 - 3_100)
  })

  it('does not lose what was annulled to be billed again', async () => {
    billing.service(1)
    test.clock.set(NOW + 400 * DAY)
    await billing.run('2026-10')
    test.clock.set(NOW + DAY)
    await accounts.credit(billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: true })
    await billing.run('2026-10')
    expect(net()).toBe(31_000)
  })

  it('does not let what was last written on a day lose against what was written before', async () => {
    billing.service(1)
    test.clock.set(NOW + 400 * DAY)
    await change({ tipo: 'pausa', vuelve: null }, '2027-11-20')
    test.clock.set(NOW + 399 * DAY)
    await change({ tipo: 'reactivacion' }, '2027-11-20')
    expect((await client.servicios.get({ id: servicioId(1) })).servicio.estado).toBe('activo')
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
    await billing.config({ mora })
    await runUpkeep(test.office)
    const clienteId = billing.clienteId(1)
    await accounts.invoice(clienteId, 10_000, 5)
    test.clock.set(NOW + 2000 * DAY)
    await runUpkeep(test.office)
    test.clock.set(NOW + 8 * DAY)
    await runUpkeep(test.office)
    await accounts.pay(clienteId, 10_000)
    test.clock.set(NOW + 9 * DAY)
    await runUpkeep(test.office)
    const vigentes = (await client.cargos.list({ clienteId })).filter(({ estado }) => estado === 'vigente')
    expect(vigentes.map(({ desde }) => desde)).toEqual(['2026-11-03'])
  })
})
