import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import { writeSetting } from '../../office/kernel/settings.ts'
import { newRequestId, refusal } from './harness.ts'
import { deviceInput, eventually } from './network-support.ts'
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
  const fields = { usuario: 'berta', ip: '', mac: '', metodoCorte: null }
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

describe('between one command for an access and the next', () => {
  const STATE = {
    '/ppp/profile': [{ name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' }],
    '/ppp/secret': [{ name: 'ana', password: 'x', service: 'pppoe', profile: '50M', 'remote-address': '10.9.0.7' }],
  }

  /** A cut that has come to this command: what happens until `goOn` does while the device is at it. */
  async function cutUntil(path: string) {
    world = await openNetworkWorld({ state: STATE })
    await world.configure({})
    const { servicioId } = await world.servicio(await world.plan())
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.quiet()
    const { router } = world.farm
    await router.until('/ppp/active', { name: 'ana' })
    await router.fault({ fault: { kind: 'held' }, path })
    await world.change(servicioId, 'suspension')
    await eventually(async () => expect(await router.faulted()).toBe(1))
    return servicioId
  }
  const goOn = async () => {
    await world.farm.router.clearFaults()
    await world.quiet()
  }
  const written = async () => (await world.farm.router.journal()).map(({ menu, verb }) => `${menu}/${verb}`).sort()

  it('whoever pays is not cut any more', async () => {
    const servicioId = await cutUntil('/ppp/profile/add')
    await world.change(servicioId, 'reactivacion')
    await goOn()
    expect((await written()).filter((command) => command.startsWith('/ppp/secret'))).toEqual([])
    expect((await world.jobs(servicioId))[0]).toMatchObject({ tipo: 'reactivacion', estado: 'verificado' })
  })

  it.each([
    ['/ppp/profile/add', ['/ppp/profile/add']],
    ['/ppp/secret/set', ['/ppp/profile/add', '/ppp/secret/set', '/ppp/secret/unset']],
  ])('a device that is only observed from then on is told no more, after %s', async (path, all) => {
    const servicioId = await cutUntil(path)
    const [id = ''] = world.devices
    await (await world.office.as('admin')).dispositivos.modo({ requestId: newRequestId(), id, modo: 'observar' })
    await goOn()
    expect(await written()).toEqual(all)
    await (await world.office.as('admin')).dispositivos.modo({ requestId: newRequestId(), id, modo: 'gestionar' })
    await wake()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ tipo: 'corte', estado: 'verificado' })
  })

  it('cuts that are switched off are not gone on with', async () => {
    const servicioId = await cutUntil('/ppp/profile/add')
    await world.configure({ activos: false })
    await goOn()
    expect(await written()).toEqual(['/ppp/profile/add'])
    expect((await world.jobs(servicioId))[0]).toMatchObject({ falla: 'cortes_inactivos' })
  })
})

describe('two plans whose profiles would have one name', () => {
  beforeEach(async () => {
    world = await openNetworkWorld({
      state: {
        '/ip/pool': [{ name: 'sin-pago', ranges: '10.8.0.2-10.8.0.250' }],
        '/ppp/profile': [{ name: 'morosos', 'remote-address': 'sin-pago', 'address-list': 'morosos' }],
      },
      reconnectMs: 20,
    })
    const cortes = { ...RED_CONFIG_INICIAL.cortes, activos: true }
    const nombres = { ...RED_CONFIG_INICIAL.nombres, perfil: '{bajada}M' }
    const config = { ...RED_CONFIG_INICIAL, cortes, nombres }
    await world.office.office.writer.maintain((db, now) => writeSetting(db, world.tenantId, 'red', config, now))
  })

  const on = async (subida: number, usuario: string, ip: string) => {
    const { servicioId } = await world.servicio(await world.plan({ bajada: 50, subida }), usuario)
    const fields = { usuario, ip, mac: '', metodoCorte: null, expected: 0 }
    const clave = { tipo: 'generar' } as const
    await world.client.red.service.save({ requestId: newRequestId(), servicioId, ...fields, clave })
    const [dispositivoId = ''] = world.devices
    await world.client.red.provision({ requestId: newRequestId(), servicioId, dispositivoId })
    await world.quiet()
    return servicioId
  }

  it('do not write over one another: the second is told', async () => {
    const first = await on(10, 'ana', '10.9.0.7')
    expect(await world.row('/ppp/profile', { name: '50M' })).toMatchObject({ 'rate-limit': '10M/50M' })
    const second = await on(20, 'berta', '10.9.0.8')
    expect((await world.jobs(second))[0]).toMatchObject({ falla: 'perfil_ajeno', detalle: '50M' })
    expect(await world.row('/ppp/profile', { name: '50M' })).toMatchObject({ 'rate-limit': '10M/50M' })
    await world.client.red.jobs.ask({ requestId: newRequestId(), servicioId: first })
    await world.quiet()
    expect((await world.jobs(first))[0]).toMatchObject({ estado: 'verificado', cambios: [] })
  })

  it('keep nobody cut who paid: of the newer plan too, at the speed of the older, which is said', async () => {
    const servicioId = await on(10, 'ana', '10.9.0.7')
    await world.change(servicioId, 'suspension')
    await world.changePlan(servicioId, await world.plan({ bajada: 50, subida: 20 }))
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ profile: 'morosos' })
    await world.farm.router.until('/ppp/active', { name: 'ana' })
    const cut = await world.row('/ppp/active', { name: 'ana' })
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ profile: '50M', disabled: 'false' })
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'fallido', falla: 'perfil_ajeno' })
    await world.farm.router.until('/ppp/active', { name: 'ana' })
    const back = await world.row('/ppp/active', { name: 'ana' })
    expect(back?.['.id']).not.toBe(cut?.['.id'])
    // Asking again finds it still so, and who is connected stays so.
    await world.client.red.jobs.ask({ requestId: newRequestId(), servicioId })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'fallido', falla: 'perfil_ajeno', cambios: [] })
    expect((await world.row('/ppp/active', { name: 'ana' }))?.['.id']).toBe(back?.['.id'])
  })
})

describe('the password of a device', () => {
  it('that was sealed with a key that is gone is no wrong password', async () => {
    world = await openNetworkWorld({ state: { '/ppp/secret': [{ name: 'ana', password: 'x', service: 'pppoe' }] } })
    await world.configure({})
    const sealed = world.office.office.seal.seal('x', 'something else')
    await world.office.office.writer.maintain(({ sqlite }) =>
      sqlite.prepare('update dispositivo_acceso set secreto = ?').run(sealed),
    )
    const { servicioId } = await world.servicio(await world.plan())
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'pendiente', falla: 'llave' })
  })
})

describe('a device behind TLS', () => {
  it.each([
    ['shows another certificate than the trusted one', 'ab'.repeat(32)],
    ['has none that anybody trusted', null],
  ])('is told no password when it %s', async (_, huella) => {
    world = await openNetworkWorld({ tls: true })
    await world.configure({})
    const { router } = world.farm
    await world.office.office.writer.maintain(({ sqlite }) =>
      sqlite.prepare('update dispositivo_acceso set tls = 1, puerto = ?, huella_tls = ?').run(router.tlsPort, huella),
    )
    const { servicioId } = await world.servicio(await world.plan())
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'pendiente', falla: 'tls' })
    expect(await router.counters()).toMatchObject({ logins: 0, failedLogins: 0 })
  })
})

describe('a device that is put away', () => {
  const archive = async (activo: boolean) => {
    const [id = ''] = world.devices
    return (await world.office.as('admin')).dispositivos.archivar({ requestId: newRequestId(), id, activo })
  }

  it('leaves no jobs behind that nobody will ever do', async () => {
    world = await openNetworkWorld({ state: { '/ppp/secret': [{ name: 'ana', password: 'x', service: 'pppoe' }] } })
    const { servicioId } = await world.servicio(await world.plan())
    const admin = await world.office.as('admin')
    await admin.dispositivos.modo({ requestId: newRequestId(), id: world.devices[0] ?? '', modo: 'observar' })
    await world.link(servicioId, 'ppp_secret', 'ana')
    const { objetos } = await admin.red.service.get({ servicioId })
    await admin.red.unlink({ requestId: newRequestId(), objetoId: objetos[0]?.id ?? '' })
    await archive(false)
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'cancelado' })
    expect((await admin.red.jobs.summary()).conteos).toMatchObject({ pendiente: 0, cancelado: 1 })
  })

  it('does not come back beside another one at its address', async () => {
    world = await openNetworkWorld()
    await archive(false)
    const dispositivo = deviceInput(world.farm.router)
    await (await world.office.as('admin')).dispositivos.create({ requestId: newRequestId(), dispositivo })
    expect((await refusal(archive(true))).code).toBe('dispositivo.duplicado')
  })
})

describe('whoever leaves', () => {
  it('is told no more of a diagnosis that goes on', async () => {
    world = await openNetworkWorld()
    const { servicioId } = await world.servicio(await world.plan())
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.farm.router.fault({ fault: { kind: 'held' }, path: '/ppp/secret/print', times: null })
    const support = await world.office.as('soporte')
    const events = await support.diagnostico.run({ servicioId })
    expect((await events.next()).value).toMatchObject({ tipo: 'paso', paso: 'contrato' })
    await support.access.logout()
    await world.farm.router.clearFaults()
    const told: string[] = []
    for await (const event of events) told.push(event.tipo)
    expect(told).not.toContain('fin')
  })
})
