import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openRouters, type RouterFarm } from '../simulators/routeros/index.ts'
import { newRequestId } from './harness.ts'
import { type LinksWorld, openLinksWorld, readDevice, ROUTER_STATE } from './links-support.ts'
import { eventually } from './network-support.ts'

let farm: RouterFarm
let world: LinksWorld
beforeAll(async () => {
  farm = await openRouters({ state: ROUTER_STATE, tls: false, reconnectMs: 5 })
})
afterAll(() => farm.stop())
beforeEach(async () => {
  world = await openLinksWorld(farm.router, { modo: 'gestionar' })
  const id = await readDevice(world)
  const perfiles = [{ nombre: 'hogar-20', planId: world.planId }]
  await world.client.vinculos.apply({ requestId: newRequestId(), id, hasta: 'seguros', perfiles })
})
afterEach(() => world.office.close())

async function compare(): Promise<void> {
  const { id } = await world.client.red.drift.start({ dispositivoId: world.dispositivoId })
  await world.office.ended(id)
}
const report = () => world.client.red.drift.get({ dispositivoId: world.dispositivoId })
const total = async () => (await world.client.red.drift.summary()).total

it('a difference that a job made good, and read back, is gone without another look at the device', async () => {
  const secret = (await farm.router.rows('/ppp/secret')).find(({ name }) => name === 'rbenitez')
  await farm.router.set('/ppp/secret', secret?.['.id'] ?? '', { disabled: 'yes' })
  await compare()
  const { filas, leidoEn } = await report()
  const wrong = filas.filter(({ servicioId }) => servicioId === world.servicios['R-2'])
  expect(wrong.map(({ tipo }) => tipo)).toEqual(['pago_y_cortado'])
  const others = (await total()) - 1
  world.office.clock.advance(1000)
  await world.client.red.drift.fix({
    requestId: newRequestId(),
    dispositivoId: world.dispositivoId,
    ids: wrong.map(({ id }) => id),
  })
  ;(await world.office.office.network()).start()
  await eventually(async () => expect(await total()).toBe(others))
  const after = await report()
  expect(after.leidoEn).toBe(leidoEn)
  expect(after.filas.filter(({ servicioId }) => servicioId === world.servicios['R-2'])).toEqual([])
  expect(after.conteos.pago_y_cortado).toBe(0)
})

it('so is one whose job was asked for before the device was read, and ended well after it', async () => {
  const secret = (await farm.router.rows('/ppp/secret')).find(({ name }) => name === 'rbenitez')
  await farm.router.set('/ppp/secret', secret?.['.id'] ?? '', { disabled: 'yes' })
  await world.client.red.jobs.ask({ requestId: newRequestId(), servicioId: world.servicios['R-2'] ?? '' })
  world.office.clock.advance(1000)
  await compare()
  const differs = async () => (await report()).filas.some(({ servicioId }) => servicioId === world.servicios['R-2'])
  expect(await differs()).toBe(true)
  world.office.clock.advance(1000)
  ;(await world.office.office.network()).start()
  await eventually(async () => expect(await differs()).toBe(false))
  // What it finds from then on is another difference.
  await farm.router.set('/ppp/secret', secret?.['.id'] ?? '', { disabled: 'yes' })
  world.office.clock.advance(1000)
  await compare()
  expect(await differs()).toBe(true)
})
