import type { IdentidadDispositivo, Metricas } from '../../../contract/index.ts'
import {
  type CommandInput,
  equals,
  parseDuration,
  parseInteger,
  type RouterosSession,
  RouterosTrap,
  type Row,
} from '../../routeros/index.ts'

/** A look waits so long for its answer, ms. */
const LOOK_TIMEOUT = 10_000

/** What of a device hardly ever changes: read when it is first seen, and now and then. */
export interface DeviceFacts extends IdentidadDispositivo {
  /** Interfaces that the default routes go out of. */
  salidas: readonly string[]
}

/** Bytes received and sent by the interfaces of the default routes. */
export interface Counters {
  /** Monotonic clock, ms. */
  at: number
  received: number
  sent: number
}

/** How a device says that it has no such thing, or not for this user. */
const LACKING: ReadonlySet<string> = new Set(['no_such_command', 'not_enough_permissions', 'unknown_parameter'])

/** Rows of a command that not every device has, or lets everybody use: null where it does not. */
export async function maybe(
  session: RouterosSession,
  path: string,
  input: CommandInput,
  timeoutMs = LOOK_TIMEOUT,
): Promise<Row[] | null> {
  try {
    return (await session.call(path, input, { timeoutMs })).rows
  } catch (error) {
    if (error instanceof RouterosTrap && LACKING.has(error.code)) return null
    throw error
  }
}

/** Who a device is. @throws RouterosError */
export async function readFacts(session: RouterosSession): Promise<DeviceFacts> {
  const read = (path: string, ...proplist: string[]) => maybe(session, path, { proplist })
  const [resource, identity, board, license, routes] = await Promise.all([
    read('/system/resource/print', 'version', 'board-name', 'architecture-name', 'uptime'),
    read('/system/identity/print', 'name'),
    read('/system/routerboard/print', 'model', 'serial-number'),
    read('/system/license/print', 'software-id', 'system-id'),
    maybe(session, '/ip/route/print', {
      proplist: ['gateway', 'gateway-status', 'immediate-gw', 'active'],
      queries: [equals('dst-address', '0.0.0.0/0')],
    }),
  ])
  const facts = resource?.[0] ?? {}
  const serie = board?.[0]?.['serial-number'] || license?.[0]?.['system-id'] || license?.[0]?.['software-id']
  return {
    identidad: identity?.[0]?.['name'] ?? '',
    modelo: board?.[0]?.['model'] || (facts['board-name'] ?? ''),
    version: (facts['version'] ?? '').split(' ')[0] ?? '',
    serie: serie ?? '',
    arquitectura: facts['architecture-name'] ?? '',
    uptime: seconds(facts['uptime']),
    salidas: uplinksOf(routes ?? []),
  }
}

const seconds = (text: string | undefined): number | null => {
  const ms = parseDuration(text)
  return ms === null ? null : Math.floor(ms / 1000)
}

/**
 * Interfaces of the active default routes: `10.0.0.1%ether1` of version 7, `… reachable via  ether1` of 6, or the gateway
 * itself where it is an interface.
 */
export function uplinksOf(routes: readonly Row[]): string[] {
  const names = routes
    .filter((route) => route['active'] !== 'false' && route['active'] !== 'no')
    .flatMap((route) => (route['immediate-gw'] ?? route['gateway-status'] ?? route['gateway'] ?? '').split(','))
    .map(
      (gateway) => /(?:%|reachable via +)(\S.*)$/.exec(gateway)?.[1] ?? (/^[\d.:]+( |$)/.test(gateway) ? '' : gateway),
    )
    .map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== ''))]
}

/** How a device is now, in one round trip. @throws RouterosError */
export async function readMetrics(
  session: RouterosSession,
  { salidas }: Pick<DeviceFacts, 'salidas'>,
  before: Counters | null,
  clock: () => number,
): Promise<{ metricas: Metricas; counters: Counters | null }> {
  const options = { timeoutMs: LOOK_TIMEOUT }
  const memory = ['free-memory', 'total-memory', 'free-hdd-space', 'total-hdd-space']
  const [resource, health, ppp, ...uplinks] = await Promise.all([
    session.call('/system/resource/print', { proplist: ['uptime', 'cpu-load', ...memory] }, options),
    maybe(session, '/system/health/print', {}),
    countSessions(session),
    ...salidas.map((name) =>
      maybe(session, '/interface/print', { proplist: ['rx-byte', 'tx-byte'], queries: [equals('name', name)] }),
    ),
  ])
  const counters = sumCounters(uplinks, clock())
  const metricas: Metricas = {}
  const put = (serie: keyof Metricas, value: number | null): void => {
    if (value !== null) metricas[serie] = value
  }
  const row = resource.rows[0] ?? {}
  put('cpu', parseInteger(row['cpu-load']))
  put('memoria', percentUsed(row['free-memory'], row['total-memory']))
  put('disco', percentUsed(row['free-hdd-space'], row['total-hdd-space']))
  put('uptime', seconds(row['uptime']))
  put('temperatura', healthOf(health ?? [], ['temperature', 'cpu-temperature', 'board-temperature1']))
  put('voltaje', healthOf(health ?? [], ['voltage', 'psu1-voltage']))
  put('sesiones', ppp)
  const rates = ratesBetween(before, counters)
  put('bajada', rates?.received ?? null)
  put('subida', rates?.sent ?? null)
  return { metricas, counters }
}

async function countSessions(session: RouterosSession): Promise<number | null> {
  try {
    const { ret } = await session.call(
      '/ppp/active/print',
      { attributes: { 'count-only': '' } },
      { timeoutMs: LOOK_TIMEOUT },
    )
    return parseInteger(ret ?? undefined)
  } catch (error) {
    if (error instanceof RouterosTrap) return null
    throw error
  }
}

function percentUsed(free: string | undefined, total: string | undefined): number | null {
  const [left, all] = [parseInteger(free), parseInteger(total)]
  return left === null || !all ? null : Math.round((1 - left / all) * 1000) / 10
}

/** A row for each measure in version 7, one row with all of them in 6. */
export function healthOf(rows: readonly Row[], names: readonly string[]): number | null {
  for (const name of names) {
    const text = rows.find((row) => row['name'] === name)?.['value'] ?? rows[0]?.[name]
    const value = Number.parseFloat(text ?? '')
    if (Number.isFinite(value)) return value
  }
  return null
}

function sumCounters(uplinks: readonly (readonly Row[] | null)[], at: number): Counters | null {
  const rows = uplinks.flatMap((each) => each ?? [])
  let [received, sent] = [0, 0]
  for (const row of rows) {
    const [rx, tx] = [parseInteger(row['rx-byte']), parseInteger(row['tx-byte'])]
    if (rx === null || tx === null) return null
    received += rx
    sent += tx
  }
  return rows.length === 0 ? null : { at, received, sent }
}

/** Bits/s between two looks; null where a counter began anew, or there was none. */
export function ratesBetween(
  before: Counters | null,
  after: Counters | null,
): { received: number; sent: number } | null {
  if (!before || !after || after.at <= before.at) return null
  if (after.received < before.received || after.sent < before.sent) return null
  const perSecond = 8000 / (after.at - before.at)
  return {
    received: Math.round((after.received - before.received) * perSecond),
    sent: Math.round((after.sent - before.sent) * perSecond),
  }
}
