import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type RouterFarm, type SimulatedRouter, startRouters } from '../simulators/routeros/index.ts'
import { type Client, newRequestId, refusal, type TestOffice } from './harness.ts'
import { addDevice, eventually, openNetworkOffice } from './network-support.ts'

let farm: RouterFarm
let router: SimulatedRouter
let old: SimulatedRouter
beforeAll(async () => {
  farm = await startRouters({
    routers: [{ identity: 'torre' }, { identity: 'viejo', version: '6.49.10' }],
    state: {
      '/ppp/profile': [{ name: '20M', 'rate-limit': '5M/20M' }],
      '/ppp/secret': [{ name: 'ana', password: 'x', service: 'pppoe', profile: '20M' }],
    },
  })
  ;[router, old] = farm.routers as [SimulatedRouter, SimulatedRouter]
})
afterAll(() => farm.stop())

let office: TestOffice
let admin: Client
beforeEach(async () => {
  office = await openNetworkOffice()
  admin = await office.as('admin')
})
afterEach(async () => {
  await office.close()
  for (const each of farm.routers) await each.clearFaults()
})

const request = () => ({ requestId: newRequestId() })

describe('backups', () => {
  const manage = async (each: SimulatedRouter) =>
    (await addDevice(office, each, { modo: 'gestionar', host: 'localhost' })).id

  it('are made, kept when they differ, and compared', async () => {
    office.clock.advance(1)
    const device = await manage(router)
    const first = await admin.dispositivos.respaldar({ ...request(), id: device, tipo: 'export' })
    expect(first).toMatchObject({ cambio: true, respaldo: { tipo: 'export' } })
    expect(await admin.dispositivos.respaldar({ ...request(), id: device, tipo: 'export' })).toEqual({
      ...first,
      cambio: false,
    })
    await router.add('/ppp/secret', { name: 'nueva', password: 'muy secreta', service: 'pppoe', profile: '20M' })
    office.clock.advance(60_000)
    const second = await admin.dispositivos.respaldar({ ...request(), id: device, tipo: 'export' })
    const ids = { antesId: first.respaldo.id, despuesId: second.respaldo.id }
    const diff = await admin.dispositivos.compararRespaldos(ids)
    expect(diff).toMatchObject({ mas: 1, menos: 0, truncada: false })
    expect(diff.lineas.find(({ tipo }) => tipo === 'mas')?.texto).toContain('nueva')
    const { items } = await admin.dispositivos.respaldos({ id: device })
    expect(items.map((row) => row.id)).toEqual([second.respaldo.id, first.respaldo.id])
    const { file, fileName } = await admin.dispositivos.descargarRespaldo({ respaldoId: second.respaldo.id })
    expect(fileName).toMatch(/^torre-\d{4}-\d{2}-\d{2}\.rsc$/)
    expect(await file.text()).toContain('muy secreta')
    // Who takes it away has every password of the device.
    const taken = (await admin.system.audit({})).find(({ accion }) => accion === 'dispositivo.backup_read')
    expect(taken).toMatchObject({ entidadId: device, despues: { respaldoId: second.respaldo.id, tipo: 'export' } })
    const kept = office.office.db.read.sqlite.prepare<[], string>('select contenido from respaldo').pluck().all()
    expect(kept.join('')).not.toContain(Buffer.from('muy secreta').toString('base64').slice(2, 12))
    expect(await router.rows('/file')).toEqual([])
  })

  it('of the device itself come byte by byte', async () => {
    const device = await manage(router)
    const { respaldo } = await admin.dispositivos.respaldar({ ...request(), id: device, tipo: 'binario' })
    expect(respaldo.tamano).toBe(2052)
    const { file } = await admin.dispositivos.descargarRespaldo({ respaldoId: respaldo.id })
    const bytes = new Uint8Array(await file.arrayBuffer())
    expect([...bytes.subarray(0, 4)]).toEqual([0x88, 0xac, 0xa1, 0xb1])
  })

  it('of an old version are read where they are small, or it is said that they cannot be', async () => {
    const device = await manage(old)
    expect(await admin.dispositivos.respaldar({ ...request(), id: device, tipo: 'export' })).toMatchObject({
      cambio: true,
    })
    for (let n = 0; n < 100; n++) await old.add('/ip/pool', { name: `p${n}`, ranges: `10.${n}.0.1-10.${n}.0.254` })
    const large = await refusal(admin.dispositivos.respaldar({ ...request(), id: device, tipo: 'export' }))
    expect(large).toEqual({ code: 'respaldo.imposible', data: { motivo: 'version' } })
    expect(await old.rows('/file')).toEqual([])
  })

  it('and reboots are not for a device that is only observed', async () => {
    const { id } = await addDevice(office, router)
    const journal = (await router.journal()).length
    expect((await refusal(admin.dispositivos.respaldar({ ...request(), id, tipo: 'export' }))).code).toBe(
      'dispositivo.observar',
    )
    expect((await refusal(admin.dispositivos.reiniciar({ ...request(), id, nombre: 'torre' }))).code).toBe(
      'dispositivo.observar',
    )
    expect(await router.journal()).toHaveLength(journal)
  })

  it('are made by themselves, at most once a day', async () => {
    const { id: device, desk } = await addDevice(office, router, {
      modo: 'gestionar',
      respaldo: 'diario',
      host: 'localhost',
    })
    const count = async () => (await admin.dispositivos.respaldos({ id: device })).items.length
    await desk.backups.run()
    expect(await count()).toBe(2)
    await router.add('/ppp/secret', { name: 'otra', password: 'x', service: 'pppoe', profile: '20M' })
    await desk.backups.run()
    expect(await count()).toBe(2)
    office.clock.advance(25 * 3_600_000)
    await desk.backups.run()
    expect(await count()).toBe(4)
  })
})

describe('backups that are made by themselves', () => {
  const scheduled = { modo: 'gestionar', respaldo: 'diario', host: 'localhost' } as const
  const made = async (device: string) => (await admin.dispositivos.respaldos({ id: device })).items.length

  it('are not made of a device that is only observed by the time it is its turn', async () => {
    const first = await addDevice(office, router, scheduled)
    const second = await addDevice(office, old, scheduled)
    const met = await router.faulted()
    await router.fault({ fault: { kind: 'held' }, path: '/export' })
    const journal = (await old.journal()).length
    const running = first.desk.backups.run()
    await eventually(async () => expect(await router.faulted()).toBe(met + 1))
    for (const each of [first, second]) await admin.dispositivos.modo({ ...request(), id: each.id, modo: 'observar' })
    await router.clearFaults()
    await running
    expect([await made(first.id), await made(second.id)]).toEqual([1, 0])
    expect(await old.journal()).toHaveLength(journal)
  })

  it('go on after a clock that ran ahead was set right', async () => {
    const { id: device, desk } = await addDevice(office, router, scheduled)
    office.clock.advance(400 * 86_400_000)
    await desk.backups.run()
    expect(await made(device)).toBe(2)
    office.clock.advance(-399 * 86_400_000)
    await router.add('/ppp/secret', { name: 'adelantado', password: 'x', service: 'pppoe', profile: '20M' })
    await desk.backups.run()
    expect(await made(device)).toBe(4)
    await router.add('/ppp/secret', { name: 'y otro', password: 'x', service: 'pppoe', profile: '20M' })
    await desk.backups.run()
    expect(await made(device)).toBe(4)
  })

  it('go on after what went wrong once', async () => {
    const { id: device, desk } = await addDevice(office, router, scheduled)
    vi.spyOn(office.office.seal, 'usable', 'get').mockImplementationOnce(() => {
      throw new Error('the disk was not there')
    })
    await desk.backups.run()
    expect(await made(device)).toBe(0)
    await desk.backups.run()
    expect(await made(device)).toBe(2)
  })
})
