// DHCP leases: what a bound client has on the router beside its lease, which only static ones may ask for.
import { ipRange, ipText } from '../formats.ts'
import type { Router } from '../router.ts'
import type { Item } from '../table.ts'
import type { Bytes } from '../wire.ts'

const LEASES = '/ip/dhcp-server/lease'
const ACTIVE = ['active-address', 'active-mac-address', 'active-server', 'last-seen', 'expires-after']

/** Dynamic items by lease. */
const furniture = new WeakMap<Router, Map<Bytes, { menu: string; id: Bytes }[]>>()
const made = (router: Router) => {
  const known = furniture.get(router) ?? new Map<Bytes, { menu: string; id: Bytes }[]>()
  furniture.set(router, known)
  return known
}

export function dialLeases(router: Router): void {
  for (const lease of router.table(LEASES).all()) bind(router, lease)
}

/** The lease as the presence of its client makes it, with the items that follow from it. */
export function bind(router: Router, lease: Item): void {
  const id = lease['.id'] ?? ''
  const client = lease['mac-address'] ?? ''
  unfurnish(router, id)
  const bound = lease['disabled'] !== 'true' && client !== '' && !router.offline.has(client)
  const { address = '', server = '' } = lease
  const rest = Object.fromEntries(Object.entries(lease).filter(([name]) => !ACTIVE.includes(name)))
  const now = bound
    ? {
        'active-address': address,
        'active-mac-address': client,
        'active-server': server,
        'last-seen': '12s',
        'expires-after': '8m20s',
      }
    : {}
  const next = {
    ...rest,
    ...now,
    status: bound ? 'bound' : 'waiting',
    blocked: String(lease['block-access'] === 'yes'),
  }
  router.table(LEASES).update(id, next)
  if (bound) furnish(router, next, address, client)
}

function furnish(router: Router, lease: Item, address: Bytes, client: Bytes): void {
  const create = (menu: string, values: Item) => ({
    menu,
    id: router.create(menu, { ...values, dynamic: 'true' })['.id'] ?? '',
  })
  const scope = router.table('/ip/dhcp-server').find('name', lease['server'] ?? '')
  const items = [
    create('/ip/arp', {
      address,
      'mac-address': client,
      interface: scope?.['interface'] ?? 'bridge',
      DHCP: 'true',
      complete: 'true',
    }),
  ]
  for (const list of (lease['address-lists'] ?? '').split(',').filter(Boolean)) {
    items.push(create('/ip/firewall/address-list', { list, address, 'creation-time': router.dateTime() }))
  }
  const rate = lease['rate-limit']
  if (rate)
    items.push(create('/queue/simple', { name: `dhcp-ds<${client}>`, target: `${address}/32`, 'max-limit': rate }))
  made(router).set(lease['.id'] ?? '', items)
}

function unfurnish(router: Router, id: Bytes): void {
  for (const item of made(router).get(id) ?? []) router.table(item.menu).delete(item.id)
  made(router).delete(id)
}

/** What follows from a lease that was changed by hand. */
export function followLease(before: Item | null, after: Item | null, router: Router): void {
  if (after) return bind(router, after)
  unfurnish(router, before?.['.id'] ?? '')
  // Its client asks again and gets what the server gives to anybody.
  router.later(router.options.reconnectMs ?? 300, () => askAgain(router, before ?? {}))
}

function askAgain(router: Router, lost: Item): void {
  const leases = router.table(LEASES)
  const client = lost['mac-address'] ?? ''
  const pool = router.table('/ip/dhcp-server').find('name', lost['server'] ?? '')?.['address-pool'] ?? 'static-only'
  const gone = pool === 'static-only' || router.options.dialNew === false || router.offline.has(client)
  if (client === '' || gone || leases.find('mac-address', client)) return
  for (const range of (router.table('/ip/pool').find('name', pool)?.['ranges'] ?? '').split(',').map(ipRange)) {
    for (let number = range?.first ?? 1; range && number <= range.last; number++) {
      const address = ipText(number)
      if (leases.find('address', address)) continue
      const host = lost['host-name'] === undefined ? {} : { 'host-name': lost['host-name'] }
      bind(
        router,
        router.create(LEASES, {
          address,
          'mac-address': client,
          server: lost['server'] ?? '',
          dynamic: 'true',
          ...host,
        }),
      )
      return
    }
  }
}
