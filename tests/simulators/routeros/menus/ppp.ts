import type { Router } from '../router.ts'
import { ipOrPool, type Menu, nameIn, number, oneOf, shown, text } from '../menu.ts'
import type { Item, Table } from '../table.ts'
import { failure } from '../traps.ts'
import { endSession, redial } from './sessions.ts'

const SERVICES = ['any', 'async', 'l2tp', 'ovpn', 'pppoe', 'pptp', 'sstp']

/** One name may be there once for each service, and not at all beside `any`. */
function oneSecret(after: Item, before: Item | null, _router: Router, table: Table): void {
  const clash = table.where('name', after['name'] ?? '').some((other) => {
    if (other['.id'] === before?.['.id']) return false
    return other['service'] === after['service'] || other['service'] === 'any' || after['service'] === 'any'
  })
  if (clash) throw failure('secret with the same name already exists')
}

export const uniqueName = (what: string) => (after: Item, before: Item | null, _router: Router, table: Table) => {
  const other = table.where('name', after['name'] ?? '').find((each) => each['.id'] !== before?.['.id'])
  if (other) throw failure(what)
}

const TRI = ['default', 'no', 'yes'] as const

export const PPP: readonly Menu[] = [
  {
    path: '/ppp/profile',
    fields: {
      name: text,
      'local-address': ipOrPool,
      'remote-address': ipOrPool,
      'rate-limit': text,
      'address-list': text,
      'parent-queue': nameIn('/queue/simple', undefined, ['none']),
      'queue-type': text,
      'insert-queue-before': text,
      'dns-server': text,
      'only-one': oneOf(TRI, 'default'),
      'change-tcp-mss': oneOf(TRI, 'yes'),
      'use-compression': oneOf(TRI, 'default'),
      'use-encryption': oneOf([...TRI, 'required'], 'default'),
      'use-mpls': oneOf([...TRI, 'required'], 'default'),
      'use-upnp': oneOf(TRI, 'default'),
      'use-ipv6': oneOf([...TRI, 'required'], 'yes'),
      'session-timeout': text,
      'idle-timeout': text,
      'incoming-filter': text,
      'outgoing-filter': text,
      bridge: text,
      'on-up': shown(''),
      'on-down': shown(''),
    },
    required: ['name'],
    check: uniqueName('profile with the same name already exists'),
  },
  {
    path: '/ppp/secret',
    fields: {
      name: text,
      service: oneOf(SERVICES, 'any'),
      'caller-id': shown(''),
      password: shown(''),
      profile: nameIn('/ppp/profile', 'default'),
      'local-address': ipOrPool,
      'remote-address': ipOrPool,
      'remote-ipv6-prefix': text,
      routes: shown(''),
      'ipv6-routes': shown(''),
      'limit-bytes-in': number('0'),
      'limit-bytes-out': number('0'),
    },
    required: ['name'],
    check: oneSecret,
    follow(before, after, router) {
      // A change does not touch the session that is there; equipment that was kept out may come in.
      const user = after?.['name'] ?? ''
      if (!after || router.sessions.has(user)) return
      if (!before && router.options.dialNew === false) router.offline.add(user)
      redial(router, user)
    },
  },
  {
    path: '/ppp/active',
    fields: {},
    indexes: ['name', 'address'],
    verbs: ['print', 'remove'],
    firstId: 0x80000001,
    view(item, router) {
      const { '.id': id = '', ...rest } = item
      const session = router.sessions.get(item['name'] ?? '')
      return { '.id': id, ...rest, uptime: router.since(session?.since ?? Date.now()) }
    },
    follow(before, after, router) {
      if (!after) endSession(router, before?.['name'] ?? '', 'admin-reset')
    },
  },
]
