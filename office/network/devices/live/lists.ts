import type {
  ClienteWifiRow,
  ColaRow,
  InterfazRow,
  LeaseRow,
  Leido,
  ServicioDeFila,
  SesionPppRow,
} from '../../../../contract/index.ts'
import type { TipoObjetoRed } from '../../../../contract/enums.ts'
import type { ReadDb } from '../../../../db/open.ts'
import { perConnection } from '../../../kernel/statements.ts'
import {
  parseBoolean,
  parseCounters,
  parseDuration,
  parseInteger,
  parseRates,
  RouterosTrap,
  type Row,
} from '../../../routeros/index.ts'
import type { NetworkDesk } from '../../desk.ts'
import { withDevice } from '../failure.ts'
import { type LiveDevice, readAll } from './device.ts'

export interface ListInput {
  texto?: string | undefined
  limit: number
}

const linked = perConnection((db: ReadDb) =>
  db.sqlite.prepare<[string, string, string, string], ServicioDeFila & { clave: string }>(
    `select o.clave, o.servicio_id as servicioId, s.cliente_id as clienteId, c.nombre_razon_social as cliente,
       c.codigo_cliente as codigo
     from json_each(?) j
     cross join objeto_red o on o.dispositivo_id = ? and o.tipo = ? and o.clave = j.value and o.retirado_en is null
     cross join servicio s on s.id = o.servicio_id
     cross join cliente c on c.id = s.cliente_id
     where o.tenant_id = ?`,
  ),
)

/** The first rows that hold the text, each with the service whose object it is. */
function shown<Fila extends { vinculo: ServicioDeFila | null }>(
  { office, actor, id }: LiveDevice,
  all: readonly Fila[],
  { texto = '', limit }: ListInput,
  object: { tipo: TipoObjetoRed; clave: (fila: Fila) => string },
): Leido<Fila> {
  const { filas, ...rest } = cut(all, { texto, limit }, office.now())
  const keys = JSON.stringify(filas.map(object.clave))
  const services = new Map(
    linked(office.db.read)
      .all(keys, id, object.tipo, actor.tenantId)
      .map(({ clave, ...servicio }) => [clave, servicio]),
  )
  return { ...rest, filas: filas.map((fila) => ({ ...fila, vinculo: services.get(object.clave(fila)) ?? null })) }
}

function cut<Fila extends object>(all: readonly Fila[], { texto = '', limit }: ListInput, now: number): Leido<Fila> {
  const wanted = texto.toLowerCase()
  const holds = (fila: Fila): boolean =>
    Object.values(fila).some((value) => typeof value === 'string' && value.toLowerCase().includes(wanted))
  const matching = wanted === '' ? all : all.filter(holds)
  return { filas: matching.slice(0, limit), total: matching.length, leidoEn: now }
}

const text = (row: Row, name: string): string => row[name] ?? ''
const isYes = (row: Row, name: string): boolean => parseBoolean(row[name]) ?? false
const whole = (row: Row, name: string): number | null => parseInteger(row[name])
/** Whole seconds. */
const seconds = (row: Row, name: string): number | null => {
  const ms = parseDuration(row[name])
  return ms === null ? null : Math.floor(ms / 1000)
}

const INTERFACE = ['name', 'type', 'comment', 'mac-address', 'actual-mtu', 'running', 'disabled', 'rx-byte', 'tx-byte']

/** Interfaces, those of clients' sessions left out: they are in the list of sessions. Errors: dispositivo.falla. */
export async function listInterfaces(device: LiveDevice, input: ListInput): Promise<Leido<InterfazRow>> {
  const rows = await withDevice(() => readAll(device, '/interface/print', { proplist: [...INTERFACE, 'dynamic'] }))
  const uplinks = new Set(device.desk.poller.uplinks(device.id))
  const own = rows.filter(
    (row) => !/^(pppoe|pptp|l2tp|ovpn|sstp)-in$/.test(text(row, 'type')) || !isYes(row, 'dynamic'),
  )
  const filas = own.filter((row) => !text(row, 'name').startsWith('<')).map((row) => toInterface(row, uplinks))
  return cut(filas, input, device.office.now())
}

const toInterface = (row: Row, uplinks: ReadonlySet<string>): InterfazRow => ({
  nombre: text(row, 'name'),
  tipo: text(row, 'type'),
  comentario: text(row, 'comment'),
  mac: text(row, 'mac-address'),
  mtu: whole(row, 'actual-mtu'),
  activa: isYes(row, 'running'),
  deshabilitada: isYes(row, 'disabled'),
  recibidos: whole(row, 'rx-byte'),
  enviados: whole(row, 'tx-byte'),
  salida: uplinks.has(text(row, 'name')),
})

/** PPP sessions that are open. Errors: dispositivo.falla. */
export async function listSessions(device: LiveDevice, input: ListInput): Promise<Leido<SesionPppRow>> {
  const proplist = ['name', 'service', 'caller-id', 'address', 'uptime']
  const rows = await withDevice(() => readAll(device, '/ppp/active/print', { proplist }))
  const filas = rows.map((row) => ({
    usuario: text(row, 'name'),
    servicio: text(row, 'service'),
    origen: text(row, 'caller-id'),
    direccion: text(row, 'address'),
    uptime: seconds(row, 'uptime'),
    vinculo: null,
  }))
  return shown(device, filas, input, { tipo: 'ppp_secret', clave: ({ usuario }: SesionPppRow) => usuario })
}

const LEASE = ['address', 'active-address', 'mac-address', 'host-name', 'server', 'status', 'dynamic']

/** DHCP leases. Errors: dispositivo.falla. */
export async function listLeases(device: LiveDevice, input: ListInput): Promise<Leido<LeaseRow>> {
  const proplist = [...LEASE, 'block-access', 'disabled', 'expires-after', 'comment']
  const rows = await withDevice(() => readAll(device, '/ip/dhcp-server/lease/print', { proplist }))
  const filas = rows.map((row) => ({
    direccion: row['active-address'] ?? text(row, 'address'),
    mac: text(row, 'mac-address').toUpperCase(),
    host: text(row, 'host-name'),
    servidor: text(row, 'server'),
    estado: text(row, 'status'),
    dinamico: isYes(row, 'dynamic'),
    bloqueado: isYes(row, 'block-access'),
    deshabilitado: isYes(row, 'disabled'),
    vence: seconds(row, 'expires-after'),
    comentario: text(row, 'comment'),
    vinculo: null,
  }))
  return shown(device, filas, input, { tipo: 'dhcp_lease', clave: ({ mac }: LeaseRow) => mac })
}

/** Simple queues. Errors: dispositivo.falla. */
export async function listQueues(device: LiveDevice, input: ListInput): Promise<Leido<ColaRow>> {
  const proplist = ['name', 'target', 'max-limit', 'rate', 'bytes', 'disabled', 'dynamic', 'comment']
  const rows = await withDevice(() => readAll(device, '/queue/simple/print', { proplist }))
  const filas = rows.map((row): ColaRow => {
    const [limit, rate, bytes] = [parseRates(row['max-limit']), parseRates(row['rate']), parseCounters(row['bytes'])]
    return {
      nombre: text(row, 'name'),
      destino: text(row, 'target'),
      maxSubida: limit?.up ?? null,
      maxBajada: limit?.down ?? null,
      subida: rate?.up ?? null,
      bajada: rate?.down ?? null,
      bytesSubida: bytes?.up ?? null,
      bytesBajada: bytes?.down ?? null,
      deshabilitada: isYes(row, 'disabled'),
      dinamica: isYes(row, 'dynamic'),
      comentario: text(row, 'comment'),
      vinculo: null,
    }
  })
  return shown(device, filas, input, { tipo: 'simple_queue', clave: ({ nombre }: ColaRow) => nombre })
}

/** Where routers keep their Wi-Fi clients, by version and package; the newest first. */
const WIFI_MENUS = [
  ['wifi', '/interface/wifi/registration-table/print'],
  ['wifiwave2', '/interface/wifiwave2/registration-table/print'],
  ['wireless', '/interface/wireless/registration-table/print'],
  ['caps-man', '/caps-man/registration-table/print'],
] as const
type WifiMenu = (typeof WIFI_MENUS)[number][0]

/** The menu that had clients last, by device. */
const wifiMenus = new WeakMap<NetworkDesk, Map<string, WifiMenu>>()

async function readWifi(device: LiveDevice): Promise<{ menu: WifiMenu | null; rows: Row[] }> {
  const known = wifiMenus.get(device.desk) ?? new Map<string, WifiMenu>()
  wifiMenus.set(device.desk, known)
  const before = known.get(device.id)
  const menus = [...WIFI_MENUS].sort(([a], [b]) => Number(b === before) - Number(a === before))
  let empty: WifiMenu | null = null
  for (const [menu, path] of menus) {
    const rows = await readMenu(device, path)
    if (rows && rows.length > 0) {
      known.set(device.id, menu)
      return { menu, rows }
    }
    // A router may have a menu without an antenna behind it, and its clients in another.
    if (rows) empty ??= menu
    if (rows && menu === before) break
  }
  return { menu: empty, rows: [] }
}

async function readMenu(device: LiveDevice, path: string): Promise<Row[] | null> {
  try {
    return await readAll(device, path, {})
  } catch (error) {
    if (error instanceof RouterosTrap && error.code === 'no_such_command') return null
    throw error
  }
}

/** Wi-Fi clients. Errors: dispositivo.falla. */
export async function listWifi(
  device: LiveDevice,
  input: ListInput,
): Promise<Leido<ClienteWifiRow> & { menu: WifiMenu | null }> {
  const { menu, rows } = await withDevice(() => readWifi(device))
  const filas = rows.map((row) => ({
    mac: text(row, 'mac-address').toUpperCase(),
    interfaz: text(row, 'interface'),
    ssid: text(row, 'ssid'),
    senal: decibels(row['signal'] ?? row['signal-strength'] ?? row['rx-signal']),
    tasaEnvio: wifiRate(row['tx-rate']),
    tasaRecepcion: wifiRate(row['rx-rate']),
    uptime: seconds(row, 'uptime'),
    ip: text(row, 'last-ip'),
    comentario: text(row, 'comment'),
    vinculo: null,
  }))
  return { menu, ...shown(device, filas, input, { tipo: 'dhcp_lease', clave: ({ mac }: ClienteWifiRow) => mac }) }
}

/** `-52@HT20-1` or `-52`; null for what is not one. */
export function decibels(value: string | undefined): number | null {
  const number = /^-?\d+/.exec(value ?? '')?.[0]
  return number === undefined ? null : Number(number)
}

const UNIT = { '': 1, k: 1e3, M: 1e6, G: 1e9 } as const

/** `866.6Mbps-80MHz/2S/SGI`, or bits/s as a number. */
export function wifiRate(value: string | undefined): number | null {
  const match = /^(\d+(?:\.\d+)?)(?:([kMG]?)bps.*)?$/.exec(value ?? '')
  return match ? Math.round(Number(match[1]) * UNIT[(match[2] ?? '') as keyof typeof UNIT]) : null
}
