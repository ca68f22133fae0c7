import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runUpkeep } from '../../office/upkeep.ts'
import { MAX_MINOR } from '../../contract/money.ts'
import { accountsOf, DAY } from './accounts.ts'
import { Billing, planId, servicioId } from './billing-support.ts'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

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
const confirm = (vistaId: string, requestId = newRequestId()) => client.corridas.confirm({ requestId, vistaId })

describe('bills right, and once,', () => {
  it('amounts at the edge of what is counted stay exact', async () => {
    const tax = [{ nombre: 'IVA', tasaBp: 100_000, incluido: false }]
    billing.plan(3, MAX_MINOR, { impuestos: tax })
    billing.service(1, { plan: 3, activacion: '2026-10-18' })
    await billing.run('2026-10')
    const total = billing.facturas()[0]?.total ?? 0
    expect(Number.isSafeInteger(total)).toBe(true)
    await accounts.credit(billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: true })
    await billing.run('2026-10')
    await change({ tipo: 'baja' }, '2026-10-18', { aparte: true })
    expect(net()).toBe(0)
  })

  it('a run whose invoice could not be counted writes nothing wrong', async () => {
    const tax = [{ nombre: 'IVA', tasaBp: 100_000, incluido: false }]
    billing.plan(3, MAX_MINOR, { impuestos: tax })
    set('cliente', 'agrupacion', 'cliente', billing.clienteId(1))
    for (let n = 1; n <= 9; n++) billing.service(n, { plan: 3, cliente: 1 })
    const outcome = await billing.run('2026-10').catch((error: unknown) => error)
    expect(outcome instanceof Error || billing.facturas().every(({ total }) => Number.isSafeInteger(total))).toBe(true)
  })

  it("a client's instalments are one a period, whatever service carries them", async () => {
    billing.service(1, { dia: 15 })
    billing.cargo(1, { cliente: 1, tipo: 'cuotas', monto: 900, cuotas: 3, desde: '2026-10-01' })
    set('cliente', 'agrupacion', 'cliente', billing.clienteId(1))
    await billing.run('2026-10')
    billing.service(2, { cliente: 1, dia: 1, activacion: '2026-10-01' })
    await billing.run('2026-10')
    expect((await client.cargos.list({ clienteId: billing.clienteId(1) }))[0]?.cuotasFacturadas).toBe(1)
  })

  it("a client's own instalments are one a period, also when the first was annulled for good", async () => {
    billing.cargo(1, { cliente: 1, tipo: 'cuotas', monto: 900, cuotas: 3, desde: '2026-10-01' })
    await billing.run('2026-10')
    await accounts.credit(billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: false })
    expect((await billing.preview(client, '2026-10')).facturas.cantidad).toBe(0)
  })

  it('a price changed between preview and issue is not issued at either', async () => {
    billing.service(1)
    const { vistaId } = await billing.preview(client, '2026-10')
    const plan = (await client.planes.list()).find(({ id }) => id === planId(1))
    if (!plan) throw new Error('no plan')
    const { servicios: _, actualizadoEn: expected, ...fields } = plan
    await client.planes.update({ requestId: newRequestId(), ...fields, precioMensual: 40_000, expected })
    await test.ended((await confirm(vistaId)).trabajoId)
    expect(billing.facturas()).toEqual([])
  })

  it('the beginning of what was billed does not move, and of what was not does', async () => {
    billing.service(1, { activacion: '2026-08-10' })
    await edit({ facturarDesde: '2026-10-11' })
    await billing.run('2026-10')
    expect(net()).toBe(21_000)
    expect((await refusal(edit({ facturarDesde: null }))).code).toBe('servicio.billed')
    await accounts.credit(billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: true })
    expect((await refusal(edit({ facturarDesde: '2026-10-01' }))).code).toBe('servicio.billed')
  })

  it('billed after the month, then before it: each day once', async () => {
    billing.service(1, { modalidad: 'vencido' })
    await billing.run('2026-09', { fecha: '2026-10-01' })
    await edit({ modalidad: 'adelantado' })
    await billing.run('2026-11', { fecha: '2026-11-01' })
    await billing.run('2026-10')
    expect(net()).toBe(31_000 * 3)
    await edit({ modalidad: 'vencido' })
    expect((await billing.preview(client, '2026-11')).facturas.cantidad).toBe(0)
  })

  it('an event before an applied one, and a change back to the first plan', async () => {
    billing.service(1)
    await billing.run('2026-10')
    await change({ tipo: 'cambio_plan', planId: planId(2) }, '2026-10-22', { aparte: true })
    await change({ tipo: 'cambio_plan', planId: planId(1) }, '2026-10-25', { aparte: true })
    expect(net()).toBe(31_000 + 3_000)
    const early = change({ tipo: 'pausa', vuelve: '2026-10-12' }, '2026-10-11', { aparte: true })
    await early
    expect(net()).toBe(31_000 + 3_000 - 1_000)
  })

  it('late fees of a part paid, a promised and an annulled invoice', async () => {
    const mora = { tipo: 'porcentaje', monto: 0, tasaBp: 1000, frecuencia: 'por_periodo', diasGracia: 0 }
    await billing.config({ mora: { ...mora, topeBp: 1500, impuestos: [] } })
    await runUpkeep(test.office)
    const clienteId = billing.clienteId(1)
    await accounts.invoice(clienteId, 10_000, 2)
    await accounts.pay(clienteId, 4_000)
    test.clock.advance(4 * DAY)
    await runUpkeep(test.office)
    await client.promesas.grant({ requestId: newRequestId(), clienteId, monto: 6_000, fecha: '2026-12-20', notas: '' })
    test.clock.advance(35 * DAY)
    await runUpkeep(test.office)
    const fees = async () => (await client.cargos.list({ clienteId })).map(({ monto, estado }) => [monto, estado])
    expect(await fees()).toEqual([[600, 'vigente']])
    test.clock.advance(30 * DAY)
    await runUpkeep(test.office)
    expect((await fees()).reduce((sum, [monto]) => sum + Number(monto), 0)).toBe(1_500)
    await accounts.credit(billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: false })
    expect((await fees()).every(([, estado]) => estado === 'anulado')).toBe(true)
    test.clock.advance(60 * DAY)
    await runUpkeep(test.office)
    expect(await fees()).toHaveLength(3)
  })
})
