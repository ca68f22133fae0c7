import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'

let world: NetworkWorld
let servicioId: string
afterEach(() => world.close())

const IP = '10.9.0.7'
const STATE = {
  '/ip/pool': [{ name: 'sin-pago', ranges: '10.8.0.2-10.8.0.250' }],
  '/ppp/profile': [
    { name: 'morosos', 'local-address': '10.0.0.1', 'remote-address': 'sin-pago', 'address-list': 'morosos' },
    { name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' },
  ],
  '/ppp/secret': [{ name: 'ana', password: 'x', service: 'pppoe', profile: '50M', 'remote-address': IP }],
  '/queue/simple': [{ name: 'cola de ana', target: '10.9.0.77/32', 'max-limit': '10M/50M' }],
}

const session = async () => (await world.row('/ppp/active', { name: 'ana' }))?.['.id']

/** Of an access and a queue on one device, paid and not lifted yet. */
beforeEach(async () => {
  world = await openNetworkWorld({ state: STATE, reconnectMs: 20 })
  await world.configure({})
  ;({ servicioId } = await world.servicio(await world.plan()))
  await world.link(servicioId, 'ppp_secret', 'ana')
  await world.link(servicioId, 'simple_queue', 'cola de ana')
  await world.change(servicioId, 'suspension')
  await world.quiet()
  expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ profile: 'morosos' })
  await world.farm.router.until('/ppp/active', { name: 'ana' })
})

const changeQueue = async (changes: Record<string, string>) => {
  const queue = await world.row('/queue/simple', { name: 'cola de ana' })
  await world.farm.router.set('/queue/simple', queue?.['.id'] ?? '', changes)
}
const letIn = { profile: '50M', 'remote-address': IP }

describe('one object of a paid service that cannot be put right', () => {
  it('keeps no other one back when the device refuses to write it; it is tried again, and who is connected stays so', async () => {
    await changeQueue({ 'max-limit': '1M/1M' })
    const refused = { kind: 'trap', message: 'failure: not now' } as const
    await world.farm.router.fault({ fault: refused, path: '/queue/simple/set', times: 2 })
    const cut = await session()
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject(letIn)
    const [job] = await world.jobs(servicioId)
    expect(job).toMatchObject({ estado: 'aplicado', falla: 'rechazado', detalle: 'failure: not now', intentos: 1 })
    await world.farm.router.until('/ppp/active', { name: 'ana' })
    const back = await session()
    expect(back).not.toBe(cut)
    for (const expected of ['aplicado', 'verificado']) {
      world.office.clock.advance(15 * 60_000)
      await world.quiet()
      expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: expected })
    }
    expect(await world.row('/queue/simple', { name: 'cola de ana' })).toMatchObject({
      'max-limit': '10000000/50000000',
    })
    expect(await session()).toBe(back)
  })

  it('keeps no other one back when it is gone, and is shown', async () => {
    await world.farm.router.replace('/queue/simple', [])
    const cut = await session()
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject(letIn)
    expect(await session()).not.toBe(cut)
    expect((await world.jobs(servicioId))[0]).toMatchObject({
      estado: 'fallido',
      falla: 'objeto_ausente',
      detalle: 'cola de ana',
    })
  })

  it('is the profile that the device refuses to make: the access is on again all the same', async () => {
    const secret = await world.row('/ppp/secret', { name: 'ana' })
    await world.farm.router.set('/ppp/secret', secret?.['.id'] ?? '', { disabled: 'yes' })
    // Its plan changed meanwhile: it goes back to a profile that the office is to make.
    await world.changePlan(servicioId, await world.plan({ nombre: 'Otro', bajada: 100 }))
    await world.quiet()
    const refused = { kind: 'trap', message: 'failure: no room' } as const
    await world.farm.router.fault({ fault: refused, path: '/ppp/profile/add', times: null })
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ disabled: 'false', 'remote-address': IP })
    expect((await world.jobs(servicioId))[0]).toMatchObject({ falla: 'rechazado', detalle: 'failure: no room' })
  })
})
