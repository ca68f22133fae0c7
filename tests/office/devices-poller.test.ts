import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RouterFarm, startRouters } from '../simulators/routeros/index.ts'
import { findDevice } from '../../office/network/devices/rows.ts'
import type { TestOffice } from './harness.ts'
import { addDevice, eventually, look, openNetworkOffice } from './network-support.ts'

const MINUTE = 60_000

let farm: RouterFarm
beforeAll(async () => {
  farm = await startRouters({
    routers: [{ identity: 'torre' }, { identity: 'nodo-viejo', version: '6.49.10' }],
    state: {
      '/ip/route': [
        { 'dst-address': '0.0.0.0/0', gateway: '10.0.0.1', 'immediate-gw': '10.0.0.1%ether1', active: 'true' },
      ],
    },
  })
})
afterAll(() => farm.stop())

let office: TestOffice
beforeEach(async () => {
  office = await openNetworkOffice()
})
afterEach(async () => {
  await office.close()
  for (const router of farm.routers) {
    await router.clearFaults()
    await router.behave({})
  }
})

const stored = async (id: string) => {
  const { tenantId } = await office.actor('admin')
  return findDevice(office.office.db.read, tenantId, id)
}
const alertas = () =>
  office.office.db.read.sqlite.prepare(`select tipo, hasta is null as dura from alerta order by desde, id`).all()
const metricas = () =>
  office.office.db.read.sqlite
    .prepare<[], number>(`select count(*) from metrica where resolucion = 'cruda'`)
    .pluck()
    .get()

describe.each([0, 1])('a look at router %i', (at) => {
  it('writes down how it is, who it is, and a point of its history', async () => {
    const router = farm.routers[at] ?? farm.router
    const { id, desk } = await addDevice(office, router)
    await look(desk, id)
    const row = await stored(id)
    expect(row).toMatchObject({ estado: 'en_linea', ultimoSyncAt: office.clock.now, version: router.version })
    expect(row.externalId).toMatch(/^HD/)
    const seen = JSON.parse(row.metricasJson) as Record<string, number>
    expect(Object.keys(seen).sort()).toEqual(
      expect.arrayContaining(['cpu', 'disco', 'memoria', 'sesiones', 'temperatura', 'uptime', 'voltaje']),
    )
    expect(metricas()).toBe(1)
  })
})

describe('a look', () => {
  it('takes one round trip once the device is known', async () => {
    const { id, desk } = await addDevice(office, farm.router)
    await look(desk, id)
    await farm.router.behave({ rttMs: 150 })
    const before = performance.now()
    await look(desk, id)
    // Four commands, one after the other, would take four times as long.
    expect(performance.now() - before).toBeLessThan(450)
  })

  it('counts the traffic of the default route from the second look on', async () => {
    const { id, desk } = await addDevice(office, farm.router)
    await look(desk, id)
    expect(desk.poller.view(id)?.metricas.bajada).toBeUndefined()
    await eventually(async () => {
      await look(desk, id)
      expect(desk.poller.view(id)?.metricas.bajada).toBeGreaterThan(0)
    })
  })

  it('that is refused says why, and does not call the device down', async () => {
    const { id, desk } = await addDevice(office, farm.router, { clave: 'otra' })
    await look(desk, id)
    expect(desk.poller.view(id)).toMatchObject({ estado: 'desconocido', falla: 'credenciales', ultimoSyncAt: null })
    expect(alertas()).toEqual([])
  })
})

describe('a device that does not answer', () => {
  it('keeps its last figures, is down from the second look, an alert from the third, and back by itself', async () => {
    const { id, desk } = await addDevice(office, farm.router)
    await look(desk, id)
    const answered = office.clock.now
    const step = async (): Promise<void> => {
      office.clock.advance(2 * MINUTE)
      await look(desk, id)
    }
    await farm.router.behave({ refuse: true })
    await step()
    expect(await stored(id)).toMatchObject({ estado: 'en_linea', ultimoSyncAt: answered })
    await step()
    expect(await stored(id)).toMatchObject({ estado: 'caido', ultimoSyncAt: answered })
    expect(Object.keys(JSON.parse((await stored(id)).metricasJson) as object)).toContain('cpu')
    expect(metricas()).toBe(1)
    await step()
    expect(alertas()).toEqual([{ tipo: 'caido', dura: 1 }])
    await farm.router.behave({})
    await step()
    expect(await stored(id)).toMatchObject({ estado: 'en_linea' })
    await step()
    await step()
    expect(alertas()).toEqual([{ tipo: 'caido', dura: 0 }])
  })

  it('whose alert lasted when the office was closed has one alert still', async () => {
    const { id, desk } = await addDevice(office, farm.router)
    await farm.router.behave({ refuse: true })
    for (let n = 0; n < 4; n++) await look(desk, id)
    expect(alertas()).toEqual([{ tipo: 'caido', dura: 1 }])
    await office.restart()
    const again = await office.office.network()
    for (let n = 0; n < 4; n++) await look(again, id)
    expect(alertas()).toEqual([{ tipo: 'caido', dura: 1 }])
  })
})

describe('the desk', () => {
  it('looks by itself, at the pace of each device', async () => {
    const { id, desk } = await addDevice(office, farm.router, { sondeoSegundos: 10 })
    desk.resetDevice(id)
    await eventually(() => expect(desk.poller.view(id)?.estado).toBe('en_linea'))
  })

  it('shares one connection between everybody who uses a device', async () => {
    const { id, desk } = await addDevice(office, farm.router)
    await farm.router.resetCounters()
    await Promise.all([look(desk, id), desk.link(id).call('/system/identity/print'), look(desk, id)])
    expect((await farm.router.counters()).connections).toBe(1)
  })
})
