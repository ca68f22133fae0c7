import { beforeEach, describe, expect, it } from 'vitest'
import { runUpkeep } from '../../office/upkeep.ts'
import { DAY } from './accounts.ts'
import { cargoId, planId, servicioId } from './billing-support.ts'
import { newRequestId, refusal } from './harness.ts'
import { inHostileWorld } from './hostile-world.ts'

const world = inHostileWorld()
const { set, net, change, confirm } = world
const IVA = [{ nombre: 'IVA', tasaBp: 2100, incluido: false }]
const exempt = (yes: boolean) => set('cliente', 'exento_impuestos', Number(yes), world.billing.clienteId(1))
const saldos = () => world.accounts.saldos(world.billing.clienteId(1))

describe('a run between preview and issue', () => {
  it('is confirmed once, by whichever of two previews comes first', async () => {
    world.billing.service(1)
    const [one, two] = [
      await world.billing.preview(world.client, '2026-10'),
      await world.billing.preview(world.client, '2026-10'),
    ]
    const both = await Promise.allSettled([confirm(one.vistaId), confirm(two.vistaId), confirm(one.vistaId)])
    const started = both.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(started).toHaveLength(1)
    await world.test.ended(started[0]?.trabajoId ?? '')
    const again = await confirm(two.vistaId)
    await world.test.ended(again.trabajoId)
    expect((await world.client.corridas.get({ id: again.corridaId })).emitidas).toBe(0)
    expect(world.billing.facturas()).toHaveLength(1)
  })

  it('is one run when it is sent twice, and none when another is sent under its request', async () => {
    world.billing.service(1)
    const [one, two] = [
      await world.billing.preview(world.client, '2026-10'),
      await world.billing.preview(world.client, '2026-11'),
    ]
    const requestId = newRequestId()
    const [a, b] = await Promise.all([confirm(one.vistaId, requestId), confirm(one.vistaId, requestId)])
    expect(b).toEqual(a)
    expect((await refusal(confirm(two.vistaId, requestId))).code).toBe('request.reused')
    await world.test.ended(a.trabajoId)
    expect(world.billing.facturas()).toHaveLength(1)
  })

  it('leaves alone what changed, and bills what did not', async () => {
    world.billing.service(1)
    world.billing.service(2)
    const { vistaId } = await world.billing.preview(world.client, '2026-10')
    world.billing.event(1, '2026-10-10', [1, 2])
    set('servicio', 'precio_acordado', 31_000, servicioId(2))
    const { trabajoId, corridaId } = await confirm(vistaId)
    await world.test.ended(trabajoId)
    expect((await world.client.corridas.get({ id: corridaId })).filas).toMatchObject([{ cantidad: 1 }, { cantidad: 1 }])
    expect(world.billing.facturas()).toMatchObject([{ total: 31_000, clienteId: world.billing.clienteId(2) }])
  })

  it('pays with what came in meanwhile', async () => {
    world.billing.service(1)
    const { vistaId } = await world.billing.preview(world.client, '2026-10')
    await world.accounts.pay(world.billing.clienteId(1), 40_000)
    await world.test.ended((await confirm(vistaId)).trabajoId)
    expect(world.billing.facturas()).toMatchObject([{ total: 31_000, saldo: 0 }])
    expect(await saldos()).toMatchObject({ deuda: 0, credito: 9_000 })
  })
})

describe('taxes of what is given back', () => {
  beforeEach(() => {
    set('plan_servicio', 'impuestos', JSON.stringify(IVA), planId(1))
  })

  it('are those that were charged, when the same invoice also returns days taxed otherwise', async () => {
    world.billing.service(1)
    await world.billing.run('2026-10')
    world.test.clock.advance(DAY)
    world.billing.event(1, '2026-10-29', 'pausa')
    world.billing.event(1, '2026-11-01', 'reactivacion')
    set('plan_servicio', 'impuestos', '[]', planId(1))
    await world.billing.run('2026-11')
    // 3 of 31 days at 1000 and 21 % come back; November is charged without taxes.
    expect(world.billing.facturas().at(-1)?.total).toBe(31_000 - 3_630)
    world.test.clock.advance(5 * DAY)
    world.billing.event(1, '2026-11-01', 'baja')
    await world.billing.run('2026-12')
    expect(net()).toBe(28_000 * 1.21)
  })

  it('are those that were charged on a credit note that charged them', async () => {
    set('plan_servicio', 'impuestos', JSON.stringify(IVA), planId(2))
    world.billing.service(1, { plan: 2 })
    await world.billing.run('2026-10')
    world.test.clock.advance(DAY)
    await change({ tipo: 'cambio_plan', planId: planId(1) }, '2026-10-01', { aparte: true })
    expect(net()).toBe(31_000 * 1.21)
    exempt(true)
    await change({ tipo: 'baja' }, '2026-10-01', { aparte: true })
    expect(net()).toBe(0)
  })

  it('are those that were charged, after a return was annulled', async () => {
    world.billing.service(1)
    await world.billing.run('2026-10')
    world.test.clock.advance(DAY)
    world.billing.event(1, '2026-10-29', 'pausa')
    world.billing.event(1, '2026-11-01', 'reactivacion')
    await world.billing.run('2026-11')
    await world.accounts.credit(world.billing.facturas().at(-1)?.id ?? '', { tipo: 'monto', monto: 1_000 })
    await world.accounts.credit(world.billing.facturas().at(-1)?.id ?? '', { tipo: 'total', refacturar: true })
    set('plan_servicio', 'impuestos', '[]', planId(1))
    await world.billing.run('2026-11')
    expect(net()).toBe(28_000 * 1.21 + 31_000)
  })

  it('hold for who is exempt only later, and for who is not any more', async () => {
    world.billing.service(1)
    await world.billing.run('2026-10')
    exempt(true)
    world.test.clock.advance(DAY)
    await change({ tipo: 'cambio_plan', planId: planId(2) }, '2026-10-22', { aparte: true })
    expect(net()).toBe(21_000 * 1.21 + 20_000)
    exempt(false)
    await change({ tipo: 'baja' }, '2026-10-22', { aparte: true })
    expect(net()).toBe(21_000 * 1.21)
  })
})

describe('annulling', () => {
  it('with a credit note and payments before, to bill it again, twice', async () => {
    world.billing.service(1)
    await world.billing.run('2026-10')
    const [first] = world.billing.facturas()
    await world.accounts.credit(first?.id ?? '', { tipo: 'monto', monto: 10_000 })
    await world.accounts.pay(world.billing.clienteId(1), 15_000)
    await world.accounts.credit(first?.id ?? '', { tipo: 'total', refacturar: true })
    expect(await saldos()).toMatchObject({ deuda: 0, credito: 15_000 })
    await world.billing.run('2026-10')
    expect(await saldos()).toMatchObject({ deuda: 16_000, credito: 0 })
    const second = world.billing.facturas().at(-1)
    await world.accounts.credit(second?.id ?? '', { tipo: 'total', refacturar: true })
    await world.billing.run('2026-11')
    expect(world.billing.facturas().map(({ total }) => total)).toEqual([31_000, 31_000, 62_000])
    expect(await saldos()).toMatchObject({ deuda: 47_000, credito: 0 })
    const over = world.accounts.credit(second?.id ?? '', { tipo: 'total', refacturar: true })
    expect((await refusal(over)).code).toBe('nota.exceeds')
  })

  it('does not say that an instalment comes back which was taken back', async () => {
    world.billing.service(1)
    world.billing.cargo(1, { cliente: 1, servicio: 1, tipo: 'cuotas', monto: 900, cuotas: 3, desde: '2026-10-01' })
    await world.billing.run('2026-10')
    const [cargo] = await world.client.cargos.list({ clienteId: world.billing.clienteId(1) })
    const expected = cargo?.actualizadoEn ?? 0
    await world.client.cargos.annul({ requestId: newRequestId(), id: cargoId(1), motivo: 'Devuelto', expected })
    const facturaId = world.billing.facturas()[0]?.id ?? ''
    const { vuelve } = await world.client.notas.preview({ facturaId, parte: { tipo: 'total', refacturar: true } })
    await world.accounts.credit(facturaId, { tipo: 'total', refacturar: true })
    await world.billing.run('2026-10')
    expect(world.billing.facturas().at(-1)?.total).toBe(31_000)
    expect(vuelve.cargos).toEqual([])
  })

  it('and a refund at the same moment share the same money once', async () => {
    world.billing.service(1)
    await world.billing.run('2026-10')
    await world.accounts.pay(world.billing.clienteId(1), 31_000)
    await world.accounts.credit(world.billing.facturas()[0]?.id ?? '', { tipo: 'total', refacturar: true })
    const { vistaId } = await world.billing.preview(world.client, '2026-10')
    const [run, back] = await Promise.allSettled([
      confirm(vistaId),
      world.accounts.refund(world.billing.clienteId(1), 31_000),
    ])
    if (run.status === 'fulfilled') await world.test.ended(run.value.trabajoId)
    const { deuda, credito } = await saldos()
    expect([deuda, credito]).toEqual(back.status === 'fulfilled' ? [31_000, 0] : [0, 0])
  })
})

describe('a promise', () => {
  it('is kept when a credit note of a run pays all that was owed', async () => {
    world.billing.service(1)
    const clienteId = world.billing.clienteId(1)
    await world.billing.run('2026-10')
    await world.accounts.pay(clienteId, 21_000)
    await world.client.promesas.grant({
      requestId: newRequestId(),
      clienteId,
      monto: 10_000,
      fecha: '2026-10-30',
      notas: '',
    })
    await change({ tipo: 'baja' }, '2026-10-22', { aparte: true })
    expect(await saldos()).toMatchObject({ deuda: 0 })
    world.test.clock.advance(5 * DAY)
    await runUpkeep(world.test.office)
    expect(await world.client.promesas.ofCliente({ clienteId })).toMatchObject({
      abierta: null,
      cumplidas: 1,
      rotas: 0,
    })
  })

  it("counts by the month of the tenant's calendar", async () => {
    const clienteId = world.billing.clienteId(1)
    const limite = { dias: 5, monto: null, porMes: 1 }
    await world.billing.config({ promesas: { admin: limite, cobranza: limite, soporte: limite, operador: limite } })
    await world.accounts.invoice(clienteId, 10_000, 5)
    // 23:59 of 31 October in Buenos Aires is November in UTC.
    world.test.clock.set(Date.UTC(2026, 10, 1, 2, 59))
    const grant = (fecha: string) =>
      world.client.promesas.grant({ requestId: newRequestId(), clienteId, monto: 5_000, fecha, notas: '' })
    expect((await refusal(grant('2026-11-06'))).code).toBe('promesa.date')
    const { id } = await grant('2026-11-05')
    world.test.clock.set(Date.UTC(2026, 10, 1, 3, 1))
    await world.client.promesas.cancel({ requestId: newRequestId(), id })
    await grant('2026-11-06')
    expect(await world.client.promesas.prepare({ clienteId })).toMatchObject({ usadas: 1, porMes: 1 })
  })
})

describe('what is not theirs', () => {
  it('is not found, or said to be of another', async () => {
    world.billing.service(1)
    world.billing.service(2)
    await world.billing.run('2026-10')
    const nobody = newRequestId()
    const request = { requestId: newRequestId() }
    const cargo = {
      clienteId: world.billing.clienteId(1),
      servicioId: servicioId(2),
      descripcion: 'x',
      desde: '2026-10-01',
    }
    const foreign = world.client.cargos.create({
      ...request,
      cargo: { tipo: 'unico', ...cargo, monto: 1, impuestos: [] },
    })
    expect((await refusal(foreign)).code).toBe('cargo.foreign')
    const calls = [
      () => world.client.notas.preview({ facturaId: nobody, parte: { tipo: 'total', refacturar: false } }),
      () => world.client.notas.credit({ ...request, clienteId: nobody, monto: 1, detalle: 'x' }),
      () => world.client.notas.get({ id: nobody }),
      () => world.client.devoluciones.prepare({ clienteId: nobody }),
      () => world.accounts.refund(nobody, 1),
      () => world.client.promesas.prepare({ clienteId: nobody }),
      () => world.client.promesas.cancel({ ...request, id: nobody }),
      () => world.client.cargos.annul({ ...request, id: nobody, motivo: 'x', expected: 0 }),
      () => world.client.cargos.end({ ...request, id: nobody, hasta: '2026-12-01', expected: 0 }),
      () => world.client.servicios.get({ id: nobody }),
      () => world.client.servicios.cancelEvent({ ...request, eventoId: nobody }),
      () => world.client.servicios.previewChange({ id: nobody, cambio: { tipo: 'baja' }, fecha: '2026-10-28' }),
      () =>
        world.client.servicios.previewChange({
          ...{ id: servicioId(1), cambio: { tipo: 'cambio_plan', planId: nobody }, fecha: '2026-10-28' },
        }),
      () => world.client.planes.prices({ planId: nobody }),
      () => world.client.planes.cancelPrice({ ...request, id: nobody }),
      () => world.client.corridas.get({ id: nobody }),
      () => world.client.corridas.pause({ ...request, corridaId: nobody }),
      () => world.client.corridas.resume({ ...request, corridaId: nobody }),
      () => world.client.corridas.discard({ ...request, corridaId: nobody }),
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
    world.billing.service(1)
    await world.billing.run('2026-10')
    const other = await world.test.as(rol)
    const facturaId = world.billing.facturas()[0]?.id ?? ''
    const clienteId = world.billing.clienteId(1)
    const request = { requestId: newRequestId() }
    const esperado = { saldo: 31_000, acreditado: 0 }
    const { vistaId } = await world.billing.preview(world.client, '2026-11')
    const { actualizadoEn: expected } = (await world.client.servicios.get({ id: servicioId(1) })).servicio
    const { actualizadoEn: configured, ...config } = await world.client.facturacion.config()
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
