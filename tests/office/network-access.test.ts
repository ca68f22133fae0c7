import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PoliticaSuspension } from '../../contract/enums.ts'
import { newRequestId, refusal } from './harness.ts'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'

let world: NetworkWorld
afterEach(() => world.close())

const STATE = {
  '/ip/pool': [{ name: 'sin-pago', ranges: '10.8.0.2-10.8.0.250' }],
  '/ppp/profile': [
    { name: 'morosos', 'local-address': '10.0.0.1', 'remote-address': 'sin-pago', 'address-list': 'morosos' },
    { name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' },
    { name: '100M', 'local-address': '10.0.0.1', 'rate-limit': '20M/100M' },
  ],
  '/ppp/secret': [{ name: 'ana', password: 'vieja', service: 'pppoe', profile: '50M', 'remote-address': '10.9.0.7' }],
}

const NET = { pool: '', metodoCorte: 'perfil', perfilCorte: 'morosos', listaCorte: 'morosos' } as const

async function planOf(perfil: string, politica: PoliticaSuspension = 'cortar'): Promise<string> {
  const planId = await world.plan({ politica })
  const reducida = { reducidaBajadaMbps: 1, reducidaSubidaMbps: 1 }
  await world.client.red.plans.save({ requestId: newRequestId(), planId, perfil, ...NET, ...reducida, expected: 0 })
  return planId
}

async function save(servicioId: string, changes: { usuario?: string; clave?: string; ip?: string } = {}) {
  const { usuario, ip, mac, metodoCorte, actualizadoEn } = await world.client.red.service.get({
    servicioId,
  })
  const clave =
    changes.clave === undefined ? ({ tipo: 'igual' } as const) : { tipo: 'poner' as const, valor: changes.clave }
  const is = {
    usuario: changes.usuario ?? usuario,
    ip: changes.ip ?? ip,
    mac,
    metodoCorte,
    expected: actualizadoEn,
  }
  return world.client.red.service.save({ requestId: newRequestId(), servicioId, clave, ...is })
}

const wake = async () => {
  world.office.clock.advance(15 * 60_000)
  ;(await world.office.office.network()).wakeDevice(world.devices[0] ?? '')
  await world.quiet()
}

describe('a change of plan', () => {
  it('that dies between its write and its session removes the session when it goes on, after a restart too', async () => {
    world = await openNetworkWorld({ state: STATE, reconnectMs: 20 })
    await world.configure({})
    const [slow, fast] = [await planOf('50M'), await planOf('100M')]
    const { servicioId } = await world.servicio(slow)
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.quiet()
    const { router } = world.farm
    await router.until('/ppp/active', { name: 'ana' })
    const session = await world.row('/ppp/active', { name: 'ana' })
    await router.fault({ fault: { kind: 'reset' }, path: '/ppp/active/remove' })
    await world.changePlan(servicioId, fast)
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ profile: '100M' })
    expect((await world.row('/ppp/active', { name: 'ana' }))?.['.id']).toBe(session?.['.id'])
    // Until then it is a difference.
    const admin = await world.office.as('admin')
    world.office.clock.advance(1)
    const { id } = await admin.red.drift.start({})
    await world.office.ended(id)
    const { filas } = await admin.red.drift.get({ dispositivoId: world.devices[0] ?? '' })
    expect(filas).toMatchObject([{ tipo: 'velocidad_distinta', servicioId }])
    await world.office.restart()
    await wake()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    await router.until('/queue/simple', { name: '<pppoe-ana>', 'max-limit': '20000000/100000000' })
    const [objeto] = (await (await world.office.as('admin')).red.service.get({ servicioId })).objetos
    expect(objeto).toMatchObject({ cambiado: false })
  })
})

describe('a run that dies between its write and its session', () => {
  /** Writes of the access arrive, and then the device is lost; the session that is there began a moment ago. */
  const dying = async () => {
    const { router } = world.farm
    await router.until('/ppp/active', { name: 'ana' })
    const session = (await world.row('/ppp/active', { name: 'ana' }))?.['.id']
    await router.fault({ fault: { kind: 'reset' }, path: '/ppp/active/remove' })
    return async () => (await world.row('/ppp/active', { name: 'ana' }))?.['.id'] !== session
  }

  it('leaves no debtor the session that began meanwhile', async () => {
    world = await openNetworkWorld({ state: STATE, reconnectMs: 20 })
    await world.configure({})
    const { servicioId } = await world.servicio(await planOf('50M'))
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.quiet()
    const isAnother = await dying()
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ profile: 'morosos' })
    expect(await isAnother()).toBe(false)
    await world.office.restart()
    await wake()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect(await isAnother()).toBe(true)
    // Owed once: what looks at the service later leaves the session that it has now.
    await world.farm.router.until('/ppp/active', { name: 'ana' })
    const { seq = 0 } = (await world.farm.router.journal()).at(-1) ?? {}
    await (await world.office.as('admin')).red.jobs.ask({ requestId: newRequestId(), servicioId })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect((await world.farm.router.journal()).at(-1)?.seq).toBe(seq)
  })

  it('leaves nobody at the reduced speed of the plan before', async () => {
    world = await openNetworkWorld({ state: STATE, reconnectMs: 20 })
    await world.configure({})
    const [slow, fast] = [await planOf('50M', 'reducir'), await planOf('100M', 'reducir')]
    const { servicioId } = await world.servicio(slow)
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.change(servicioId, 'suspension')
    await world.quiet()
    const reduced = (await world.row('/ppp/secret', { name: 'ana' }))?.['profile']
    const isAnother = await dying()
    await world.changePlan(servicioId, fast)
    await world.quiet()
    expect((await world.row('/ppp/secret', { name: 'ana' }))?.['profile']).not.toBe(reduced)
    expect(await isAnother()).toBe(false)
    await world.office.restart()
    await wake()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect(await isAnother()).toBe(true)
  })

  it('owes the session until a later job ends well, where its own was given up', async () => {
    world = await openNetworkWorld({ state: STATE, reconnectMs: 20 })
    await world.configure({})
    const { servicioId } = await world.servicio(await planOf('50M'))
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.quiet()
    await dying()
    await world.change(servicioId, 'suspension')
    await world.quiet()
    const [job] = await world.jobs(servicioId)
    const admin = await world.office.as('admin')
    await admin.red.jobs.cancel({ requestId: newRequestId(), ids: [job?.id ?? ''] })
    const kicks = async () => (await world.farm.router.journal()).filter(({ menu }) => menu === '/ppp/active').length
    for (const expected of [1, 1]) {
      await admin.red.jobs.ask({ requestId: newRequestId(), servicioId })
      await wake()
      expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
      expect(await kicks()).toBe(expected)
      await world.farm.router.until('/ppp/active', { name: 'ana' })
    }
  })
})

describe('a new password', () => {
  const made = async (passwords: 'shown' | 'hidden') => {
    world = await openNetworkWorld({ state: STATE, passwords })
    await world.configure({})
    const { servicioId } = await world.servicio(await planOf('50M'))
    await save(servicioId, { usuario: 'berta', clave: 'primera' })
    await world.client.red.provision({ requestId: newRequestId(), servicioId, dispositivoId: world.devices[0] ?? '' })
    await world.quiet()
    return servicioId
  }
  const sets = async () =>
    (await world.farm.router.journal()).filter(({ verb, args }) => verb === 'set' && 'password' in args)

  it.each(['shown', 'hidden'] as const)('is written once where passwords are %s', async (passwords) => {
    const servicioId = await made(passwords)
    await save(servicioId, { clave: 'segunda' })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect(await world.row('/ppp/secret', { name: 'berta' })).toMatchObject({ password: 'segunda' })
    await save(servicioId)
    await world.quiet()
    expect(await sets()).toHaveLength(1)
  })

  it('is written again when nobody heard that it was, and its row in the queue does not tell it', async () => {
    const servicioId = await made('hidden')
    await world.farm.router.fault({ fault: { kind: 'drop' }, path: '/ppp/secret/set' })
    await save(servicioId, { clave: 'segunda' })
    await world.quiet()
    await wake()
    const [job] = await world.jobs(servicioId)
    expect(job).toMatchObject({ estado: 'verificado' })
    expect(JSON.stringify(job)).not.toContain('segunda')
    expect(await world.row('/ppp/secret', { name: 'berta' })).toMatchObject({ password: 'segunda' })
  })

  it('is written once where they are hidden though the service is off, and stays to be written while it is on its way', async () => {
    const servicioId = await made('hidden')
    await world.change(servicioId, 'suspension')
    await world.quiet()
    await save(servicioId, { clave: 'segunda' })
    await world.quiet()
    await save(servicioId)
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect(await sets()).toHaveLength(1)
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await sets()).toHaveLength(1)
    expect(await world.row('/ppp/secret', { name: 'berta' })).toMatchObject({ password: 'segunda' })
  })

  it.each(['activo', 'suspendido'])(
    'that is changed while another one is on its way is written too: %s',
    async (estado) => {
      const servicioId = await made('hidden')
      if (estado === 'suspendido') await world.change(servicioId, 'suspension')
      await world.quiet()
      // Carried out at once, and heard of later.
      await world.farm.router.behave({ rttMs: 300 })
      await save(servicioId, { clave: 'segunda' })
      const working = world.quiet()
      await vi.waitFor(async () => expect(await sets()).toHaveLength(1))
      await save(servicioId, { clave: 'tercera' })
      await working
      await world.quiet()
      expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
      expect(await world.row('/ppp/secret', { name: 'berta' })).toMatchObject({ password: 'tercera' })
    },
  )

  it('leaves a cut as it can be taken back', async () => {
    world = await openNetworkWorld({ state: STATE, passwords: 'hidden' })
    await world.configure({})
    const { servicioId } = await world.servicio(await world.plan())
    await world.link(servicioId, 'ppp_secret', 'ana')
    await save(servicioId, { usuario: 'ana', clave: 'nueva' })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ profile: 'morosos', password: 'nueva' })
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    const row = await world.row('/ppp/secret', { name: 'ana' })
    expect(row).toMatchObject({ profile: '50M', 'remote-address': '10.9.0.7' })
  })
})

describe('another name for an access that the office made', () => {
  const made = async () => {
    world = await openNetworkWorld({ state: STATE, reconnectMs: 20 })
    await world.configure({})
    const { servicioId } = await world.servicio(await planOf('50M'))
    await save(servicioId, { usuario: 'berta', clave: 'primera', ip: '10.9.0.8' })
    await world.client.red.provision({ requestId: newRequestId(), servicioId, dispositivoId: world.devices[0] ?? '' })
    await world.quiet()
    await world.farm.router.until('/ppp/active', { name: 'berta' })
    return servicioId
  }
  const secrets = async () => (await world.farm.router.rows('/ppp/secret')).map(({ name }) => name)
  const objeto = async (servicioId: string) =>
    (await (await world.office.as('admin')).red.service.get({ servicioId })).objetos[0]

  it('is given to it on the device, and the session under the old one is removed; there is no second one', async () => {
    const servicioId = await made()
    const before = await world.row('/ppp/secret', { name: 'berta' })
    await save(servicioId, { usuario: 'carla' })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect(await secrets()).toEqual(['ana', 'carla'])
    expect((await world.row('/ppp/secret', { name: 'carla' }))?.['.id']).toBe(before?.['.id'])
    expect(await world.row('/ppp/active', { name: 'berta' })).toBeUndefined()
    expect(await objeto(servicioId)).toMatchObject({ clave: 'carla', cambiado: false })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'carla' })).toMatchObject({ profile: 'morosos' })
  })

  it('is not forgotten by a run that dies on the way, of a service that is cut too', async () => {
    const servicioId = await made()
    await world.change(servicioId, 'suspension')
    await world.quiet()
    await world.farm.router.until('/ppp/active', { name: 'berta' })
    await world.farm.router.fault({ fault: { kind: 'reset' }, path: '/ppp/active/remove' })
    await save(servicioId, { usuario: 'carla' })
    await world.quiet()
    expect(await secrets()).toEqual(['ana', 'carla'])
    await world.office.restart()
    await wake()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect(await secrets()).toEqual(['ana', 'carla'])
    expect(await world.row('/ppp/active', { name: 'berta' })).toBeUndefined()
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    const back = { profile: '50M', 'remote-address': '10.9.0.8' }
    expect(await world.row('/ppp/secret', { name: 'carla' })).toMatchObject(back)
  })

  it('that somebody else has there is said, and holds nothing else of it back', async () => {
    const servicioId = await made()
    await save(servicioId, { usuario: 'ana' })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({
      estado: 'fallido',
      falla: 'objeto_ajeno',
      detalle: 'ana',
    })
    expect(await world.row('/ppp/secret', { name: 'berta' })).toMatchObject({ profile: 'morosos' })
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ profile: '50M' })
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'berta' })).toMatchObject({ profile: '50M' })
  })

  it('is refused where it is none, or another service’s access has it on that device', async () => {
    const servicioId = await made()
    const other = await world.servicio(await planOf('50M'), 'Otra')
    await world.link(other.servicioId, 'ppp_secret', 'ana')
    expect((await refusal(save(servicioId, { usuario: 'ana' }))).code).toBe('red.objeto_taken')
    expect((await refusal(save(servicioId, { usuario: '' }))).code).toBe('red.made')
  })
})

describe('the lower speed of a plan', () => {
  it('reaches who owes when it changes, also where the plan names a profile', async () => {
    world = await openNetworkWorld({ state: STATE })
    await world.configure({})
    const plan = await planOf('50M', 'reducir')
    const { servicioId } = await world.servicio(plan)
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.change(servicioId, 'suspension')
    await world.quiet()
    const name = (await world.row('/ppp/secret', { name: 'ana' }))?.['profile'] ?? ''
    expect(await world.row('/ppp/profile', { name })).toMatchObject({ 'rate-limit': '1M/1M' })
    const saved = (await world.client.red.plans.list()).find(({ planId }) => planId === plan)
    if (!saved) throw new Error('no plan')
    const { actualizadoEn: expected, planId, perfil } = saved
    const reducida = { reducidaBajadaMbps: 2, reducidaSubidaMbps: 2 }
    await world.client.red.plans.save({ requestId: newRequestId(), planId, perfil, ...NET, ...reducida, expected })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado', falla: null })
    expect(await world.row('/ppp/profile', { name })).toMatchObject({ 'rate-limit': '2M/2M' })
  })
})
