import { describe, expect, it } from 'vitest'
import { runUpkeep } from '../../office/upkeep.ts'
import { MAX_MINOR } from '../../contract/money.ts'
import { DAY } from './accounts.ts'
import { planId } from './billing-support.ts'
import { newRequestId, refusal } from './harness.ts'
import { inHostileWorld } from './hostile-world.ts'

const world = inHostileWorld()
const { set, net, change, edit, confirm } = world

describe('bills right, and once,', () => {
  it('amounts at the edge of what is counted stay exact', async () => {
    const tax = [{ nombre: 'IVA', tasaBp: 100_000, incluido: false }]
    world.billing.plan(3, MAX_MINOR, { impuestos: tax })
    world.billing.service(1, { plan: 3, activacion: '2026-10-18' })
    await world.billing.run('2026-10')
    const total = world.billing.facturas()[0]?.total ?? 0
    expect(Number.isSafeInteger(total)).toBe(true)
    await world.accounts.credit(world.billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: true })
    await world.billing.run('2026-10')
    await change({ tipo: 'baja' }, '2026-10-18', { aparte: true })
    expect(net()).toBe(0)
  })

  it('a run whose invoice could not be counted writes nothing wrong', async () => {
    const tax = [{ nombre: 'IVA', tasaBp: 100_000, incluido: false }]
    world.billing.plan(3, MAX_MINOR, { impuestos: tax })
    set('cliente', 'agrupacion', 'cliente', world.billing.clienteId(1))
    for (let n = 1; n <= 9; n++) world.billing.service(n, { plan: 3, cliente: 1 })
    const outcome = await world.billing.run('2026-10').catch((error: unknown) => error)
    expect(outcome instanceof Error || world.billing.facturas().every(({ total }) => Number.isSafeInteger(total))).toBe(
      true,
    )
  })

  it("a client's instalments are one a period, whatever service carries them", async () => {
    world.billing.service(1, { dia: 15 })
    world.billing.cargo(1, { cliente: 1, tipo: 'cuotas', monto: 900, cuotas: 3, desde: '2026-10-01' })
    set('cliente', 'agrupacion', 'cliente', world.billing.clienteId(1))
    await world.billing.run('2026-10')
    world.billing.service(2, { cliente: 1, dia: 1, activacion: '2026-10-01' })
    await world.billing.run('2026-10')
    expect((await world.client.cargos.list({ clienteId: world.billing.clienteId(1) }))[0]?.cuotasFacturadas).toBe(1)
  })

  it("a client's own instalments are one a period, also when the first was annulled for good", async () => {
    world.billing.cargo(1, { cliente: 1, tipo: 'cuotas', monto: 900, cuotas: 3, desde: '2026-10-01' })
    await world.billing.run('2026-10')
    await world.accounts.credit(world.billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: false })
    expect((await world.billing.preview(world.client, '2026-10')).facturas.cantidad).toBe(0)
  })

  it('a price changed between preview and issue is not issued at either', async () => {
    world.billing.service(1)
    const { vistaId } = await world.billing.preview(world.client, '2026-10')
    const plan = (await world.client.planes.list()).find(({ id }) => id === planId(1))
    if (!plan) throw new Error('no plan')
    const { servicios: _, actualizadoEn: expected, ...fields } = plan
    await world.client.planes.update({ requestId: newRequestId(), ...fields, precioMensual: 40_000, expected })
    await world.test.ended((await confirm(vistaId)).trabajoId)
    expect(world.billing.facturas()).toEqual([])
  })

  it('the beginning of what was billed does not move, and of what was not does', async () => {
    world.billing.service(1, { activacion: '2026-08-10' })
    await edit({ facturarDesde: '2026-10-11' })
    await world.billing.run('2026-10')
    expect(net()).toBe(21_000)
    expect((await refusal(edit({ facturarDesde: null }))).code).toBe('servicio.billed')
    await world.accounts.credit(world.billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: true })
    expect((await refusal(edit({ facturarDesde: '2026-10-01' }))).code).toBe('servicio.billed')
  })

  it('billed after the month, then before it: each day once', async () => {
    world.billing.service(1, { modalidad: 'vencido' })
    await world.billing.run('2026-09', { fecha: '2026-10-01' })
    await edit({ modalidad: 'adelantado' })
    await world.billing.run('2026-11', { fecha: '2026-11-01' })
    await world.billing.run('2026-10')
    expect(net()).toBe(31_000 * 3)
    await edit({ modalidad: 'vencido' })
    expect((await world.billing.preview(world.client, '2026-11')).facturas.cantidad).toBe(0)
  })

  it('an event before an applied one, and a change back to the first plan', async () => {
    world.billing.service(1)
    await world.billing.run('2026-10')
    await change({ tipo: 'cambio_plan', planId: planId(2) }, '2026-10-22', { aparte: true })
    await change({ tipo: 'cambio_plan', planId: planId(1) }, '2026-10-25', { aparte: true })
    expect(net()).toBe(31_000 + 3_000)
    const early = change({ tipo: 'pausa', vuelve: '2026-10-12' }, '2026-10-11', { aparte: true })
    await early
    expect(net()).toBe(31_000 + 3_000 - 1_000)
  })

  it('late fees of a part paid, a promised and an annulled invoice', async () => {
    const mora = { tipo: 'porcentaje', monto: 0, tasaBp: 1000, frecuencia: 'por_periodo', diasGracia: 0 }
    await world.billing.config({ mora: { ...mora, topeBp: 1500, impuestos: [] } })
    await runUpkeep(world.test.office)
    const clienteId = world.billing.clienteId(1)
    await world.accounts.invoice(clienteId, 10_000, 2)
    await world.accounts.pay(clienteId, 4_000)
    world.test.clock.advance(4 * DAY)
    await runUpkeep(world.test.office)
    await world.client.promesas.grant({
      requestId: newRequestId(),
      clienteId,
      monto: 6_000,
      fecha: '2026-12-20',
      notas: '',
    })
    world.test.clock.advance(35 * DAY)
    await runUpkeep(world.test.office)
    const fees = async () => (await world.client.cargos.list({ clienteId })).map(({ monto, estado }) => [monto, estado])
    expect(await fees()).toEqual([[600, 'vigente']])
    world.test.clock.advance(30 * DAY)
    await runUpkeep(world.test.office)
    expect((await fees()).reduce((sum, [monto]) => sum + Number(monto), 0)).toBe(1_500)
    await world.accounts.credit(world.billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: false })
    expect((await fees()).every(([, estado]) => estado === 'anulado')).toBe(true)
    world.test.clock.advance(60 * DAY)
    await runUpkeep(world.test.office)
    expect(await fees()).toHaveLength(3)
  })
})
