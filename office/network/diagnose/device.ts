import type { RouterosLink, Row } from '../../routeros/index.ts'
import { equals } from '../../routeros/index.ts'
import { parseBoolean, parseDuration, parseInteger } from '../../routeros/values.ts'
import type { Books, ObjetoDeServicio } from './books.ts'
import { step, type Step } from './step.ts'

/** What a device says of a service's object and of who uses it. */
export interface Found {
  objeto: ObjetoDeServicio
  /** The object itself; null: it is not there. */
  row: Row | null
  /** The session or the bound lease; null: nobody is connected by it. */
  live: Row | null
  ip: string
}

const first = async (link: RouterosLink, path: string, name: string, value: string): Promise<Row | null> => {
  const { rows } = await link.call(`${path}/print`, { queries: [equals(name, value)] })
  return rows[0] ?? null
}

const bare = (address: string | undefined): string => (address ?? '').split(',')[0]?.split('/')[0] ?? ''

/** Reads an object by what it is known by, and who is connected through it. */
export async function findObject(link: RouterosLink, objeto: ObjetoDeServicio): Promise<Found> {
  if (objeto.tipo === 'ppp_secret') {
    const [row, live] = await Promise.all([
      first(link, '/ppp/secret', 'name', objeto.clave),
      first(link, '/ppp/active', 'name', objeto.clave),
    ])
    return { objeto, row, live, ip: bare(live?.['address'] ?? row?.['remote-address']) }
  }
  if (objeto.tipo === 'dhcp_lease') {
    const row = await first(link, '/ip/dhcp-server/lease', 'mac-address', objeto.clave)
    const live = row?.['status'] === 'bound' ? row : null
    return { objeto, row, live, ip: bare(row?.['active-address'] ?? row?.['address']) }
  }
  const row = await first(link, '/queue/simple', 'name', objeto.clave)
  return { objeto, row, live: row, ip: bare(row?.['target']) }
}

/** Whether the object says what the books say: there, on when it is paid, cut when it is not. */
export function objectStep({ row, objeto }: Found, { cortado, perfilCorte }: Books): Step {
  const datos = { objeto: objeto.clave, perfil: row?.['profile'] ?? '' }
  if (row === null) return step('mal', { paso: 'objeto', codigo: 'ausente' }, datos)
  const isOff = parseBoolean(row['disabled']) === true
  const isBlocked = parseBoolean(row['block-access']) === true
  const isCut = row['profile'] === perfilCorte
  if (cortado) {
    const cut = isOff || isBlocked || isCut || objeto.tipo !== 'ppp_secret'
    return cut
      ? step('bien', { paso: 'objeto', codigo: 'conforme' }, datos)
      : step('atencion', { paso: 'objeto', codigo: 'no_cortado' }, datos)
  }
  if (isOff) return step('mal', { paso: 'objeto', codigo: 'deshabilitado' }, datos)
  if (isBlocked) return step('mal', { paso: 'objeto', codigo: 'bloqueado' }, datos)
  if (isCut) return step('mal', { paso: 'objeto', codigo: 'cortado' }, datos)
  return step('bien', { paso: 'objeto', codigo: 'conforme' }, datos)
}

/** A session this young may be one of many that break off. */
const YOUNG_MS = 5 * 60_000

export function sessionStep({ live, row, objeto }: Found): Step {
  if (objeto.tipo === 'simple_queue') return step('sin_datos', { paso: 'sesion', codigo: 'sin_sesiones' })
  const seen = row?.['last-logged-out'] ?? row?.['last-seen'] ?? ''
  if (live === null) {
    const reason = row?.['last-disconnect-reason'] ?? ''
    // `never`: of a lease nobody ever asked for, or a secret nobody ever used.
    const never = objeto.tipo === 'dhcp_lease' && (seen === '' || seen === 'never')
    const codigo = never ? 'sin_pedir' : 'desconectada'
    return step(
      'mal',
      { paso: 'sesion', codigo },
      { visto: seen, motivo: reason, origen: row?.['last-caller-id'] ?? '' },
    )
  }
  const uptime = parseDuration(live['uptime'])
  const origen = live['caller-id'] ?? live['active-mac-address'] ?? ''
  if (uptime === null) return step('bien', { paso: 'sesion', codigo: 'con_direccion' }, { origen })
  const datos = { origen, segundos: Math.round(uptime / 1000) }
  return uptime < YOUNG_MS
    ? step('atencion', { paso: 'sesion', codigo: 'reciente' }, datos)
    : step('bien', { paso: 'sesion', codigo: 'conectada' }, datos)
}

/** Its address: there, on no list of debtors, and nobody else's. */
export async function addressStep(link: RouterosLink, found: Found, { listaCorte, cortado }: Books): Promise<Step> {
  const { ip } = found
  if (ip === '') return step('mal', { paso: 'direccion', codigo: 'sin_direccion' })
  const [lists, neighbours] = await Promise.all([
    link.call('/ip/firewall/address-list/print', {
      queries: [equals('list', listaCorte), equals('address', ip)],
      proplist: ['disabled'],
    }),
    link.call('/ip/arp/print', { queries: [equals('address', ip)], proplist: ['mac-address', 'complete'] }),
  ])
  const listed = lists.rows.some((row) => parseBoolean(row['disabled']) !== true)
  if (listed && !cortado) return step('mal', { paso: 'direccion', codigo: 'en_lista' }, { ip, lista: listaCorte })
  const macs = new Set(neighbours.rows.map((row) => row['mac-address'] ?? '').filter((mac) => mac !== ''))
  if (macs.size > 1) return step('mal', { paso: 'direccion', codigo: 'repetida' }, { ip, macs: [...macs].join(', ') })
  return step('bien', { paso: 'direccion', codigo: 'asignada' }, { ip })
}

const PINGS = 5
/** An answer that takes longer than this spoils a call, ms. */
const SLOW_MS = 150

/** The router asks the client's equipment for a sign of life. */
export async function pingStep(link: RouterosLink, ip: string): Promise<Step> {
  const { rows } = await ping(link, { address: ip, count: String(PINGS), interval: '200ms' })
  const last = rows.at(-1)
  const sent = parseInteger(last?.['sent']) ?? PINGS
  const received = parseInteger(last?.['received']) ?? 0
  const ms = Math.round(parseDuration(last?.['avg-rtt']) ?? 0)
  const datos = { ip, enviados: sent, recibidos: received, ms }
  if (received === 0) return step('mal', { paso: 'ping', codigo: 'no_responde' }, datos)
  if (received < sent) return step('atencion', { paso: 'ping', codigo: 'pierde' }, datos)
  return ms > SLOW_MS
    ? step('atencion', { paso: 'ping', codigo: 'lento' }, datos)
    : step('bien', { paso: 'ping', codigo: 'responde' }, datos)
}

/** `/tool/ping` of newer routers, `/ping` of older ones. */
async function ping(link: RouterosLink, attributes: Record<string, string>) {
  const options = { timeoutMs: 15_000 }
  try {
    return await link.call('/tool/ping', { attributes }, options)
  } catch (error) {
    if (!isMissing(error)) throw error
    return link.call('/ping', { attributes }, options)
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'no_such_command'

/** What runs through the session's own interface, bits/s; as the router receives and sends. */
export async function trafficStep(link: RouterosLink, { objeto }: Found): Promise<Step> {
  if (objeto.tipo !== 'ppp_secret') return step('sin_datos', { paso: 'trafico', codigo: 'sin_interfaz' })
  const name = `<pppoe-${objeto.clave}>`
  const known = await first(link, '/interface', 'name', name)
  if (known === null) return step('sin_datos', { paso: 'trafico', codigo: 'sin_interfaz' })
  const { rows } = await link.call('/interface/monitor-traffic', { attributes: { interface: name, once: '' } })
  const subida = parseInteger(rows[0]?.['rx-bits-per-second'])
  const bajada = parseInteger(rows[0]?.['tx-bits-per-second'])
  // Silence means unknown, never 0.
  if (subida === null || bajada === null) return step('sin_datos', { paso: 'trafico', codigo: 'sin_interfaz' })
  const datos = { subida, bajada }
  return subida + bajada > 0
    ? step('bien', { paso: 'trafico', codigo: 'pasa' }, datos)
    : step('atencion', { paso: 'trafico', codigo: 'quieto' }, datos)
}
