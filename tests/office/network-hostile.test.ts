import { afterEach, describe, expect, it } from 'vitest'
import { newRequestId } from './harness.ts'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'

let world: NetworkWorld
afterEach(() => world.close())

const wake = async () => {
  world.office.clock.advance(15 * 60_000)
  ;(await world.office.office.network()).wakeDevice(world.devices[0] ?? '')
  await world.quiet()
}

async function savePassword(servicioId: string, valor: string) {
  const { actualizadoEn: expected } = await world.client.red.service.get({ servicioId })
  const fields = { usuario: 'berta', ip: '', mac: '', metodoCorte: null, uispServicioId: '' }
  const clave = { tipo: 'poner', valor } as const
  await world.client.red.service.save({ requestId: newRequestId(), servicioId, ...fields, clave, expected })
}

describe('a password that the device hides', () => {
  it('is not taken for written where the device refused it', async () => {
    world = await openNetworkWorld({ passwords: 'hidden' })
    await world.configure({})
    const { servicioId } = await world.servicio(await world.plan())
    await savePassword(servicioId, 'primera')
    await world.client.red.provision({ requestId: newRequestId(), servicioId, dispositivoId: world.devices[0] ?? '' })
    await world.quiet()
    const refusing = { kind: 'trap', message: 'not enough permissions (9)' } as const
    await world.farm.router.fault({ fault: refusing, path: '/ppp/secret/set' })
    await savePassword(servicioId, 'segunda')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'pendiente', falla: 'permisos' })
    await wake()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect(await world.row('/ppp/secret', { name: 'berta' })).toMatchObject({ password: 'segunda' })
  })
})
