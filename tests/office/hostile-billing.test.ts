import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runUpkeep } from '../../office/upkeep.ts'
import { accountsOf, DAY } from './accounts.ts'
import { Billing, cargoId, planId, servicioId } from './billing-support.ts'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

/** 28 October 2026, noon in Buenos Aires. */
const NOW = Date.UTC(2026, 9, 28, 15)
const IVA = [{ nombre: 'IVA', tasaBp: 2100, incluido: false }]

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
const exempt = (yes: boolean) => set('cliente', 'exento_impuestos', Number(yes), billing.clienteId(1))
const notas = () =>
  billing.sqlite.prepare('select id, monto, motivo from nota_credito order by numero').all() as {
    id: string
    monto: number
    motivo: string
  }[]
const net = () =>
  billing.facturas().reduce((sum, { total }) => sum + total, 0) - notas().reduce((sum, { monto }) => sum + monto, 0)
const saldos = () => accounts.saldos(billing.clienteId(1))
const change = async (
  cambio: Parameters<Client['servicios']['change']>[0]['cambio'],
  fecha: string,
  more: { aparte?: boolean } = {},
) => {
  const { actualizadoEn: expected } = (await client.servicios.get({ id: servicioId(1) })).servicio
  return client.servicios.change({ requestId: newRequestId(), id: servicioId(1), cambio, fecha, expected, ...more })
}
const confirm = (vistaId: string, requestId = newRequestId()) => client.corridas.confirm({ requestId, vistaId })

describe('a run between preview and issue', () => {
  it('is confirmed once, by whichever of two previews comes first', async () => {
    billing.service(1)
    const [one, two] = [await billing.preview(client, '2026-10'), await billing.preview(client, '2026-10')]
    const both = await Promise.allSettled([confirm(one.vistaId), confirm(two.vistaId), confirm(one.vistaId)])
    const started = both.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(started).toHaveLength(1)
    await test.ended(started[0]?.trabajoId ?? '')
    const again = await confirm(two.vistaId)
    await test.ended(again.trabajoId)
    expect((await client.corridas.get({ id: again.corridaId })).emitidas).toBe(0)
    expect(billing.facturas()).toHaveLength(1)
  })

  it('is one run when it is sent twice, and none when another is sent under its request', async () => {
    billing.service(1)
    const [one, two] = [await billing.preview(client, '2026-10'), await billing.preview(client, '2026-11')]
    const requestId = newRequestId()
    const [a, b] = await Promise.all([confirm(one.vistaId, requestId), confirm(one.vistaId, requestId)])
    expect(b).toEqual(a)
    expect((await refusal(confirm(two.vistaId, requestId))).code).toBe('request.reused')
    await test.ended(a.trabajoId)
    expect(billing.facturas()).toHaveLength(1)
  })

  it('leaves alone what changed, and bills what did not', async () => {
    billing.service(1)
    billing.service(2)
    const { vistaId } = await billing.preview(client, '2026-10')
    billing.event(1, '2026-10-10', [1, 2])
    set('servicio', 'precio_acordado', 31_000, servicioId(2))
    const { trabajoId, corridaId } = await confirm(vistaId)
    await test.ended(trabajoId)
    expect((await client.corridas.get({ id: corridaId })).filas).toMatchObject([{ cantidad: 1 }, { cantidad: 1 }])
    expect(billing.facturas()).toMatchObject([{ total: 31_000, clienteId: billing.clienteId(2) }])
  })

  it('pays with what came in meanwhile', async () => {
    billing.service(1)
    const { vistaId } = await billing.preview(client, '2026-10')
    await accounts.pay(billing.clienteId(1), 40_000)
    await test.ended((await confirm(vistaId)).trabajoId)
    expect(billing.facturas()).toMatchObject([{ total: 31_000, saldo: 0 }])
    expect(await saldos()).toMatchObject({ deuda: 0, credito: 9_000 })
  })
})

describe('taxes of what is given back', () => {
  beforeEach(() => {
    set('plan_servicio', 'impuestos', JSON.stringify(IVA), planId(1))
  })

  it('are those that were charged, when the same invoice also returns days taxed otherwise', async () => {
    billing.service(1)
    await billing.run('2026-10')
    test.clock.advance(DAY)
    billing.event(1, '2026-10-29', 'pausa')
    billing.event(1, '2026-11-01', 'reactivacion')
    set('plan_servicio', 'impuestos', '[]', planId(1))
    await billing.run('2026-11')
    // 3 of 31 days at 1000 and 21 % come back; November is charged without taxes.
    expect(billing.facturas().at(-1)?.total).toBe(31_000 - 3_630)
    test.clock.advance(5 * DAY)
    billing.event(1, '2026-11-01', 'baja')
    await billing.run('2026-12')
    expect(net()).toBe(28_000 * 1.21)
  })

  it('are those that were charged on a credit note that charged them', async () => {
    set('plan_servicio', 'impuestos', JSON.stringify(IVA), planId(2))
    billing.service(1, { plan: 2 })
    await billing.run('2026-10')
    test.clock.advance(DAY)
    await change({ tipo: 'cambio_plan', planId: planId(1) }, '2026-10-01', { aparte: true })
    expect(net()).toBe(31_000 * 1.21)
    exempt(true)
    await change({ tipo: 'baja' }, '2026-10-01', { aparte: true })
    expect(net()).toBe(0)
  })

  it('are those that were charged, after a return was annulled', async () => {
    billing.service(1)
    await billing.run('2026-10')
    test.clock.advance(DAY)
    billing.event(1, '2026-10-29', 'pausa')
    billing.event(1, '2026-11-01', 'reactivacion')
    await billing.run('2026-11')
    await accounts.credit(billing.facturas().at(-1)?.id ?? '', { tipo: 'monto', monto: 1_000 })
    await accounts.credit(billing.facturas().at(-1)?.id ?? '', { tipo: 'total', refacturar: true })
    set('plan_servicio', 'impuestos', '[]', planId(1))
    await billing.run('2026-11')
    expect(net()).toBe(28_000 * 1.21 + 31_000)
  })

  it('hold for who is exempt only later, and for who is not any more', async () => {
    billing.service(1)
    await billing.run('2026-10')
    exempt(true)
    test.clock.advance(DAY)
    await change({ tipo: 'cambio_plan', planId: planId(2) }, '2026-10-22', { aparte: true })
    expect(net()).toBe(21_000 * 1.21 + 20_000)
    exempt(false)
    await change({ tipo: 'baja' }, '2026-10-22', { aparte: true })
    expect(net()).toBe(21_000 * 1.21)
  })
})

describe('annulling', () => {
  it('with a credit note and payments before, to bill it again, twice', async () => {
    billing.service(1)
    await billing.run('2026-10')
    const [first] = billing.facturas()
    await accounts.credit(first?.id ?? '', { tipo: 'monto', monto: 10_000 })
    await accounts.pay(billing.clienteId(1), 15_000)
    await accounts.credit(first?.id ?? '', { tipo: 'total', refacturar: true })
    expect(await saldos()).toMatchObject({ deuda: 0, credito: 15_000 })
    await billing.run('2026-10')
    expect(await saldos()).toMatchObject({ deuda: 16_000, credito: 0 })
    const second = billing.facturas().at(-1)
    await accounts.credit(second?.id ?? '', { tipo: 'total', refacturar: true })
    await billing.run('2026-11')
    expect(billing.facturas().map(({ total }) => total)).toEqual([31_000, 31_000, 62_000])
    expect(await saldos()).toMatchObject({ deuda: 47_000, credito: 0 })
    const over = accounts.credit(second?.id ?? '', { tipo: 'total', refacturar: true })
    expect((await refusal(over)).code).toBe('nota.exceeds')
  })

  it('does not say that an instalment comes back which was taken back', async () => {
    billing.service(1)
    billing.cargo(1, { cliente: 1, servicio: 1, tipo: 'cuotas', monto: 900, cuotas: 3, desde: '2026-10-01' })
    await billing.run('2026-10')
    const [cargo] = await client.cargos.list({ clienteId: billing.clienteId(1) })
    const expected = cargo?.actualizadoEn ?? 0
    await client.cargos.annul({ requestId: newRequestId(), id: cargoId(1), motivo: 'Devuelto', expected })
    const facturaId = billing.facturas()[0]?.id ?? ''
    const { vuelve } = await client.notas.preview({ facturaId, parte: { tipo: 'total', refacturar: true } })
    await accounts.credit(facturaId, { tipo: 'total', refacturar: true })
    await billing.run('2026-10')
    expect(billing.facturas().at(-1)?.total).toBe(31_000)
    expect(vuelve.cargos).toEqual([])
  })

  it('and a refund at the same moment share the same money once', async () => {
    billing.service(1)
    await billing.run('2026-10')
    await accounts.pay(billing.clienteId(1), 31_000)
    await accounts.credit(billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: true })
    const { vistaId } = await billing.preview(client, '2026-10')
    const [run, back] = await Promise.allSettled([confirm(vistaId), accounts.refund(billing.clienteId(1), 31_000)])
    if (run.status === 'fulfilled') await test.ended(run.value.trabajoId)
    const { deuda, credito } = await saldos()
    expect([deuda, credito]).toEqual(back.status === 'fulfilled' ? [31_000, 0] : [0, 0])
  })
})

describe('a promise', () => {
  it('is kept when a credit note of a run pays all that was owed', async () => {
    billing.service(1)
    const clienteId = billing.clienteId(1)
    await billing.run('2026-10')
    await accounts.pay(clienteId, 21_000)
    await client.promesas.grant({ requestId: newRequestId(), clienteId, monto: 10_000, fecha: '2026-10-30', notas: '' })
    await change({ tipo: 'baja' }, '2026-10-22', { aparte: true })
    expect(await saldos()).toMatchObject({ deuda: 0 })
    test.clock.advance(5 * DAY)
    await runUpkeep(test.office)
    expect(await client.promesas.ofCliente({ clienteId })).toMatchObject({ abierta: null, cumplidas: 1, rotas: 0 })
  })

  it("counts by the month of the tenant's calendar", async () => {
    const clienteId = billing.clienteId(1)
    const limite = { dias: 5, monto: null, porMes: 1 }
    await billing.config({ promesas: { admin: limite, cobranza: limite, soporte: limite, operador: limite } })
    await accounts.invoice(clienteId, 10_000, 5)
    // 23:59 of 31 October in Buenos Aires is November in UTC.
    test.clock.set(Date.UTC(2026, 10, 1, 2, 59))
    const grant = (fecha: string) =>
      client.promesas.grant({ requestId: newRequestId(), clienteId, monto: 5_000, fecha, notas: '' })
    expect((await refusal(grant('2026-11-06'))).code).toBe('promesa.date')
    const { id } = await grant('2026-11-05')
    test.clock.set(Date.UTC(2026, 10, 1, 3, 1))
    await client.promesas.cancel({ requestId: newRequestId(), id })
    await grant('2026-11-06')
    expect(await client.promesas.prepare({ clienteId })).toMatchObject({ usadas: 1, porMes: 1 })
  })
})

describe('what is not theirs', () => {
  it('is not found, or said to be of another', async () => {
    billing.service(1)
    billing.service(2)
    await billing.run('2026-10')
    const nobody = newRequestId()
    const request = { requestId: newRequestId() }
    const cargo = { clienteId: billing.clienteId(1), servicioId: servicioId(2), descripcion: 'x', desde: '2026-10-01' }
    const foreign = client.cargos.create({ ...request, cargo: { tipo: 'unico', ...cargo, monto: 1, impuestos: [] } })
    expect((await refusal(foreign)).code).toBe('cargo.foreign')
    const calls = [
      () => client.notas.preview({ facturaId: nobody, parte: { tipo: 'total', refacturar: false } }),
      () => client.notas.credit({ ...request, clienteId: nobody, monto: 1, detalle: 'x' }),
      () => client.notas.get({ id: nobody }),
      () => client.devoluciones.prepare({ clienteId: nobody }),
      () => accounts.refund(nobody, 1),
      () => client.promesas.prepare({ clienteId: nobody }),
      () => client.promesas.cancel({ ...request, id: nobody }),
      () => client.cargos.annul({ ...request, id: nobody, motivo: 'x', expected: 0 }),
      () => client.cargos.end({ ...request, id: nobody, hasta: '2026-12-01', expected: 0 }),
      () => client.servicios.get({ id: nobody }),
      () => client.servicios.cancelEvent({ ...request, eventoId: nobody }),
      () => client.servicios.previewChange({ id: nobody, cambio: { tipo: 'baja' }, fecha: '2026-10-28' }),
      () =>
        client.servicios.previewChange({
          ...{ id: servicioId(1), cambio: { tipo: 'cambio_plan', planId: nobody }, fecha: '2026-10-28' },
        }),
      () => client.planes.prices({ planId: nobody }),
      () => client.planes.cancelPrice({ ...request, id: nobody }),
      () => client.corridas.get({ id: nobody }),
      () => client.corridas.pause({ ...request, corridaId: nobody }),
      () => client.corridas.resume({ ...request, corridaId: nobody }),
      () => client.corridas.discard({ ...request, corridaId: nobody }),
    ]
    for (const [at, call] of calls.entries()) {
      const outcome = await call().then(
        (value) => JSON.stringify(value),
        (error: { code?: string }) => error.code,
      )
      expect(`${at} ${outcome}`).toMatch(/^\d+ (not_found|\[\])$/)
    }
    expect((await refusal(confirm(nobody))).code).toBe('corrida.vista_gone')
  })

  it.each(['cobranza', 'soporte', 'operador'] as const)('is refused to %s', async (rol) => {
    billing.service(1)
    await billing.run('2026-10')
    const other = await test.as(rol)
    const facturaId = billing.facturas()[0]?.id ?? ''
    const clienteId = billing.clienteId(1)
    const request = { requestId: newRequestId() }
    const esperado = { saldo: 31_000, acreditado: 0 }
    const { vistaId } = await billing.preview(client, '2026-11')
    const { actualizadoEn: expected } = (await client.servicios.get({ id: servicioId(1) })).servicio
    const { actualizadoEn: configured, ...config } = await client.facturacion.config()
    const calls = [
      () => other.corridas.preview({ periodo: '2026-11', fechaEmision: '2026-11-01' }),
      () => other.corridas.confirm({ ...request, vistaId }),
      () =>
        other.notas.create({
          ...{ ...request, facturaId, parte: { tipo: 'total', refacturar: true }, detalle: 'x', esperado },
        }),
      () => other.notas.credit({ ...request, clienteId, monto: 1, detalle: 'x' }),
      () => other.devoluciones.record({ ...request, clienteId, monto: 1, metodo: 'efectivo', motivo: 'x' }),
      () => other.facturacion.updateConfig({ ...request, expected: configured, config }),
      () =>
        other.servicios.change({
          ...{ ...request, id: servicioId(1), cambio: { tipo: 'baja' }, fecha: '2026-10-28', aparte: true, expected },
        }),
    ]
    for (const call of calls) expect((await refusal(call())).code).toBe('access.denied')
    if (rol !== 'cobranza') {
      const cargo = {
        tipo: 'unico' as const,
        clienteId,
        descripcion: 'x',
        desde: '2026-10-28',
        monto: 1,
        impuestos: [],
      }
      expect((await refusal(other.cargos.create({ ...request, cargo }))).code).toBe('access.denied')
    }
  })
})
