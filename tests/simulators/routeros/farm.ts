import { selfSigned } from '../certificate.ts'
import { type Described, Host } from './host.ts'
import type { FarmOptions, RouterControl, RouterFarm, RouterOptions, SimulatedRouter } from './types.ts'

/** More routers than this have api-ssl only where it is asked for: each certificate takes its time. */
const FEW = 20
const TLS_OFFSET = 1000

/** What each router of a farm is to be. */
function optionsOf({ routers = 1, basePort, tls, ...common }: FarmOptions): RouterOptions[] {
  const each = typeof routers === 'number' ? Array.from({ length: routers }, (): RouterOptions => ({})) : routers
  return each.map((own, at) => ({
    identity: each.length === 1 ? 'router' : `router-${at + 1}`,
    seed: (common.seed ?? 1) + at,
    port: basePort === undefined ? 0 : basePort + at,
    tlsPort: (tls ?? each.length <= FEW) ? (basePort === undefined ? 0 : basePort + TLS_OFFSET + at) : null,
    ...common,
    ...own,
  }))
}

/** Opens routers within this process. */
export async function openHosts(options: FarmOptions): Promise<{ host: Host; described: Described }[]> {
  const shared = selfSigned('api-ssl')
  const opened = []
  for (const [at, own] of optionsOf(options).entries()) {
    const host = new Host(own, own.tlsPort === null ? shared : selfSigned(own.identity ?? 'router', { serial: at + 1 }))
    opened.push({ host, described: await host.open() })
  }
  return opened
}

/** What a test says to a router; everything else of it stays where the router is. */
export const CONTROLS = [
  'rows',
  'replace',
  'add',
  'set',
  'remove',
  'online',
  'until',
  'behave',
  'fault',
  'clearFaults',
  'faulted',
  'disconnect',
  'reboot',
  'log',
  'skewClock',
  'journal',
  'counters',
  'resetCounters',
] as const satisfies readonly (keyof RouterControl)[]

/** Controls by a way of calling them. */
export function controlsBy(call: (method: keyof RouterControl, args: unknown[]) => Promise<unknown>): RouterControl {
  return Object.fromEntries(
    CONTROLS.map((method) => [method, (...args: unknown[]) => call(method, args)]),
  ) as unknown as RouterControl
}

export function farmOf(routers: SimulatedRouter[], pid: number, stop: () => Promise<void>): RouterFarm {
  const [router] = routers
  if (!router) throw new Error('a farm has at least one router')
  return { routers, router, pid, stop }
}
