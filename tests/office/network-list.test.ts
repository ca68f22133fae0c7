import { afterEach, describe, expect, it } from 'vitest'
import { newRequestId } from './harness.ts'
import { ACCESSES, type NetworkWorld, openNetworkWorld } from './network-world.ts'

let world: NetworkWorld
afterEach(() => world.close())

const IP = '10.9.0.7'
const STATE = { '/queue/simple': [{ name: 'cola de ana', target: `${IP}/32`, 'max-limit': '10M/50M' }] }

const PLAN = {
  perfil: '',
  pool: '',
  metodoCorte: 'perfil',
  perfilCorte: 'morosos',
  listaCorte: 'morosos',
  reducidaBajadaMbps: 1,
  reducidaSubidaMbps: 1,
  expected: 0,
} as const

const wake = async () => {
  world.office.clock.advance(15 * 60_000)
  ;(await world.office.office.network()).wakeDevice(world.devices[0] ?? '')
  await world.quiet()
}

const onLists = async () =>
  (await world.farm.router.rows('/ip/firewall/address-list')).map(({ list, address }) => `${list} ${address}`)

async function save(servicioId: string, ip: string): Promise<void> {
  const { actualizadoEn: expected } = await world.client.red.service.get({ servicioId })
  const fields = { usuario: '', clave: { tipo: 'igual' }, ip, mac: '', metodoCorte: null } as const
  await world.client.red.service.save({ requestId: newRequestId(), servicioId, ...fields, expected })
}

async function ended(ip: string) {
  world = await openNetworkWorld({ state: STATE })
  await world.configure({})
  const plan = await world.plan()
  const { servicioId } = await world.servicio(plan)
  await save(servicioId, ip)
  await world.link(servicioId, 'simple_queue', 'cola de ana')
  await world.change(servicioId, 'baja')
  await world.quiet()
  return { servicioId, plan }
}

async function newClient(plan: string) {
  const { servicioId } = await world.servicio(plan, 'Quien viene después')
  await save(servicioId, IP)
  const [dispositivoId = ''] = world.devices
  await world.client.red.provision({ requestId: newRequestId(), servicioId, dispositivoId, tipos: ['simple_queue'] })
  await world.quiet()
  return servicioId
}

describe('the address of a service that ended', () => {
  it.each([
    ['the books know it', IP],
    ['only its queue tells it', ''],
  ])('is kept out until somebody else has it, who is let in: %s', async (_, ip) => {
    const { servicioId, plan } = await ended(ip)
    expect(await onLists()).toEqual([`morosos ${IP}`])
    const next = await newClient(plan)
    expect((await world.jobs(next))[0]).toMatchObject({ estado: 'verificado', falla: null })
    expect(await onLists()).toEqual([])
    // Whatever looks at the ended service again leaves the other one in.
    await world.client.red.jobs.ask({ requestId: newRequestId(), servicioId })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect(await onLists()).toEqual([])
  })

  it('stays listed whoever asks, while nobody else has it; an entry of somebody else’s is not touched', async () => {
    const { servicioId, plan } = await ended('')
    await world.client.red.jobs.ask({ requestId: newRequestId(), servicioId })
    await world.quiet()
    const [entry] = await world.farm.router.rows('/ip/firewall/address-list')
    await world.farm.router.set('/ip/firewall/address-list', entry?.['.id'] ?? '', { comment: 'a mano' })
    const next = await newClient(plan)
    expect((await world.jobs(next))[0]).toMatchObject({ estado: 'fallido', falla: 'lista_ajena' })
    expect(await onLists()).toEqual([`morosos ${IP}`])
  })

  it('is kept out by a run that died before it was listed', async () => {
    world = await openNetworkWorld({ state: STATE })
    await world.configure({})
    const { servicioId } = await world.servicio(await world.plan())
    await world.link(servicioId, 'simple_queue', 'cola de ana')
    await world.quiet()
    await world.farm.router.fault({ fault: { kind: 'reset' }, path: '/ip/firewall/address-list/add' })
    await world.change(servicioId, 'baja')
    await world.quiet()
    expect(await onLists()).toEqual([])
    await wake()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect(await onLists()).toEqual([`morosos ${IP}`])
  })

  it('is let in on whatever list it was left, when its next client’s plan has another', async () => {
    await ended(IP)
    const other = await world.plan()
    await world.client.red.plans.save({ ...PLAN, requestId: newRequestId(), planId: other, listaCorte: 'cortados' })
    const next = await newClient(other)
    expect((await world.jobs(next))[0]).toMatchObject({ estado: 'verificado', falla: null })
    expect(await onLists()).toEqual([])
  })

  it.each([
    ['the books knew it', IP],
    ['only its queue tells it', ''],
  ])('keeps out nobody who has it by now, though its job comes late: %s', async (_, ip) => {
    world = await openNetworkWorld({ state: STATE })
    await world.configure({})
    const plan = await world.plan()
    const { servicioId } = await world.servicio(plan)
    await save(servicioId, ip)
    await world.link(servicioId, 'simple_queue', 'cola de ana')
    const refusing = { kind: 'trap', message: 'not enough permissions (9)' } as const
    await world.farm.router.fault({ fault: refusing, path: '/ip/firewall/address-list/add' })
    await world.change(servicioId, 'baja')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'fallido', falla: 'permisos' })
    const next = await newClient(plan)
    expect((await world.jobs(next))[0]).toMatchObject({ estado: 'verificado' })
    await world.client.red.jobs.ask({ requestId: newRequestId(), servicioId })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect(await onLists()).toEqual([])
  })
})

describe('a service that is cut by a list', () => {
  it('is on no list any more once it is paid, though its list had another name when it was cut', async () => {
    world = await openNetworkWorld({ state: ACCESSES })
    await world.configure({})
    const plan = await world.plan()
    const { servicioId } = await world.servicio(plan)
    const { client } = world
    await client.red.service.save({
      requestId: newRequestId(),
      servicioId,
      usuario: 'ana',
      clave: { tipo: 'igual' },
      ip: '10.9.0.7',
      mac: '',
      metodoCorte: 'lista',
      expected: 0,
    })
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await onLists()).toEqual(['morosos 10.9.0.7'])
    await client.red.plans.save({ ...PLAN, requestId: newRequestId(), planId: plan, listaCorte: 'cortados' })
    await world.quiet()
    expect(await onLists()).toEqual(['cortados 10.9.0.7'])
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ tipo: 'reactivacion', estado: 'verificado' })
    expect(await onLists()).toEqual([])
  })
})
