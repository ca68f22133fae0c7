import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, civilDate } from '../../contract/dates.ts'
import type { CorridaCorteFilaRow } from '../../contract/index.ts'
import { applyPlannedChanges } from '../../office/customers/servicio-changes.ts'
import { updateServicio } from '../../office/customers/servicios.ts'
import { keepCutting } from '../../office/network/cuts/turn.ts'
import { newRequestId, TENANT } from './harness.ts'
import { eventually } from './network-support.ts'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'

/** What the history of a run of cuts says of each service, against what its router was told. */

let world: NetworkWorld
afterEach(() => world.close())

const NAMES = ['ana', 'beto']
const profile = { name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' }
const secret = (name: string) => ({ name, password: 'x', service: 'pppoe', profile: '50M' })
let clients: { clienteId: string; servicioId: string }[]

beforeEach(async () => {
  world = await openNetworkWorld({ state: { '/ppp/profile': [profile], '/ppp/secret': NAMES.map(secret) } })
  await world.configure({ diasGracia: 0, diasExcluidos: [] })
  const plan = await world.plan()
  clients = []
  for (const name of NAMES) {
    const client = await world.servicio(plan, name)
    await world.link(client.servicioId, 'ppp_secret', name)
    clients.push(client)
  }
  await world.quiet()
  await owe(0)
})

const request = () => ({ requestId: newRequestId() })
const clienteId = (n: number) => clients[n]?.clienteId ?? ''
const servicioId = (n: number) => clients[n]?.servicioId ?? ''

async function owe(n: number): Promise<void> {
  const admin = await world.office.as('admin')
  const dates = { periodo: '2026-01', fechaEmision: '2026-01-01', fechaVencimiento: '2026-01-10' }
  const lineas = [{ descripcion: 'Abono', cantidad: 1, precioUnitario: 1000, impuestos: [] }]
  await admin.facturas.create({ ...request(), clienteId: clienteId(n), ...dates, lineas })
}

/** Begins today's cuts, and waits until the books say so. */
async function cut(): Promise<string> {
  const admin = await world.office.as('admin')
  const fecha = civilDate(world.office.clock.now, TENANT.zonaHoraria)
  const { simulacionId } = await admin.cortes.simulate({ fecha })
  const { id } = await admin.cortes.start({ ...request(), simulacionId })
  await keepCutting(world.office.office, world.tenantId)
  return id
}

async function pay(n: number): Promise<void> {
  world.office.clock.advance(60_000)
  const admin = await world.office.as('admin')
  await admin.cobros.record({
    ...request(),
    clienteId: clienteId(n),
    metodo: 'transferencia',
    referencia: newRequestId(),
    monto: 1000,
  })
}

const turnOff = async () => {
  const { router } = world.farm
  await router.behave({ refuse: true })
  await router.disconnect('reset')
}

async function turnOn(): Promise<void> {
  await world.farm.router.behave({})
  const desk = await world.office.office.network()
  for (const device of world.devices) desk.wakeDevice(device)
  await world.quiet()
}

/** On, and asked again until it has brought back who is to come back. */
const untilBack = (corridaId: string) =>
  eventually(async () => {
    await turnOn()
    expect((await history(corridaId)).fila.vueltas).toEqual([])
  })

/** The run as it is read, whose counts add up to its rows. */
async function history(corridaId: string) {
  const admin = await world.office.as('admin')
  const run = await admin.cortes.get({ corridaId })
  const { items } = await admin.cortes.filas({ corridaId })
  const counted = Object.entries(run.resultados).filter(([, n]) => n > 0)
  expect(counted.reduce((sum, [, n]) => sum + n, 0)).toBe(run.total)
  for (const [resultado, n] of counted) {
    const { items: some } = await admin.cortes.filas({ corridaId, filter: { resultado: resultado as 'dejado' } })
    expect(some).toEqual(items.filter((fila) => fila.resultado === resultado))
    expect(some).toHaveLength(n)
  }
  const { file, filas } = await admin.cortes.filasExport({ corridaId, formato: 'csv', idioma: 'es' })
  expect(filas).toBe(run.total)
  return { run, items, csv: await file.text(), fila: items[0] as CorridaCorteFilaRow }
}

/** What was written of an access, on a router: nothing but cuts and returns. */
const written = async () =>
  (await world.farm.router.journal()).filter(
    ({ menu, after }) => menu === '/ppp/secret' && after?.['profile'] === 'morosos',
  ).length

describe('a service that was cut by a run', () => {
  it('is verified once its router says so, and stays so when it was paid later', async () => {
    const corridaId = await cut()
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'por_verificar', levantadaEn: null })
    await world.quiet()
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'verificado', trabajos: [{ tipo: 'corte' }] })
    await pay(0)
    await world.quiet()
    const { fila, run } = await history(corridaId)
    expect(fila).toMatchObject({ resultado: 'verificado', levantadaPor: 'pago', vueltas: [] })
    expect(fila.levantadaEn).toBe(world.office.clock.now)
    expect(run).toMatchObject({ cortados: 1, vigentes: 0 })
  })

  it('was never cut where it was paid before its router, which was off, heard of it', async () => {
    await turnOff()
    const corridaId = await cut()
    await world.quiet()
    expect((await history(corridaId)).fila).toMatchObject({
      resultado: 'por_verificar',
      trabajos: [{ falla: 'sin_respuesta' }],
    })
    await pay(0)
    await untilBack(corridaId)
    expect(await written()).toBe(0)
    expect((await history(corridaId)).fila).toMatchObject({
      resultado: 'sin_enviar',
      levantadaPor: 'pago',
      trabajos: [{ tipo: 'corte', estado: 'cancelado' }],
    })
    expect((await history(corridaId)).csv).toMatch(/;No llegó a cortarse;Pagó antes;[^;]+: Cancelado;\r\n$/)
    const [job] = await world.jobs(servicioId(0))
    expect(job).toMatchObject({ tipo: 'reactivacion', estado: 'verificado', corridaId: null, cambios: [] })
  })

  it('was never cut where cuts were switched off before the order was sent, and it was paid', async () => {
    await turnOff()
    const corridaId = await cut()
    await world.configure({ activos: false })
    await turnOn()
    expect((await history(corridaId)).fila).toMatchObject({
      resultado: 'por_verificar',
      trabajos: [{ falla: 'cortes_inactivos' }],
    })
    await pay(0)
    await world.quiet()
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'sin_enviar', levantadaPor: 'pago' })
    expect(await written()).toBe(0)
  })

  it('is neither cut nor not, where it was paid after something was sent and before the router said that it was so', async () => {
    const router = world.farm.router
    await router.fault({ fault: { kind: 'apply-then', end: 'reset' }, path: '/ppp/secret/set', times: 1 })
    const corridaId = await cut()
    await world.quiet()
    await turnOff()
    await pay(0)
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'a_medias', levantadaPor: 'pago' })
    await untilBack(corridaId)
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'a_medias' })
  })

  it('says that its router has not brought it back yet', async () => {
    const corridaId = await cut()
    await world.quiet()
    await turnOff()
    await pay(0)
    await world.quiet()
    expect((await history(corridaId)).fila).toMatchObject({
      resultado: 'verificado',
      levantadaPor: 'pago',
      vueltas: [{ tipo: 'reactivacion', estado: 'pendiente', falla: 'sin_respuesta' }],
    })
    expect((await history(corridaId)).csv).toMatch(/;Cortado;Pagó el [^;]+;[^;]+: Verificado;[^;]+: Pendiente\r\n$/)
    await untilBack(corridaId)
  })

  it('failed where its router refused, though it was paid and asked again since', async () => {
    await world.farm.router.fault({
      fault: { kind: 'trap', message: 'not enough permissions (9)' },
      path: '/ppp/secret/set',
      times: null,
    })
    const corridaId = await cut()
    await world.quiet()
    const { fila } = await history(corridaId)
    expect(fila).toMatchObject({ resultado: 'fallido', levantadaEn: null })
    await pay(0)
    await world.farm.router.clearFaults()
    await world.quiet()
    const admin = await world.office.as('admin')
    await admin.red.jobs.retry({ ...request(), ids: fila.trabajos.map(({ id }) => id) })
    await world.quiet()
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'fallido', levantadaPor: 'pago' })
  })

  it('failed, and is nothing to retry once it is paid: it leaves the count of what is to be mended', async () => {
    await world.farm.router.fault({
      fault: { kind: 'trap', message: 'not enough permissions (9)' },
      path: '/ppp/secret/set',
      times: null,
    })
    const corridaId = await cut()
    await world.quiet()
    const admin = await world.office.as('admin')
    expect(await admin.red.jobs.summary()).toMatchObject({ porReintentar: 1, conteos: { fallido: 1 } })
    await pay(0)
    await world.farm.router.clearFaults()
    await world.quiet()
    expect(await admin.red.jobs.summary()).toMatchObject({ porReintentar: 0, conteos: { fallido: 1 } })
    expect(await admin.red.jobs.retryFailed(request())).toEqual({ reintentados: 0 })
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'fallido', levantadaPor: 'pago' })
  })

  it('is verified where a router refused and was told again while the cut stood', async () => {
    await world.farm.router.fault({
      fault: { kind: 'trap', message: 'not enough permissions (9)' },
      path: '/ppp/secret/set',
      times: null,
    })
    const corridaId = await cut()
    await world.quiet()
    await world.farm.router.clearFaults()
    world.office.clock.advance(60_000)
    const admin = await world.office.as('admin')
    await admin.red.jobs.ask({ ...request(), servicioId: servicioId(0) })
    await world.quiet()
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'verificado' })
    expect(await admin.red.jobs.summary()).toMatchObject({ porReintentar: 0, conteos: { fallido: 1 } })
    expect(await admin.red.jobs.retryFailed(request())).toEqual({ reintentados: 0 })
  })

  it('waits for a person where its router is only observed by now', async () => {
    await turnOff()
    const corridaId = await cut()
    await world.office.office.writer.maintain(({ sqlite }) => {
      sqlite.prepare(`update dispositivo_acceso set modo = 'observar'`).run()
    })
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'observado' })
  })

  it('says what lifted it: a promise, a person, the end of the service', async () => {
    await turnOff()
    const corridaId = await cut()
    const admin = await world.office.as('admin')
    const fecha = civilDate(world.office.clock.now + 5 * 86_400_000, TENANT.zonaHoraria)
    await admin.promesas.grant({ ...request(), clienteId: clienteId(0), monto: 1000, fecha })
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'sin_enviar', levantadaPor: 'promesa' })
    await owe(1)
    const second = await cut()
    await world.change(servicioId(1), 'baja')
    expect((await history(second)).fila).toMatchObject({ resultado: 'sin_enviar', levantadaPor: 'baja' })
  })

  it('was never cut where an import brought it back, or ended it, before its router heard of it', async () => {
    await owe(1)
    await turnOff()
    const corridaId = await cut()
    world.office.clock.advance(60_000)
    const request = { actor: await world.office.actor('admin'), procedure: 'x', input: null }
    const fields = { tecnologia: 'pppoe', dispositivoRef: '', fechaActivacion: '2026-01-01' } as const
    for (const [n, estado] of (['activo', 'baja'] as const).entries())
      await world.office.office.writer.run({ ...request, requestId: newRequestId() }, (tx) =>
        updateServicio(tx, servicioId(n), { ...fields, estado }),
      )
    await turnOn()
    const { run } = await history(corridaId)
    expect(run).toMatchObject({ vigentes: 0, resultados: { sin_enviar: 2, verificado: 0 } })
  })

  it('was never cut where it came back before that on the day on which its plan changed too', async () => {
    await turnOff()
    const corridaId = await cut()
    const admin = await world.office.as('admin')
    const planId = await world.plan({ bajada: 80 })
    const fecha = addDays(civilDate(world.office.clock.now, TENANT.zonaHoraria), 1)
    for (const cambio of [{ tipo: 'reactivacion' }, { tipo: 'cambio_plan', planId }] as const) {
      const { servicio } = await admin.servicios.get({ id: servicioId(0) })
      const expected = servicio.actualizadoEn
      await admin.servicios.change({ ...request(), id: servicioId(0), cambio, fecha, expected })
    }
    world.office.clock.advance(86_400_000)
    await applyPlannedChanges(world.office.office)
    await turnOn()
    expect((await history(corridaId)).fila).toMatchObject({ resultado: 'sin_enviar', levantadaPor: 'persona' })
  })

  it('keeps what became of it when the next run cuts it again', async () => {
    await turnOff()
    const first = await cut()
    await pay(0)
    await owe(0)
    const second = await cut()
    await turnOn()
    expect((await history(first)).fila).toMatchObject({ resultado: 'sin_enviar', levantadaPor: 'pago' })
    expect((await history(second)).fila).toMatchObject({ resultado: 'verificado', levantadaEn: null })
    expect(await written()).toBe(1)
  })
})

describe('a run', () => {
  it('that was taken back says so of what it cut', async () => {
    await owe(1)
    const corridaId = await cut()
    await world.quiet()
    const admin = await world.office.as('admin')
    const { levantados } = await admin.cortes.undo({ ...request(), corridaId, motivo: 'feriado' })
    expect(levantados).toBe(2)
    const { run, items } = await history(corridaId)
    expect(run).toMatchObject({ vigentes: 0, resultados: { verificado: 2 } })
    expect(items.map(({ levantadaPor }) => levantadaPor)).toEqual(['deshecho', 'deshecho'])
  })

  it.each([
    ['stopped', 'pausada', 'detenida'],
    ['discarded', 'por_confirmar', 'descartada'],
  ])('that was %s has nothing that still waits for its turn', async (_, before, after) => {
    await owe(1)
    await world.configure({ diasGracia: 0, diasExcluidos: [] })
    const admin = await world.office.as('admin')
    const fecha = civilDate(world.office.clock.now, TENANT.zonaHoraria)
    const { simulacionId } = await admin.cortes.simulate({ fecha })
    const started = admin.cortes.start({ ...request(), simulacionId, excluidos: [servicioId(1)] })
    const { id: corridaId } = await started
    await world.office.office.writer.maintain(({ sqlite }) => {
      sqlite.prepare(`update corrida_corte set estado = ?, terminada_en = null where id = ?`).run(before, corridaId)
      sqlite
        .prepare(`update corrida_corte_fila set estado = 'pendiente', motivo = null where corrida_id = ?`)
        .run(corridaId)
    })
    expect((await history(corridaId)).run.resultados).toMatchObject({ en_espera: 2 })
    await admin.cortes.stop({ ...request(), corridaId })
    expect((await history(corridaId)).run).toMatchObject({ estado: after, resultados: { en_espera: 0, no_hecho: 2 } })
  })
})
