import { createHash } from 'node:crypto'
import { durationOf, timeOf, dateOf } from '../formats.ts'
import { flag, type Menu, READ_ONLY, shown, text } from '../menu.ts'
import type { Router } from '../router.ts'
import type { NetworkState, RouterUser, Row } from '../types.ts'
import type { Bytes } from '../wire.ts'
import { uniqueName } from './ppp.ts'
import { macOf } from './sessions.ts'

const POLICIES = [
  'local',
  'telnet',
  'ssh',
  'ftp',
  'reboot',
  'read',
  'write',
  'policy',
  'test',
  'winbox',
  'password',
  'web',
  'sniff',
  'sensitive',
  'api',
  'romon',
]
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  full: [],
  write: ['ftp', 'policy'],
  read: ['ftp', 'write', 'policy'],
}
const policyText = (without: readonly string[]) =>
  POLICIES.map((each) => (without.includes(each) ? `!${each}` : each)).join(',')

/** The policies that are named, in the order of the router; the others with `!`. */
const policies = (value: Bytes) => policyText(POLICIES.filter((each) => !value.split(',').includes(each)))

export const DEFAULT_USERS: readonly RouterUser[] = [
  { name: 'admin', password: 'secreto', group: 'full' },
  { name: 'lector', password: 'secreto', group: 'read' },
]

/** Another for each name, the same each time. */
const serialOf = (identity: Bytes): string =>
  `HD${createHash('sha256').update(identity, 'latin1').digest('hex').slice(0, 8).toUpperCase()}`

const single = (path: string, fields: Menu['fields'], view?: Menu['view']): Menu => ({
  path,
  fields,
  single: true,
  indexes: [],
  ...(Object.keys(fields).length > 0 ? {} : { verbs: READ_ONLY }),
  view: (item, router) => {
    const { '.id': _, ...rest } = view?.(item, router) ?? item
    return rest
  },
})

export const SYSTEM: readonly Menu[] = [
  single('/system/identity', { name: text }),
  single('/system/resource', {}, (item, router) => ({
    uptime: durationOf(router.uptimeMs),
    version: `${router.version} (${router.is('7.0') ? 'stable' : 'long-term'})`,
    'build-time': router.is('7.10') ? '2025-02-26 09:36:19' : 'apr/03/2023 09:30:22',
    'free-memory': item['free-memory'] ?? String(600_000_000 + Math.floor(router.random() * 5e7)),
    'total-memory': '1073741824',
    cpu: 'ARM64',
    'cpu-count': '4',
    'cpu-frequency': '1400',
    'cpu-load': item['cpu-load'] ?? String(3 + Math.floor(router.random() * 12)),
    'free-hdd-space': '98304000',
    'total-hdd-space': '134479872',
    'architecture-name': 'arm64',
    'board-name': router.options.board ?? 'CCR2004-16G-2S+',
    platform: 'MikroTik',
  })),
  single('/system/clock', { 'time-zone-name': text, 'time-zone-autodetect': flag('true') }, (item, router) => ({
    time: timeOf(router.now()),
    date: dateOf(router.version, router.now()),
    'time-zone-name': item['time-zone-name'] ?? 'America/Bogota',
    'time-zone-autodetect': item['time-zone-autodetect'] ?? 'true',
    'gmt-offset': '+00:00',
    'dst-active': 'false',
  })),
  {
    path: '/system/health',
    fields: {},
    verbs: READ_ONLY,
    // One item with everything in version 6, an item for each measure in 7.
    view(item, router) {
      const { '.id': _, ...rest } = item
      return router.is('7.0') ? item : rest
    },
  },
  single('/system/routerboard', {}, (_item, router) => ({
    routerboard: 'true',
    'board-name': router.options.board ?? 'CCR2004-16G-2S+',
    model: router.options.board ?? 'CCR2004-16G-2S+',
    'serial-number': serialOf(router.identity),
    'firmware-type': 'al64',
    'factory-firmware': '6.45.9',
    'current-firmware': router.version,
    'upgrade-firmware': router.version,
  })),
  single('/system/license', {}, () => ({ 'software-id': 'ABCD-1234', nlevel: '6', features: '' })),
  { path: '/system/package', fields: {}, verbs: READ_ONLY },
  {
    path: '/log',
    fields: {},
    indexes: [],
    verbs: READ_ONLY,
  },
  {
    path: '/file',
    fields: { name: text, contents: text },
    verbs: ['print', 'set', 'remove'],
    view(item, router) {
      // Longer contents are not shown: they are read in pieces, or fetched.
      const { contents = '', ...rest } = item
      return {
        ...rest,
        size: String(contents.length),
        ...(contents.length <= (router.is('7.0') ? 60_000 : 4095) ? { contents } : {}),
      }
    },
  },
  {
    path: '/user/group',
    fields: { name: text, policy: { parse: policies, default: policies('') }, skin: shown('default') },
    required: ['name'],
  },
  {
    path: '/user',
    fields: { name: text, group: text, password: shown(''), address: shown('') },
    required: ['name', 'group'],
    check: uniqueName('user with the same name already exists'),
    view(item) {
      // A user's password is never shown.
      const { password: _, ...rest } = item
      return rest
    },
  },
]

/** What every router has before it is configured. */
export function defaultState(router: Router): NetworkState {
  const health: Row[] = router.is('7.0')
    ? [
        { name: 'temperature', value: '41', type: 'C' },
        { name: 'voltage', value: '24.1', type: 'V' },
      ]
    : [{ voltage: '24.1', temperature: '41' }]
  const services: [string, string, string][] = [
    ['telnet', '23', 'true'],
    ['ftp', '21', 'true'],
    ['www', '80', 'true'],
    ['ssh', '22', 'false'],
    ['www-ssl', '443', 'true'],
    ['api', '8728', 'false'],
    ['winbox', '8291', 'false'],
    ['api-ssl', '8729', String(router.options.tlsPort === null)],
  ]
  // Its own, so that neighbours are told apart.
  const own = macOf(router.identity).slice(0, -3)
  const ports: Row[] = ['ether1', 'ether2', 'ether3', 'ether4', 'ether5'].map((name, at) => ({
    name,
    'default-name': name,
    type: 'ether',
    mtu: '1500',
    'actual-mtu': '1500',
    'mac-address': `${own}:0${at + 1}`,
    running: String(at < 3),
  }))
  return {
    '/system/identity': [{ name: router.options.identity ?? 'MikroTik' }],
    '/system/resource': [{}],
    '/system/clock': [{}],
    '/system/health': health,
    '/system/routerboard': [{}],
    '/system/license': [{}],
    '/system/package': [
      { name: 'routeros', version: router.version, 'build-time': '2025-02-26 09:36:19', scheduled: '' },
    ],
    '/user/group': Object.entries(WITHOUT).map(([name, without]) => ({ name, policy: policyText(without) })),
    '/ip/service': services.map(([name, port, disabled]) => ({ name, port, disabled, invalid: 'false' })),
    '/interface': [
      ...ports,
      {
        name: 'bridge',
        type: 'bridge',
        mtu: '1500',
        'actual-mtu': '1500',
        'mac-address': `${own}:10`,
        running: 'true',
      },
    ],
    '/ppp/profile': [
      { name: 'default', default: 'true' },
      { name: 'default-encryption', 'use-encryption': 'yes', default: 'true' },
    ],
  }
}
