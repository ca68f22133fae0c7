import type { RouterosLink, Row } from '../../routeros/index.ts'
import { parseBoolean, parseRates } from '../../routeros/values.ts'
import type { ObjetoLeido } from './types.ts'
import { plainIp } from './world.ts'

/** What a device carries that can be a client's. Speeds in Mbps. */
export interface DeviceContent {
  objetos: ObjetoLeido[]
  perfiles: { nombre: string; velocidad: ObjetoLeido['velocidad'] }[]
}

/** A whole table of ten thousand rows takes a small router a while, ms. */
const TABLE = { timeoutMs: 120_000 }
const MBIT = 1_000_000

/** `rate-limit` of a profile is rx/tx as the router sees it: what it receives is the client's upload. */
function speeds(text: string | undefined): ObjetoLeido['velocidad'] {
  const rates = parseRates(text?.split(' ')[0])
  if (rates === null || (rates.up === 0 && rates.down === 0)) return null
  return { bajada: rates.down / MBIT, subida: rates.up / MBIT }
}

/** Reads what there is, in one round trip; a device without DHCP or PPP has empty tables. Errors: RouterosError. */
export async function readDevice(link: RouterosLink): Promise<DeviceContent> {
  const table = async (path: string, proplist: string[]) => (await link.call(`${path}/print`, { proplist }, TABLE)).rows
  const [profiles, secrets, leases, queues] = await Promise.all([
    table('/ppp/profile', ['name', 'rate-limit']),
    table('/ppp/secret', ['name', 'comment', 'profile', 'remote-address', 'caller-id', 'disabled']),
    table('/ip/dhcp-server/lease', [
      'address',
      'mac-address',
      'comment',
      'host-name',
      'rate-limit',
      'dynamic',
      'disabled',
    ]),
    table('/queue/simple', ['name', 'comment', 'target', 'max-limit', 'dynamic', 'disabled']),
  ])
  const perfiles = profiles.map((row) => ({ nombre: row['name'] ?? '', velocidad: speeds(row['rate-limit']) }))
  const velocidadDe = new Map(perfiles.map(({ nombre, velocidad }) => [nombre, velocidad]))
  const own = (row: Row) => parseBoolean(row['dynamic']) !== true
  return {
    perfiles,
    objetos: [
      ...secrets.map((row) => secret(row, velocidadDe.get(row['profile'] ?? '') ?? null)),
      ...leases.filter(own).map(lease),
      ...queues.filter(own).map(queue),
    ],
  }
}

const base = (row: Row) => ({
  comentario: row['comment'] ?? '',
  perfil: row['profile'] ?? '',
  deshabilitado: parseBoolean(row['disabled']) === true,
})

const secret = (row: Row, velocidad: ObjetoLeido['velocidad']): ObjetoLeido => ({
  ...base(row),
  tipo: 'ppp_secret',
  clave: row['name'] ?? '',
  ip: plainIp(row['remote-address'] ?? ''),
  mac: row['caller-id'] ?? '',
  velocidad,
})

const lease = (row: Row): ObjetoLeido => ({
  ...base(row),
  tipo: 'dhcp_lease',
  clave: row['mac-address'] || (row['address'] ?? ''),
  comentario: [row['comment'], row['host-name']].filter(Boolean).join(' '),
  ip: row['address'] ?? '',
  mac: row['mac-address'] ?? '',
  velocidad: speeds(row['rate-limit']),
})

const queue = (row: Row): ObjetoLeido => ({
  ...base(row),
  tipo: 'simple_queue',
  clave: row['name'] ?? '',
  ip: plainIp(row['target']?.split(',')[0] ?? ''),
  mac: '',
  velocidad: speeds(row['max-limit']),
})
