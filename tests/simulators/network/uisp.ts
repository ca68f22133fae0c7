// What a UISP console says of a list of services: towers with access points and their stations, OLTs with ONUs, and the CRM.
// The fields are those of the published API; of ONUs it is only believed where their power is.
import type { Random } from '../../../office/demo/random.ts'
import type { JsonObject, UispState } from '../uisp/types.ts'
import type { ServicioSembrado } from './types.ts'

/** An identifier that looks like those of UISP, the same for the same words. */
function uuid(...words: (string | number)[]): string {
  let hex = ''
  for (let part = 0; part < 4; part++) {
    let hash = 0x811c9dc5 + part
    for (const char of words.join('/')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
    hex += hash.toString(16).padStart(8, '0')
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

const macOf = (id: string) => `02:${(id.replaceAll('-', '').slice(0, 10).match(/../g) ?? []).join(':')}`

interface DeviceIdea {
  name: string
  type: string
  role: string
  model: string
  ip: string
  site: JsonObject
  overview?: JsonObject
  up?: boolean
}

function device({ name, type, role, model, ip, site, overview = {}, up = true }: DeviceIdea): JsonObject {
  const id = uuid(type, name)
  const now = new Date().toISOString()
  return {
    identification: {
      id,
      name,
      displayName: name,
      hostname: name,
      mac: macOf(id),
      model,
      modelName: model,
      type,
      role,
      category: type === 'onu' || type === 'olt' ? 'optical' : 'wireless',
      authorized: true,
      firmwareVersion: '8.7.11',
      status: up ? 'active' : 'disconnected',
      site,
      started: '2025-01-10T08:00:00.000Z',
      updated: now,
    },
    ipAddress: `${ip}/24`,
    enabled: true,
    mode: 'router',
    overview: {
      status: up ? 'active' : 'disconnected',
      cpu: 12,
      ram: 43,
      temperature: 46,
      uptime: up ? 864_000 : 0,
      lastSeen: now,
      createdAt: '2024-03-01T12:00:00.000Z',
      canUpgrade: false,
      ...overview,
    },
    attributes: { parentId: null },
    meta: {
      alias: null,
      maintenance: false,
      failedMessageDecryption: false,
      firmwareCompatibility: 'compatible',
      note: null,
      restartTimestamp: '2025-01-10T08:00:00.000Z',
    },
    firmware: { current: '8.7.11', latest: '8.7.19', compatible: true },
  }
}

const idOf = (each: JsonObject) => (each['identification'] as JsonObject)['id'] as string

function station(servicio: ServicioSembrado, at: number, random: Random, up: boolean): JsonObject {
  const id = uuid('cpe', servicio.ref)
  const mac = macOf(id)
  const capacity = random.int(20, 180) * 1_000_000
  return {
    connected: up,
    connectionTime: random.int(3600, 900_000),
    deviceIdentification: {
      id,
      name: servicio.ref,
      mac,
      model: 'LBE-5AC-Gen2',
      type: 'airMax',
      role: 'station',
      status: up ? 'active' : 'disconnected',
    },
    distance: random.int(200, 9000),
    downlinkCapacity: capacity,
    uplinkCapacity: Math.floor(capacity / 2),
    interfaceId: 'ath0',
    ipAddress: `10.40.${Math.floor(at / 250)}.${(at % 250) + 2}`,
    latency: random.int(2, 40),
    mac,
    modelName: 'LiteBeam 5AC Gen2',
    name: servicio.nombre,
    noiseFloor: -random.int(88, 96),
    radio: '5GHz',
    rxSignal: -random.int(48, 84),
    txSignal: -random.int(48, 84),
    rxBytes: random.int(1e6, 9e9),
    txBytes: random.int(1e6, 9e9),
    rxRate: random.int(1e6, 9e7),
    txRate: random.int(1e6, 9e7),
  }
}

function onu(servicio: ServicioSembrado, olt: JsonObject, site: JsonObject, random: Random): JsonObject {
  const up = random.chance(0.95)
  const made = device({ name: servicio.nombre, type: 'onu', role: 'gpon', model: 'UF-LOCO', ip: '0.0.0.0', site, up })
  return {
    ...made,
    identification: {
      ...(made['identification'] as JsonObject),
      id: uuid('onu', servicio.ref),
      serialNumber: servicio.ref,
    },
    attributes: { parentId: idOf(olt) },
    onu: {
      id: random.int(1, 127),
      port: random.int(1, 8),
      profile: servicio.plan.nombre,
      receivePower: -random.int(17, 29),
      transmitPower: 2,
      distance: random.int(100, 12_000),
      gponPassword: random.digits(10),
      blocked: false,
    },
  }
}

function siteOf(name: string, type: 'site' | 'endpoint', parent: JsonObject | null, count: number): JsonObject {
  const id = uuid('site', name)
  const identification = {
    id,
    name,
    status: 'active',
    type,
    parent: parent && { id: parent['id'] ?? null, name: parent['name'] ?? null, status: 'active', type: 'site' },
  }
  return {
    id,
    identification,
    description: {
      address: null,
      contact: { name: null, phone: null, email: null },
      deviceCount: count,
      deviceOutageCount: 0,
      endpointDeviceCount: 0,
      location: null,
      note: null,
    },
  }
}

const placed = (site: JsonObject): JsonObject => {
  const { id, name, status, type } = site['identification'] as JsonObject
  return { id: id ?? '', name: name ?? '', status: status ?? 'active', type: type ?? 'site', parent: null }
}

/** One tower for each router, with two access points and an OLT; clients of the CRM for all services. */
export function uispFor(servicios: readonly ServicioSembrado[], towers: number, random: Random): UispState {
  const sites = Array.from({ length: towers }, (_, at) => siteOf(`Torre ${at + 1}`, 'site', null, 3))
  const state: UispState = { sites, devices: [], stations: {}, onus: [], outages: [], clients: [], services: [] }
  const aps: JsonObject[] = []
  const olts: JsonObject[] = []
  sites.forEach((site, at) => {
    for (const sector of ['Norte', 'Sur'])
      aps.push(
        device({
          name: `AP ${sector} ${at + 1}`,
          type: 'airMax',
          role: 'ap',
          model: 'LAP-120',
          ip: `10.30.${at}.${sector.length}`,
          site: placed(site),
          overview: { wirelessMode: 'ap-ptmp-airmax-ac', frequency: 5500, channelWidth: 40, stationsCount: 0 },
        }),
      )
    olts.push(
      device({
        name: `OLT ${at + 1}`,
        type: 'olt',
        role: 'gpon',
        model: 'UF-OLT',
        ip: `10.30.${at}.9`,
        site: placed(site),
      }),
    )
  })
  state.devices.push(...aps, ...olts)
  servicios.forEach((servicio, at) => {
    const tower = (servicio.router ?? at) % towers
    if (servicio.tecnologia === 'wireless') {
      const ap = aps[tower * 2 + (at % 2)]
      const up = random.chance(0.95)
      const id = ap ? idOf(ap) : ''
      ;(state.stations[id] ??= []).push(station(servicio, at, random, up))
      if (ap) (ap['overview'] as JsonObject)['stationsCount'] = state.stations[id]?.length ?? 0
    }
    const [olt, site] = [olts[tower], sites[tower]]
    if (servicio.tecnologia === 'fiber' && olt && site) state.onus.push(onu(servicio, olt, placed(site), random))
    customer(state, servicio, at)
  })
  outages(state, aps)
  return state
}

function customer(state: UispState, servicio: ServicioSembrado, at: number): void {
  const words = servicio.nombre.split(' ')
  state.clients.push({
    id: at + 1,
    userIdent: servicio.codigo,
    isLead: false,
    isActive: true,
    isArchived: false,
    clientType: 1,
    companyName: null,
    firstName: words[0] ?? '',
    lastName: words.slice(1).join(' '),
    companyTaxId: null,
    hasSuspendedService: servicio.cortado === true,
    accountBalance: 0,
    currencyCode: 'USD',
    contacts: [],
    note: servicio.documento,
  })
  state.services.push({
    id: at + 1,
    clientId: at + 1,
    status: servicio.cortado ? 3 : 1,
    name: servicio.plan.nombre,
    servicePlanName: servicio.plan.nombre,
    servicePlanType: 'Internet',
    downloadSpeed: servicio.plan.bajada,
    uploadSpeed: servicio.plan.subida,
    price: 0,
    currencyCode: 'USD',
    activeFrom: '2024-03-01T00:00:00-0300',
    activeTo: null,
    suspensionReasonId: servicio.cortado ? 1 : null,
    unmsClientSiteId: null,
    note: null,
  })
}

/** One that is over and one that goes on. */
function outages(state: UispState, aps: readonly JsonObject[]): void {
  const [first, second] = aps
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  if (first)
    state.outages.push({
      id: uuid('outage', 1),
      type: 'outage',
      startTimestamp: ago(90),
      endTimestamp: ago(70),
      aggregatedTime: 1_200_000,
      inProgress: false,
      device: first['identification'] ?? null,
      site: (first['identification'] as JsonObject)['site'] ?? null,
    })
  if (second) {
    ;(second['overview'] as JsonObject)['status'] = 'disconnected'
    state.outages.push({
      id: uuid('outage', 2),
      type: 'outage',
      startTimestamp: ago(12),
      endTimestamp: null,
      aggregatedTime: 720_000,
      inProgress: true,
      device: second['identification'] ?? null,
      site: (second['identification'] as JsonObject)['site'] ?? null,
    })
  }
}
