import { flag, type Menu, mac, nameIn, number, shown, text, yesNo } from '../menu.ts'
import type { Router } from '../router.ts'
import type { Item } from '../table.ts'
import type { Bytes } from '../wire.ts'
import { uniqueName } from './ppp.ts'
import { macOf } from './sessions.ts'

/** What passes an interface, bits per second; the same for the same name, and none where nothing runs. */
export function trafficOf(router: Router, item: Item): { rx: number; tx: number } {
  const idle = item['running'] !== 'true' || item['disabled'] === 'true'
  if (idle) return { rx: 0, tx: 0 }
  const name = item['name'] ?? ''
  let hash = 7
  for (let i = 0; i < name.length; i++) hash = (hash * 31 + name.charCodeAt(i)) % 1_000_003
  const size = item['type'] === 'pppoe-in' ? 2e6 : 9e7
  return {
    rx: Math.floor(((hash % 997) / 997) * size * 0.2) + 1000,
    tx: Math.floor(((hash % 991) / 991) * size) + 1000,
  }
}

/** As {@link trafficOf}, up to a fifth more or less from one moment to the next. */
export function trafficNow(router: Router, item: Item): { rx: number; tx: number } {
  const { rx, tx } = trafficOf(router, item)
  const waver = () => 0.8 + router.random() * 0.4
  return { rx: Math.floor(rx * waver()), tx: Math.floor(tx * waver()) }
}

function withStats(item: Item, router: Router): Item {
  const { rx, tx } = trafficOf(router, item)
  const seconds = router.uptimeMs / 1000
  const bytes = (rate: number) => Math.floor((rate * seconds) / 8)
  const packets = (rate: number) => String(Math.floor(bytes(rate) / 900))
  return {
    ...item,
    'rx-byte': String(bytes(rx)),
    'tx-byte': String(bytes(tx)),
    'rx-packet': packets(rx),
    'tx-packet': packets(tx),
    'rx-drop': '0',
    'tx-drop': '0',
    'rx-error': '0',
    'tx-error': '0',
    'link-downs': item['link-downs'] ?? '0',
    dynamic: item['dynamic'] ?? 'false',
  }
}

/** A part of /interface with values of its own. */
const kind = (path: string, type: Bytes, fields: Menu['fields'], required: readonly string[]): Menu => ({
  path,
  fields: { name: text, mtu: shown('1500'), 'mac-address': mac, ...fields },
  required,
  of: { path: '/interface', only: { type } },
  check: uniqueName('already have interface with such name'),
  view: withStats,
  follow(before, after, router) {
    if (!before && after)
      router.table('/interface').patch(after['.id'] ?? '', {
        running: 'true',
        'mac-address': after['mac-address'] ?? macOf(after['name'] ?? ''),
      })
  },
})

const wifiOf = (router: Router) =>
  router.options.wifi ?? (router.is('7.13') ? 'wifi' : router.is('7.0') ? 'wifiwave2' : 'wireless')

const registrations = (path: string, on: Menu['on'], view?: Menu['view']): Menu => ({
  path,
  fields: {},
  indexes: ['mac-address', 'interface'],
  verbs: ['print', 'remove'],
  ...(on ? { on } : {}),
  ...(view ? { view } : {}),
})

export const INTERFACES: readonly Menu[] = [
  {
    path: '/interface',
    fields: { name: text, mtu: shown('1500'), l2mtu: text },
    indexes: ['name', 'type'],
    verbs: ['print', 'set', 'enable', 'disable', 'comment', 'reset-counters'],
    check: uniqueName('already have interface with such name'),
    view: withStats,
  },
  kind('/interface/ethernet', 'ether', { speed: text, 'auto-negotiation': flag('true'), arp: shown('enabled') }, []),
  kind('/interface/vlan', 'vlan', { 'vlan-id': number('1'), interface: nameIn('/interface'), arp: shown('enabled') }, [
    'name',
    'interface',
  ]),
  kind(
    '/interface/bridge',
    'bridge',
    { 'vlan-filtering': flag(), 'protocol-mode': shown('rstp'), arp: shown('enabled') },
    ['name'],
  ),
  {
    path: '/interface/bridge/port',
    fields: {
      bridge: nameIn('/interface'),
      interface: nameIn('/interface'),
      pvid: number('1'),
      horizon: shown('none'),
    },
    required: ['bridge', 'interface'],
    indexes: ['interface'],
  },
  {
    path: '/interface/pppoe-server/server',
    fields: {
      'service-name': text,
      interface: nameIn('/interface'),
      'default-profile': nameIn('/ppp/profile', 'default'),
      authentication: shown('pap,chap,mschap1,mschap2'),
      'max-sessions': shown('unlimited'),
      'one-session-per-host': yesNo('no'),
      'keepalive-timeout': shown('10'),
    },
    required: ['interface'],
    indexes: ['service-name'],
  },
  registrations('/interface/wireless/registration-table', (router) => wifiOf(router) === 'wireless'),
  registrations(
    '/caps-man/registration-table',
    (router) => wifiOf(router) === 'capsman' || (wifiOf(router) === 'wireless' && !router.is('7.13')),
  ),
  registrations(
    '/interface/wifiwave2/registration-table',
    (router) => wifiOf(router) === 'wifiwave2' && router.is('7.0') && !router.is('7.13'),
  ),
  registrations('/interface/wifi/registration-table', (router) => wifiOf(router) === 'wifi' && router.is('7.13')),
]

/** The menu in which a router keeps its Wi-Fi clients; null if it has none. */
export function wifiMenu(router: Router): string | null {
  const paths = {
    wireless: '/interface/wireless',
    capsman: '/caps-man',
    wifiwave2: '/interface/wifiwave2',
    wifi: '/interface/wifi',
    none: null,
  }
  const path = paths[wifiOf(router)]
  return path && `${path}/registration-table`
}
