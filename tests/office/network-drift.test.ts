import { afterEach, describe, expect, it } from 'vitest'
import type { DiferenciaRed, InformeDiferencias } from '../../contract/index.ts'
import { newRequestId, refusal } from './harness.ts'
import { eventually } from './network-support.ts'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'

let world: NetworkWorld
afterEach(() => world.close())

const STATE = {
  '/ppp/profile': [
    { name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' },
    { name: 'morosos', 'local-address': '10.0.0.1', 'address-list': 'morosos' },
  ],
  '/ppp/secret': [
    { name: 'ana', password: 'x', service: 'pppoe', profile: '50M', 'remote-address': '10.9.0.7' },
    { name: 'enlace', password: 'x', service: 'pppoe', profile: '50M', comment: 'torre norte' },
  ],
  '/queue/simple': [{ name: 'cola ana', target: '10.9.0.7/32', 'max-limit': '10M/50M' }],
}

async function open(objeto: 'ppp_secret' | 'simple_queue' = 'ppp_secret') {
  world = await openNetworkWorld({ state: STATE, reconnectMs: 20 })
  await world.configure({})
  const { servicioId } = await world.servicio(await world.plan())
  await world.link(servicioId, objeto, objeto === 'ppp_secret' ? 'ana' : 'cola ana')
  await world.quiet()
  return servicioId
}

const device = () => world.devices[0] ?? ''
const admin = () => world.office.as('admin')
const idOf = async (menu: string, name: string) => (await world.row(menu, { name }))?.['.id'] ?? ''

async function compared(): Promise<InformeDiferencias> {
  // What a job has made good since it was read is not told any more.
  world.office.clock.advance(1)
  const client = await admin()
  const { id } = await client.red.drift.start({ dispositivoId: device() })
  expect((await world.office.ended(id)).estado).toBe('done')
  return client.red.drift.get({ dispositivoId: device() })
}

/** The one difference there is about that service. */
async function difference(servicioId: string): Promise<DiferenciaRed> {
  const found = (await compared()).filas.filter((row) => row.servicioId === servicioId)
  expect(found).toHaveLength(1)
  const [row] = found
  if (!row) throw new Error('no difference')
  return row
}

/** Fixes it, lets the job run, and looks again. */
async function fixed(row: DiferenciaRed): Promise<void> {
  const client = await admin()
  await client.red.drift.fix({ requestId: newRequestId(), dispositivoId: device(), ids: [row.id] })
  await world.quiet()
  const [job] = await world.jobs(row.servicioId ?? '')
  expect(job).toMatchObject({ tipo: 'correccion', estado: 'verificado' })
  expect((await compared()).filas.filter(({ servicioId }) => servicioId === row.servicioId)).toEqual([])
}

describe('what a device says otherwise than the books', () => {
  it('is nothing where both agree; accesses of nobody are told, and never written', async () => {
    await open()
    const { filas, conteos, objetos } = await compared()
    expect(filas.map(({ tipo, objeto, comentario }) => [tipo, objeto, comentario])).toEqual([
      ['objeto_sin_cliente', 'cola ana', ''],
      ['objeto_sin_cliente', 'enlace', 'torre norte'],
    ])
    expect(conteos.objeto_sin_cliente).toBe(2)
    expect(objetos).toBe(3)
    const ids = filas.map(({ id }) => id)
    const client = await admin()
    const asked = await client.red.drift.fix({ requestId: newRequestId(), dispositivoId: device(), ids })
    await world.quiet()
    expect(asked).toEqual({ trabajos: 0 })
    expect(await world.farm.router.journal()).toEqual([])
  })

  it('pago_y_cortado: somebody in force who is cut there', async () => {
    const servicioId = await open()
    await world.farm.router.set('/ppp/secret', await idOf('/ppp/secret', 'ana'), { disabled: 'yes' })
    const row = await difference(servicioId)
    expect(row).toMatchObject({ tipo: 'pago_y_cortado', objeto: 'ana', falla: null, cliente: 'Ana Núñez' })
    expect(row.valores).toEqual([{ propiedad: 'disabled', tiene: 'yes', deberia: 'no' }])
    await fixed(row)
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ disabled: 'false', profile: '50M' })
  })

  it('pago_y_cortado: nor by the profile of debtors, which nobody remembers the cause of', async () => {
    const servicioId = await open()
    await world.farm.router.set('/ppp/secret', await idOf('/ppp/secret', 'ana'), { profile: 'morosos' })
    const row = await difference(servicioId)
    expect(row.tipo).toBe('pago_y_cortado')
    await fixed(row)
    // What it had before is not known: it gets what its plan is.
    expect((await world.row('/ppp/secret', { name: 'ana' }))?.['profile']).toBe('Plan 1')
  })

  it('pago_y_cortado: by a profile of debtors that the plan has no more', async () => {
    const servicioId = await open()
    const old = { name: 'viejos', 'local-address': '10.0.0.1', 'address-list': 'otra', comment: '[m:comun000]' }
    await world.farm.router.add('/ppp/profile', old)
    await world.farm.router.set('/ppp/secret', await idOf('/ppp/secret', 'ana'), { profile: 'viejos' })
    const row = await difference(servicioId)
    expect(row.tipo).toBe('pago_y_cortado')
    await fixed(row)
  })

  it('is fixed by how its device is treated now, not by how it was when it was read', async () => {
    const servicioId = await open()
    const client = await admin()
    const treat = (modo: 'observar' | 'gestionar') =>
      client.dispositivos.modo({ requestId: newRequestId(), id: device(), modo })
    await treat('observar')
    await world.farm.router.set('/ppp/secret', await idOf('/ppp/secret', 'ana'), { disabled: 'yes' })
    const row = await difference(servicioId)
    const fix = () => client.red.drift.fix({ requestId: newRequestId(), dispositivoId: device(), ids: [row.id] })
    expect((await refusal(fix())).code).toBe('dispositivo.observar')
    await treat('gestionar')
    expect(await fix()).toEqual({ trabajos: 1 })
    await treat('observar')
    expect((await refusal(fix())).code).toBe('dispositivo.observar')
  })

  it('debe_y_navega: somebody who is suspended and not cut there', async () => {
    const servicioId = await open()
    await world.change(servicioId, 'suspension')
    await world.quiet()
    await world.farm.router.set('/ppp/secret', await idOf('/ppp/secret', 'ana'), { profile: '50M' })
    const row = await difference(servicioId)
    expect(row.tipo).toBe('debe_y_navega')
    expect(row.comandos.join('\n')).toContain('profile=morosos')
    await fixed(row)
    expect((await world.row('/ppp/secret', { name: 'ana' }))?.['profile']).toBe('morosos')
  })

  it('sesion_de_cortado: the access is cut, and its session is older than that', async () => {
    const servicioId = await open()
    await world.farm.router.until('/ppp/active', { name: 'ana' })
    const before = await idOf('/ppp/active', 'ana')
    await world.farm.router.fault({ fault: { kind: 'drop' }, path: '/ppp/active/remove', times: null })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    await world.farm.router.clearFaults()
    const row = await difference(servicioId)
    expect(row.tipo).toBe('sesion_de_cortado')
    ;(await world.office.office.network()).wakeDevice(device())
    await fixed(row)
    expect(await idOf('/ppp/active', 'ana')).not.toBe(before)
  })

  it('velocidad_distinta: a queue with another speed than its plan', async () => {
    const servicioId = await open('simple_queue')
    await world.farm.router.set('/queue/simple', await idOf('/queue/simple', 'cola ana'), { 'max-limit': '1M/1M' })
    const row = await difference(servicioId)
    expect(row).toMatchObject({ tipo: 'velocidad_distinta', objetoTipo: 'simple_queue', objeto: 'cola ana' })
    expect(row.valores.map(({ propiedad }) => propiedad)).toEqual(['max-limit'])
    await fixed(row)
  })

  it('objeto_ausente: a linked object that is gone is not made anew', async () => {
    const servicioId = await open()
    await world.farm.router.remove('/ppp/secret', await idOf('/ppp/secret', 'ana'))
    const row = await difference(servicioId)
    expect(row).toMatchObject({ tipo: 'objeto_ausente', objeto: 'ana', falla: 'objeto_ausente', comandos: [] })
    const client = await admin()
    await client.red.drift.fix({ requestId: newRequestId(), dispositivoId: device(), ids: [row.id] })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'fallido', falla: 'objeto_ausente' })
    expect(await world.row('/ppp/secret', { name: 'ana' })).toBeUndefined()
  })

  it('is not mended on a device that is only observed', async () => {
    const servicioId = await open()
    await world.farm.router.set('/ppp/secret', await idOf('/ppp/secret', 'ana'), { disabled: 'yes' })
    await world.office.office.writer.maintain(({ sqlite }) => {
      sqlite.prepare(`update dispositivo_acceso set modo = 'observar' where dispositivo_id = ?`).run(device())
    })
    const row = await difference(servicioId)
    const client = await admin()
    const fix = client.red.drift.fix({ requestId: newRequestId(), dispositivoId: device(), ids: [row.id] })
    expect(await refusal(fix)).toMatchObject({ code: 'dispositivo.observar' })
    await client.red.jobs.ask({ requestId: newRequestId(), servicioId })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'pendiente', modo: 'observar' })
    expect(await world.farm.router.journal()).toEqual([])
  })

  it('says which device could not be read, and why', async () => {
    await open()
    await world.farm.router.behave({ refuse: true })
    const client = await admin()
    const { id } = await client.red.drift.start({})
    await world.office.ended(id)
    const [of] = (await client.red.drift.summary()).dispositivos
    expect(of).toMatchObject({ falla: 'sin_respuesta', conteos: null })
    expect(await refusal(client.red.drift.get({ dispositivoId: device() }))).toMatchObject({ code: 'red.drift_none' })
  })
})

describe('once a day, of what is managed', () => {
  it('it is looked by itself, also after a clock that ran ahead was set right', async () => {
    await open()
    const { drift } = await world.office.office.network()
    const looked = async () => {
      drift.daily()
      await eventually(async () => {
        const { dispositivos } = await (await admin()).red.drift.summary()
        expect(dispositivos[0]?.leidoEn).toBe(world.office.clock.now)
      })
    }
    world.office.clock.advance(400 * 86_400_000)
    await looked()
    world.office.clock.advance(-400 * 86_400_000)
    await looked()
    world.office.clock.advance(86_400_000)
    await looked()
  })
})

describe('when the office closes', () => {
  it('every look that goes on is waited for, not only the last that began', async () => {
    world = await openNetworkWorld({ state: STATE, routers: 2 })
    const [slow = '', quick = ''] = world.devices
    await world.farm.router.fault({ fault: { kind: 'held' }, path: '/ppp/secret/print' })
    const { id } = await (await admin()).red.drift.start({ dispositivoId: slow })
    await eventually(async () => expect(await world.farm.router.faulted()).toBe(1))
    const { drift } = await world.office.office.network()
    drift.back(quick)
    const readOf = (id: string) =>
      drift.summary(world.tenantId).dispositivos.find(({ dispositivoId }) => dispositivoId === id)?.leidoEn
    await eventually(() => expect(readOf(quick)).toBe(world.office.clock.now))
    let over = false
    const stopped = drift.stop().then(() => {
      over = true
    })
    expect(await world.farm.router.faulted()).toBe(1)
    expect(over).toBe(false)
    await world.farm.router.clearFaults()
    await stopped
    expect(world.office.office.jobs.isRunning('diferencias')).toBe(false)
    expect((await world.office.ended(id)).estado).toBe('done')
  })
})
