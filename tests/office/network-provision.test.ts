import { afterEach, describe, expect, it } from 'vitest'
import type { TipoObjetoRed } from '../../contract/enums.ts'
import { newRequestId, refusal } from './harness.ts'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'

let world: NetworkWorld
afterEach(() => world.close())

const device = () => world.devices[0] ?? ''
const STATE = { '/ppp/profile': [{ name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' }] }

interface Net {
  usuario?: string
  ip?: string
  mac?: string
}

async function open(net: Net, state: Parameters<typeof openNetworkWorld>[0] = { state: STATE }) {
  world = await openNetworkWorld(state)
  await world.configure({})
  const { servicioId } = await world.servicio(await world.plan({ nombre: 'Hogar 50' }))
  await save(servicioId, net)
  return servicioId
}

const save = (servicioId: string, { usuario = '', ip = '', mac = '' }: Net, expected = 0) =>
  world.client.red.service.save({
    requestId: newRequestId(),
    servicioId,
    usuario,
    clave: usuario === '' ? { tipo: 'igual' } : { tipo: 'generar' },
    ip,
    mac,
    metodoCorte: null,
    expected,
  })

const provision = (servicioId: string, ...tipos: TipoObjetoRed[]) =>
  world.client.red.provision({ requestId: newRequestId(), servicioId, dispositivoId: device(), tipos })

async function made(servicioId: string, ...tipos: TipoObjetoRed[]): Promise<string> {
  const { objetos } = await provision(servicioId, ...tipos)
  await world.quiet()
  expect((await world.jobs(servicioId))[0]).toMatchObject({ tipo: 'alta', estado: 'verificado', falla: null })
  return objetos[0]?.id ?? ''
}

const TAG = /Ana Núñez \[m:[0-9a-f]{8}\]$/

describe('what the office makes', () => {
  it('gets its access and a profile of its own, tagged; a change of the plan’s speed changes the profile once', async () => {
    world = await openNetworkWorld({ state: STATE })
    await world.configure({})
    const plan = await world.plan({ nombre: 'Hogar 50' })
    const { servicioId } = await world.servicio(plan)
    const { client } = world
    const detail = await client.red.service.get({ servicioId })
    await client.red.service.save({
      requestId: newRequestId(),
      servicioId,
      usuario: detail.usuarioSugerido,
      clave: { tipo: 'generar' },
      ip: '',
      mac: '',
      metodoCorte: null,
      expected: 0,
    })
    await client.red.provision({ requestId: newRequestId(), servicioId, dispositivoId: world.devices[0] ?? '' })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ tipo: 'alta', estado: 'verificado', falla: null })
    const made = await world.row('/ppp/secret', { name: detail.usuarioSugerido })
    expect(made).toMatchObject({ profile: 'Hogar 50', service: 'pppoe' })
    expect(made?.['comment']).toMatch(/Ana Núñez \[m:[0-9a-f]{8}\]$/)
    const { clave } = await client.red.service.reveal({ requestId: newRequestId(), servicioId })
    expect(made?.['password']).toBe(clave)
    const listed = (await client.planes.list()).find(({ id }) => id === plan)
    if (!listed) throw new Error('no plan')
    await client.planes.update({
      requestId: newRequestId(),
      ...listed,
      velocidadBajadaMbps: 100,
      expected: listed.actualizadoEn,
    })
    await world.quiet()
    expect(await world.row('/ppp/profile', { name: 'Hogar 50' })).toMatchObject({ 'rate-limit': '10M/100M' })
  })

  it('a lease with the plan’s speed, once; a baja blocks it and removes nothing', async () => {
    const servicioId = await open({ ip: '10.9.0.7', mac: '02:00:00:00:00:07' })
    await made(servicioId, 'dhcp_lease')
    await made(servicioId, 'dhcp_lease')
    const where = { 'mac-address': '02:00:00:00:00:07' }
    const rows = (await world.farm.router.rows('/ip/dhcp-server/lease')).filter(
      (row) => row['mac-address'] === where['mac-address'],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ address: '10.9.0.7', 'rate-limit': '10000000/50000000' })
    expect(rows[0]?.['comment']).toMatch(TAG)
    await world.change(servicioId, 'baja')
    await world.quiet()
    expect(await world.row('/ip/dhcp-server/lease', where)).toMatchObject({ 'block-access': 'yes' })
    const verbs = (await world.farm.router.journal()).map(({ verb }) => verb)
    expect(verbs).not.toContain('remove')
  })

  it('a queue at its address, which follows it; a baja disables it and puts the address on the list', async () => {
    const servicioId = await open({ ip: '10.9.0.7' })
    await made(servicioId, 'simple_queue')
    const { objetos } = await world.client.red.service.get({ servicioId })
    const name = objetos[0]?.clave ?? ''
    const queue = await world.row('/queue/simple', { name })
    expect(queue).toMatchObject({ target: '10.9.0.7/32', 'max-limit': '10000000/50000000' })
    expect(queue?.['comment']).toMatch(TAG)
    const { actualizadoEn } = await world.client.red.service.get({ servicioId })
    await save(servicioId, { ip: '10.9.0.8' }, actualizadoEn)
    await world.quiet()
    expect(await world.row('/queue/simple', { name })).toMatchObject({ target: '10.9.0.8/32' })
    await world.change(servicioId, 'baja')
    await world.quiet()
    expect(await world.row('/queue/simple', { name })).toMatchObject({ disabled: 'true' })
    expect(await world.row('/ip/firewall/address-list', { list: 'morosos', address: '10.9.0.8' })).toBeDefined()
  })

  it('a queue at an address that was another client’s before, beside what that one left', async () => {
    const servicioId = await open({ ip: '10.9.0.7' })
    await made(servicioId, 'simple_queue')
    const { actualizadoEn } = await world.client.red.service.get({ servicioId })
    await save(servicioId, { ip: '10.9.0.8' }, actualizadoEn)
    const second = await world.servicio(await world.plan({ nombre: 'Hogar 50 B' }))
    await save(second.servicioId, { ip: '10.9.0.7' })
    await made(second.servicioId, 'simple_queue')
    const targets = (await world.farm.router.rows('/queue/simple')).map(({ target }) => target)
    expect(new Set(targets)).toEqual(new Set(['10.9.0.7/32', '10.9.0.8/32']))
  })

  it('an access; a baja disables it and ends its session', async () => {
    const servicioId = await open({ usuario: 'ana', ip: '10.9.0.7' }, { state: STATE, reconnectMs: 20 })
    await made(servicioId, 'ppp_secret')
    await world.farm.router.until('/ppp/active', { name: 'ana' })
    await world.change(servicioId, 'baja')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ disabled: 'true' })
    expect(await world.row('/ppp/active', { name: 'ana' })).toBeUndefined()
    expect(await refusal(provision(servicioId, 'ppp_secret'))).toMatchObject({ code: 'servicio.estado' })
  })

  it('not in the place of what somebody else has there under that name', async () => {
    const servicioId = await open(
      { usuario: 'ana' },
      { state: { ...STATE, '/ppp/secret': [{ name: 'ana', password: 'x', service: 'pppoe', comment: 'torre' }] } },
    )
    await provision(servicioId, 'ppp_secret')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({
      estado: 'fallido',
      falla: 'objeto_ajeno',
      detalle: 'ana',
    })
    expect(await world.farm.router.journal()).toEqual([])
  })

  it('is left as it is once it is unlinked, whatever the books say then', async () => {
    const servicioId = await open({ usuario: 'ana', ip: '10.9.0.7' })
    const objetoId = await made(servicioId, 'ppp_secret')
    const before = await world.row('/ppp/secret', { name: 'ana' })
    await world.client.red.unlink({ requestId: newRequestId(), objetoId })
    await world.quiet()
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toEqual(before)
    const again = world.client.red.unlink({ requestId: newRequestId(), objetoId })
    expect(await refusal(again)).toMatchObject({ code: 'red.unlinked' })
  })

  it.each([
    ['ppp_secret', {}, 'red.usuario_missing'],
    ['dhcp_lease', { ip: '10.9.0.7' }, 'red.mac_missing'],
    ['dhcp_lease', { mac: '02:00:00:00:00:07' }, 'red.ip_missing'],
    ['simple_queue', {}, 'red.ip_missing'],
    ['uisp_servicio', {}, 'red.tipo'],
  ] as const)('says what a %s needs', async (tipo, net, code) => {
    const servicioId = await open(net)
    expect(await refusal(provision(servicioId, tipo))).toMatchObject({ code })
  })
})

describe('a router', () => {
  it('knows no number of UISP: it is refused, and not kept', async () => {
    const servicioId = await open({ usuario: 'ana' })
    const asked = { requestId: newRequestId(), servicioId, dispositivoId: device(), uispServicioId: '77' }
    expect(await refusal(world.client.red.provision(asked))).toMatchObject({ code: 'red.tipo' })
    expect((await world.client.red.service.get({ servicioId })).uispServicioId).toBe('')
  })
})

describe('a device that is put away', () => {
  it('is no place for a service', async () => {
    const servicioId = await open({ usuario: 'ana' })
    const admin = await world.office.as('admin')
    await admin.dispositivos.archivar({ requestId: newRequestId(), id: device(), activo: false })
    expect(await refusal(provision(servicioId, 'ppp_secret'))).toMatchObject({ code: 'not_found' })
    expect(await world.jobs(servicioId)).toEqual([])
  })
})

describe('a free address', () => {
  const POOL = {
    '/ip/pool': [{ name: 'clientes', ranges: '10.9.0.2-10.9.0.6,10.9.1.0/30' }],
    '/ppp/secret': [{ name: 'otra', password: 'x', service: 'pppoe', 'remote-address': '10.9.0.3' }],
    '/ip/dhcp-server/lease': [{ 'mac-address': '02:00:00:00:00:04', address: '10.9.0.4' }],
    '/queue/simple': [{ name: 'q', target: '10.9.0.5/32' }],
  }
  const pool = { tipo: 'pool', pool: 'clientes' } as const
  const ask = (de: Parameters<NetworkWorld['client']['red']['freeAddress']>[0]['de']) =>
    world.client.red.freeAddress({ dispositivoId: device(), de })

  it('of a pool is one that neither the device nor the books have given', async () => {
    await open({ ip: '10.9.0.2' }, { state: POOL })
    expect(await ask(pool)).toEqual({ ip: '10.9.0.6' })
    const { servicioId } = await world.servicio(await world.plan())
    await save(servicioId, { ip: '10.9.0.6' })
    // The next range is a network, without its own address and its broadcast.
    expect(await ask(pool)).toEqual({ ip: '10.9.1.1' })
    expect(await world.farm.router.journal()).toEqual([])
  })

  it('of a range likewise, and none where all are taken', async () => {
    await open({ ip: '10.9.0.2' }, { state: POOL })
    expect(await ask({ tipo: 'rango', desde: '10.9.0.2', hasta: '10.9.0.9' })).toEqual({ ip: '10.9.0.6' })
    const taken = ask({ tipo: 'rango', desde: '10.9.0.2', hasta: '10.9.0.5' })
    expect(await refusal(taken)).toMatchObject({ code: 'red.no_address' })
    expect(await refusal(ask({ tipo: 'pool', pool: 'otro' }))).toMatchObject({ code: 'not_found' })
  })

  it('says when the device does not answer', async () => {
    await open({}, { state: POOL })
    await world.farm.router.behave({ refuse: true })
    const said = { code: 'dispositivo.falla', data: { falla: 'rechazado', detalle: '' } }
    expect(await refusal(ask(pool))).toEqual(said)
    expect(await refusal(world.client.red.firewall({ dispositivoId: device() }))).toEqual(said)
  })
})

describe('what a list of debtors needs', () => {
  const snippet = () => world.client.red.firewall({ dispositivoId: device(), lista: 'morosos' })
  const present = async () =>
    Object.fromEntries((await snippet()).reglas.map(({ clave, presente }) => [clave, presente]))
  const BARE = { dns: false, permitidos: false, aviso: false, rechazo: false, perfil: false }
  const from = { 'src-address-list': 'morosos' }

  it.each(['6.49.18', '7.18.2'])('is read from a router of %s: all of it is missing, then none', async (version) => {
    await open({}, { version })
    expect(await present()).toMatchObject({ ...BARE, fasttrack: true })
    const { script } = await snippet()
    expect(script).toContain('/ip firewall filter add chain=forward src-address-list=morosos')
    expect(script).toContain('/ppp profile add name=morosos')
    expect(script).not.toContain('fasttrack')
    const { router } = world.farm
    const filter = '/ip/firewall/filter'
    await router.add(filter, { chain: 'forward', action: 'accept', protocol: 'udp', 'dst-port': '53', ...from })
    await router.add(filter, { chain: 'forward', action: 'accept', 'dst-address-list': 'morosos-permitidos', ...from })
    await router.add(filter, { chain: 'forward', action: 'reject', ...from })
    await router.add('/ip/firewall/nat', {
      chain: 'dstnat',
      action: 'dst-nat',
      protocol: 'tcp',
      'dst-port': '80',
      'to-addresses': '192.0.2.10',
      ...from,
    })
    await router.add('/ppp/profile', { name: 'deudores', 'address-list': 'morosos' })
    expect(new Set(Object.values(await present()))).toEqual(new Set([true]))
    expect((await snippet()).script).toBe('')
    expect(await router.journal()).toEqual([])
  })

  it('is missing where it is switched off, where it is of another list, and where FastTrack passes by it', async () => {
    await open({})
    const { router } = world.farm
    const filter = '/ip/firewall/filter'
    await router.add(filter, { chain: 'forward', action: 'reject', disabled: 'yes', ...from })
    await router.add(filter, { chain: 'forward', action: 'reject', 'src-address-list': 'otros' })
    await router.add(filter, { chain: 'forward', action: 'fasttrack-connection' })
    expect(await present()).toEqual({ ...BARE, fasttrack: false })
    expect((await snippet()).script).toContain('[find action=fasttrack-connection] src-address-list=!morosos')
  })
})

describe('names of what the office makes', () => {
  it.each([
    { usuario: '{codigo}{apelido}' },
    { comentario: '{codigo} {noexiste}' },
    { perfil: '{plan' },
    { usuario: '{plan}' },
  ])('are made of fields that there are: %o is refused', async (wrong) => {
    world = await openNetworkWorld({ state: {} })
    const { config, actualizadoEn: expected } = await world.client.red.config.get()
    const nombres = { ...config.nombres, ...wrong }
    const saving = world.client.red.config.save({ requestId: newRequestId(), expected, config: { ...config, nombres } })
    expect((await refusal(saving)).code).toBe('input.invalid')
    expect((await world.client.red.config.get()).config.nombres).toEqual(config.nombres)
  })
})
