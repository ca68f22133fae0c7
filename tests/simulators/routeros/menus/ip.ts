import { durationOf, ipNumber, ipText, parseDuration } from '../formats.ts'
import {
  duration,
  flag,
  ip,
  type Menu,
  mac,
  nameIn,
  number,
  oneOf,
  type Parse,
  prefix,
  READ_ONLY,
  rates,
  shown,
  text,
  texts,
  yesNo,
} from '../menu.ts'
import type { Router } from '../router.ts'
import type { Item, Table } from '../table.ts'
import { failure, invalidValue } from '../traps.ts'
import type { Bytes } from '../wire.ts'
import { followLease } from './leases.ts'
import { uniqueName } from './ppp.ts'

/** No other item has the same values of these. */
const unique =
  (names: readonly [string, ...string[]], what: string) =>
  (after: Item, before: Item | null, _router: Router, table: Table) => {
    const same = (other: Item) => other['.id'] !== before?.['.id'] && names.every((name) => other[name] === after[name])
    if (table.where(names[0], after[names[0]] ?? '').some(same)) throw failure(what)
  }

/** An address, a network, a range or a name, as lists take them; one address loses its /32. */
const listed: Parse = (value, _router, field) => {
  const [address = '', bits] = value.split('/')
  const plain = ipNumber(address)
  if (plain === null && !/[a-z]/i.test(value) && !value.includes('-')) throw invalidValue(field)
  return plain !== null && bits === '32' ? ipText(plain) : value
}

const ends = new WeakMap<Item, number>()

const LISTS: Menu = {
  path: '/ip/firewall/address-list',
  fields: { list: text, address: { parse: listed }, timeout: duration() },
  required: ['list', 'address'],
  indexes: ['address', 'list'],
  dynamic: { set: true, remove: true },
  check: unique(['address', 'list'], 'already have such entry'),
  view(item) {
    const end = ends.get(item)
    return end === undefined ? item : { ...item, timeout: durationOf(end - Date.now()) }
  },
  follow(before, after, router) {
    const table = router.table('/ip/firewall/address-list')
    if (!after) return
    const id = after['.id'] ?? ''
    const ms = after['timeout'] === undefined ? null : parseDuration(after['timeout'])
    const kept = table.patch(id, {
      dynamic: before ? (after['dynamic'] ?? 'false') : String(ms !== null),
      'creation-time': before?.['creation-time'] ?? router.dateTime(),
    })
    if (ms === null || !kept) return
    const end = Date.now() + ms
    ends.set(kept, end)
    router.later(ms, () => {
      const now = table.get(id)
      if (now && ends.get(now) === end) table.delete(id)
    })
  },
}

const RULE_FIELDS = {
  chain: text,
  action: shown('accept'),
  ...texts([
    'src-address',
    'dst-address',
    'src-address-list',
    'dst-address-list',
    'protocol',
    'src-port',
    'dst-port',
    'in-interface',
    'out-interface',
    'in-interface-list',
    'out-interface-list',
    'connection-state',
    'connection-nat-state',
    'address-list',
    'address-list-timeout',
    'reject-with',
    'limit',
    'jump-target',
    'hotspot',
    'content',
    'tls-host',
    'packet-size',
    'hw-offload',
    'to-addresses',
    'to-ports',
    'connection-mark',
    'packet-mark',
    'connection-bytes',
    'dst-limit',
    'src-mac-address',
  ]),
  log: flag(),
  'log-prefix': shown(''),
}

const rules = (path: string): Menu => ({
  path,
  fields: RULE_FIELDS,
  required: ['chain'],
  indexes: ['chain', 'comment'],
  ordered: true,
  check(after) {
    if (after['to-ports'] !== undefined && after['protocol'] === undefined)
      throw failure('ports can be specified if proto is tcp or udp')
  },
  view: (item) => ({
    ...item,
    bytes: item['bytes'] ?? '0',
    packets: item['packets'] ?? '0',
    invalid: 'false',
    dynamic: 'false',
  }),
})

export const IP: readonly Menu[] = [
  {
    path: '/ip/pool',
    fields: { name: text, ranges: text, 'next-pool': text },
    required: ['name', 'ranges'],
    check: uniqueName('pool with such name exists'),
  },
  { path: '/ip/pool/used', fields: {}, indexes: ['address', 'pool'], verbs: READ_ONLY },
  {
    path: '/ip/address',
    fields: { address: prefix('keep'), network: ip, interface: nameIn('/interface') },
    required: ['address', 'interface'],
    indexes: ['address', 'interface'],
    check: unique(['address', 'interface'], 'already have such address'),
    view: (item) => ({ 'actual-interface': item['interface'] ?? '', invalid: 'false', dynamic: 'false', ...item }),
  },
  {
    path: '/ip/route',
    fields: {
      'dst-address': prefix('network'),
      gateway: text,
      distance: number('1'),
      scope: number('30'),
      'target-scope': number('10'),
      'routing-table': shown('main'),
      'check-gateway': oneOf(['none', 'ping', 'arp', 'bfd'], 'none'),
      blackhole: text,
    },
    required: ['dst-address'],
    indexes: ['dst-address'],
    view: (item) => ({ active: 'true', static: 'true', dynamic: 'false', inactive: 'false', ...item }),
  },
  {
    path: '/ip/dhcp-server',
    fields: {
      name: text,
      interface: nameIn('/interface'),
      'address-pool': nameIn('/ip/pool', 'static-only', ['static-only']),
      'lease-time': duration('30m'),
      authoritative: oneOf(['yes', 'no', 'after-2sec-delay', 'after-10sec-delay'], 'yes'),
      'add-arp': yesNo('no'),
      'use-radius': oneOf(['yes', 'no', 'accounting'], 'no'),
      'lease-script': shown(''),
    },
    required: ['name', 'interface'],
    check: uniqueName('already have server with such name'),
    view: (item) => ({ dynamic: 'false', invalid: 'false', ...item }),
  },
  {
    path: '/ip/dhcp-server/network',
    fields: {
      address: prefix('network'),
      gateway: text,
      netmask: text,
      'dns-server': shown(''),
      domain: shown(''),
      'ntp-server': shown(''),
    },
    required: ['address'],
    indexes: ['address'],
  },
  {
    path: '/ip/dhcp-server/lease',
    fields: {
      address: text,
      'mac-address': mac,
      'client-id': text,
      server: nameIn('/ip/dhcp-server', 'all', ['all']),
      'address-lists': shown(''),
      'block-access': yesNo('no'),
      'rate-limit': { parse: rates().parse },
      'lease-time': duration(),
      'dhcp-option': shown(''),
      'insert-queue-before': text,
      'always-broadcast': yesNo('no'),
      'use-src-mac': yesNo('no'),
    },
    required: ['address'],
    indexes: ['address', 'mac-address', 'server', 'comment', 'host-name'],
    dynamic: { remove: true, noun: ' lease' },
    check(after, before, router, table) {
      unique(['address', 'server'], 'already have static lease with this IP address')(after, before, router, table)
      if (after['mac-address'] !== undefined)
        unique(['mac-address', 'server'], 'already have static lease with this MAC address')(
          after,
          before,
          router,
          table,
        )
    },
    view: (item) => ({ dynamic: 'false', radius: 'false', ...item }),
    follow(before, after, router) {
      if (!before && after && router.options.dialNew === false) router.offline.add(after['mac-address'] ?? '')
      followLease(before, after, router)
    },
  },
  {
    path: '/ip/arp',
    fields: { address: ip, 'mac-address': mac, interface: nameIn('/interface'), published: flag() },
    required: ['address', 'interface'],
    indexes: ['address', 'mac-address'],
    dynamic: { remove: true },
    check: unique(['address', 'interface'], 'already have such address'),
    view: (item) => ({ DHCP: 'false', complete: 'true', dynamic: 'false', invalid: 'false', ...item }),
  },
  {
    path: '/queue/simple',
    fields: {
      name: text,
      target: { parse: targets },
      dst: text,
      parent: nameIn('/queue/simple', 'none', ['none']),
      'packet-marks': shown(''),
      priority: shown('8/8'),
      queue: shown('default-small/default-small'),
      'limit-at': rates('0/0'),
      'max-limit': rates('0/0'),
      'burst-limit': rates('0/0'),
      'burst-threshold': rates('0/0'),
      'burst-time': shown('0s/0s'),
      'bucket-size': shown('0.1/0.1'),
      'total-queue': shown('default-small'),
      time: text,
    },
    required: ['target'],
    indexes: ['name', 'target', 'comment', 'parent'],
    ordered: true,
    check: uniqueName('already have queue with such name'),
    view(item, router) {
      const seconds = Math.floor(router.uptimeMs / 1000)
      const [up, down] = (item['max-limit'] ?? '0/0').split('/').map((limit) => Math.floor(Number(limit) / 50) || 8000)
      return {
        ...item,
        bytes: `${(up ?? 0) * seconds}/${(down ?? 0) * seconds}`,
        packets: `${seconds}/${seconds}`,
        rate: `${up}/${down}`,
        invalid: 'false',
        dynamic: item['dynamic'] ?? 'false',
      }
    },
  },
  LISTS,
  rules('/ip/firewall/filter'),
  rules('/ip/firewall/nat'),
  {
    path: '/ip/service',
    fields: { port: number(), address: shown(''), certificate: shown('none') },
    verbs: ['print', 'set', 'enable', 'disable'],
  },
]

/** Addresses and interfaces; an address is shown with its prefix. */
function targets(value: Bytes, router: Router, field: Bytes): Bytes {
  return value
    .split(',')
    .map((each) => {
      if (ipNumber(each.split('/')[0] ?? '') !== null) return prefix('network').parse(each, router, field)
      if (router.table('/interface').find('name', each)) return each
      throw invalidValue(field)
    })
    .join(',')
}
