// A whole network for a list of services: what each of them is on its router and in UISP, and the mess that real networks
// are in. The same list and seed make the same network.
import { pppoeUser } from '../../../office/demo/people.ts'
import { Random } from '../../../office/demo/random.ts'
import { cp1252 } from '../routeros/wire.ts'
import type { NetworkState, RouterOptions, Row } from '../routeros/types.ts'
import { type Filling, put } from './filling.ts'
import { inventServicios } from './invent.ts'
import { clutter } from './mess.ts'
import { addressesOf, skeleton } from './skeleton.ts'
import type { Desorden, SeededNetwork, SeedOptions, ServicioSembrado } from './types.ts'
import { uispFor } from './uisp.ts'

export type * from './types.ts'
export { inventServicios } from './invent.ts'

const VERSIONS = ['7.18.2', '7.21.1', '6.49.18', '7.9.2', '7.13.5']
/** How often each kind of disorder befalls a service. */
const ODDS: readonly [Desorden, number][] = [
  ['ausente', 0.01],
  ['otro_perfil', 0.02],
  ['deshabilitado', 0.01],
  ['cp1252', 0.04],
  ['mal_escrito', 0.03],
  ['duplicado', 0.015],
]

/** What technicians write into a comment: rarely the same twice. */
function commentOf(random: Random, { codigo, nombre, documento }: ServicioSembrado): string {
  const kind = random.next()
  if (kind < 0.45) return `${codigo} ${nombre}`
  if (kind < 0.65) return `${nombre} - ${codigo}`
  if (kind < 0.8 && documento !== '') return `${nombre} DNI ${documento}`
  if (kind < 0.9) return codigo
  return nombre.toUpperCase()
}

/** A name as somebody in a hurry writes it. */
const hurried = (random: Random, name: string): string => {
  const at = random.int(1, Math.max(1, name.length - 2))
  return name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2)
}

function troubleOf(random: Random, mess: boolean): Desorden | null {
  let left = random.next()
  for (const [kind, odds] of mess ? ODDS : []) {
    left -= odds
    if (left < 0) return kind
  }
  return null
}

function place(filling: Filling, servicio: ServicioSembrado, at: number, mess: boolean): void {
  const { random } = filling
  const trouble = troubleOf(random, mess)
  if (trouble === 'ausente') {
    filling.objetos.push({ router: filling.at, menu: '', clave: '', codigo: servicio.codigo, desorden: 'ausente' })
    return
  }
  const written =
    trouble === 'mal_escrito'
      ? random.chance(0.4)
        ? ''
        : hurried(random, servicio.nombre)
      : commentOf(random, servicio)
  const common: Row = {
    ...(written === '' ? {} : { comment: trouble === 'cp1252' ? cp1252(written) : written }),
    ...(trouble === 'deshabilitado' ? { disabled: 'yes' } : {}),
  }
  const [menu, clave] = MAKERS[servicio.tecnologia](filling, servicio, common, at, trouble)
  filling.objetos.push({ router: filling.at, menu, clave, codigo: servicio.codigo, desorden: trouble })
}

const speed = ({ plan }: ServicioSembrado) => `${plan.subida}M/${plan.bajada}M`

type Make = (
  filling: Filling,
  servicio: ServicioSembrado,
  common: Row,
  at: number,
  trouble: Desorden | null,
) => [menu: string, clave: string]

function secret(
  filling: Filling,
  servicio: ServicioSembrado,
  user: string,
  common: Row,
  trouble: Desorden | null,
): [string, string] {
  const { random } = filling
  const profile = trouble === 'otro_perfil' ? 'default' : servicio.cortado ? 'morosos' : servicio.plan.nombre
  put(filling, '/ppp/secret', { name: user, password: random.digits(8), service: 'pppoe', profile, ...common })
  if (trouble === 'duplicado') {
    put(filling, '/ppp/secret', {
      name: `${user}-viejo`,
      password: random.digits(8),
      service: 'pppoe',
      profile,
      ...common,
      disabled: 'yes',
    })
    filling.objetos.push({
      router: filling.at,
      menu: '/ppp/secret',
      clave: `${user}-viejo`,
      codigo: servicio.codigo,
      desorden: 'duplicado',
    })
  }
  if (random.chance(0.04)) filling.offline.push(user)
  return ['/ppp/secret', user]
}

const cut = (filling: Filling, { codigo, nombre }: ServicioSembrado, address: string) =>
  put(filling, '/ip/firewall/address-list', { list: 'morosos', address, comment: `${codigo} ${nombre}` })

const MAKERS: Readonly<Record<ServicioSembrado['tecnologia'], Make>> = {
  pppoe: (filling, servicio, common, _at, trouble) => secret(filling, servicio, servicio.ref, common, trouble),
  // Fibre ends in an ONU, and behind it somebody dials in.
  fiber: (filling, servicio, common, at, trouble) =>
    secret(filling, servicio, pppoeUser(servicio.nombre, at), common, trouble),
  dhcp(filling, servicio, common, at, trouble) {
    const { address } = addressesOf(filling.at, at)
    const host =
      servicio.nombre
        .split(' ')[0]
        ?.normalize('NFD')
        .replaceAll(/[^A-Za-z]/g, '') ?? ''
    put(filling, '/ip/dhcp-server/lease', {
      address,
      'mac-address': servicio.ref,
      server: 'dhcp-clientes',
      'host-name': `${host}-PC`,
      ...common,
    })
    const limit = trouble === 'otro_perfil' ? '1M/1M' : speed(servicio)
    put(filling, '/queue/simple', { name: `q-${servicio.codigo}`, target: address, 'max-limit': limit, ...common })
    if (servicio.cortado) cut(filling, servicio, address)
    if (filling.random.chance(0.04)) filling.offline.push(servicio.ref)
    return ['/ip/dhcp-server/lease', address]
  },
  wireless(filling, servicio, common, at, trouble) {
    const { address, mac } = addressesOf(filling.at, at)
    const limit = trouble === 'otro_perfil' ? '1M/1M' : speed(servicio)
    put(filling, '/queue/simple', { name: servicio.ref, target: address, 'max-limit': limit, ...common })
    put(filling, '/ip/arp', { address, 'mac-address': mac, interface: 'bridge' })
    put(filling, WIFI, wifiClient(filling.random, servicio.ref, address, mac))
    if (servicio.cortado) cut(filling, servicio, address)
    return ['/queue/simple', servicio.ref]
  },
}

/** Stands for whichever menu the version of the router has. */
const WIFI = 'wifi'

function wifiClient(random: Random, name: string, address: string, mac: string): Row {
  const signal = -random.int(48, 84)
  return {
    interface: 'wlan1',
    'radio-name': name,
    'mac-address': mac,
    signal: String(signal),
    'last-ip': address,
    uptime: `${random.int(1, 20)}d${random.int(1, 23)}h`,
    rate: String(random.int(6, 300)),
  }
}

/** The registrations under the menu, and in the words, of a version. */
function wifiState(version: string, state: NetworkState): NetworkState {
  const { [WIFI]: clients = [], ...rest } = state
  const [major = 7, minor = 0] = version.split('.').map(Number)
  const menu = major < 7 ? '/interface/wireless' : minor < 13 ? '/interface/wifiwave2' : '/interface/wifi'
  const rows = clients.map((client): Row => {
    const { signal = '', rate = '', interface: port = 'wlan1', ...same } = client
    if (major < 7) {
      return {
        ...same,
        interface: port,
        'signal-strength': `${String(signal)}dBm@6Mbps`,
        'tx-ccq': '92',
        'tx-rate': `${String(rate)}Mbps`,
        'rx-rate': `${String(rate)}Mbps`,
      }
    }
    const { 'radio-name': _, 'last-ip': __, ...known } = same
    return {
      ...known,
      interface: 'wifi1',
      ssid: 'torre',
      signal,
      'tx-rate': `${String(rate)}000000`,
      'rx-rate': `${String(rate)}000000`,
      authorized: 'true',
    }
  })
  const card = major < 7 ? { name: 'wlan1', type: 'wlan' } : { name: 'wifi1', type: 'wifi' }
  const radio: Row = { ...card, running: 'true', 'mac-address': '02:52:00:00:00:20' }
  return { ...rest, '/interface': [radio], [`${menu}/registration-table`]: rows }
}

/** Builds the routers and the UISP console of a list of services. */
export function seedNetwork(options: SeedOptions): SeededNetwork {
  const { servicios, routers: count = 1, seed = 1, mess = true, versions = VERSIONS } = options
  const random = new Random(seed)
  const planes = [...new Map(servicios.map(({ plan }) => [plan.nombre, plan])).values()]
  const fillings = Array.from(
    { length: count },
    (_, at): Filling => ({
      at,
      random: new Random(seed * 1000 + at),
      state: skeleton(at, planes),
      offline: [],
      objetos: [],
    }),
  )
  servicios.forEach((servicio, at) => {
    const filling = fillings[servicio.router ?? random.int(0, count - 1)]
    if (filling) place(filling, servicio, at, mess)
  })
  if (mess) for (const filling of fillings) clutter(filling)
  const routers = fillings.map(({ at, state, offline }): RouterOptions => {
    const version = versions[at % versions.length] ?? '7.18.2'
    return { identity: `torre-${at + 1}`, version, seed: seed + at, state: wifiState(version, state), offline }
  })
  return {
    routers,
    uisp: uispFor(servicios, count, new Random(seed + 7)),
    objetos: fillings.flatMap(({ objetos }) => objetos),
  }
}

/** The same for invented people. @param clients how many services */
export const seedInvented = (clients: number, options: Omit<SeedOptions, 'servicios'>): SeededNetwork =>
  seedNetwork({ ...options, servicios: inventServicios(clients, options.seed ?? 1) })
