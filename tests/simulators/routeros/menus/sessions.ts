// PPPoE sessions: who dials in gets an address, an interface and what the profile gives; all of that goes with the session.
import { ipRange, ipText } from '../formats.ts'
import type { PppSession, Router } from '../router.ts'
import type { Item } from '../table.ts'
import type { Bytes } from '../wire.ts'

const DIALS = new Set(['any', 'pppoe'])

export const pppUsers = (router: Router): Bytes[] =>
  router
    .table('/ppp/secret')
    .all()
    .map((secret) => secret['name'] ?? '')

/** The same MAC address for the same client, of those that nobody was assigned. */
export function macOf(client: Bytes): Bytes {
  let hash = 0x811c9dc5
  for (let i = 0; i < client.length; i++) hash = Math.imul(hash ^ client.charCodeAt(i), 0x01000193) >>> 0
  const hex = hash.toString(16).padStart(8, '0').toUpperCase()
  return `02:4D:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}:${hex.slice(6)}`
}

/** Takes the first free address of a pool. */
function fromPool(router: Router, pool: Bytes, info: Bytes): { address: Bytes; used: Bytes } | null {
  const used = router.table('/ip/pool/used')
  for (const text of (router.table('/ip/pool').find('name', pool)?.['ranges'] ?? '').split(',')) {
    const range = ipRange(text)
    if (!range) continue
    for (let number = Math.max(range.first, nextFree.get(router)?.get(text) ?? 0); number <= range.last; number++) {
      const address = ipText(number)
      if (used.find('address', address)) continue
      remember(router, text, number + 1)
      return { address, used: used.insert({ pool, address, owner: 'PPPoE', info })['.id'] ?? '' }
    }
    // From the start again, where addresses were given back.
    if ((nextFree.get(router)?.get(text) ?? 0) > range.first) {
      remember(router, text, range.first)
      return fromPool(router, pool, info)
    }
  }
  return null
}
const nextFree = new WeakMap<Router, Map<Bytes, number>>()
const remember = (router: Router, range: Bytes, number: number) => {
  const known = nextFree.get(router) ?? new Map<Bytes, number>()
  nextFree.set(router, known.set(range, number))
}

const isAddress = (text: Bytes) => /^[\d.]+$/.test(text)

/** The equipment of a user dials in, if there is a secret that lets it and no session yet. */
export function dialIn(router: Router, user: Bytes): void {
  const secret = router
    .table('/ppp/secret')
    .where('name', user)
    .find((each) => each['disabled'] === 'false' && DIALS.has(each['service'] ?? ''))
  if (!secret || router.offline.has(user) || router.sessions.has(user)) return
  const profile = router.table('/ppp/profile').find('name', secret['profile'] ?? '')
  if (!profile) return
  const asked = secret['remote-address'] ?? profile['remote-address']
  if (asked === undefined)
    return router.log('pppoe,ppp,error', `<${macOf(user)}>: could not determine remote address, using nothing`)
  const pooled = isAddress(asked) ? null : fromPool(router, asked, user)
  const address = pooled?.address ?? (isAddress(asked) ? asked : undefined)
  if (address === undefined) return router.log('pppoe,ppp,error', `pool <${asked}> is empty`)
  const caller = secret['caller-id'] ?? ''
  const active = router.table('/ppp/active').insert({
    name: user,
    service: 'pppoe',
    'caller-id': caller === '' ? macOf(user) : caller,
    address,
    encoding: '',
    'session-id': `0x81${Math.floor(router.random() * 0xffffff)
      .toString(16)
      .padStart(6, '0')}`,
    'limit-bytes-in': '0',
    'limit-bytes-out': '0',
    radius: 'false',
  })
  const made = [
    ...(pooled ? [{ menu: '/ip/pool/used', id: pooled.used }] : []),
    ...furnish(router, user, profile, secret, address),
  ]
  router.sessions.set(user, { active: active['.id'] ?? '', profile: profile['name'] ?? '', since: Date.now(), made })
  router.log('pppoe,ppp,info', `<pppoe-${user}>: connected`)
}

/** The interface, address, queue and list entry of a session. */
function furnish(router: Router, user: Bytes, profile: Item, secret: Item, address: Bytes): PppSession['made'] {
  const name = `<pppoe-${user}>`
  const create = (menu: string, values: Item) => ({
    menu,
    id: router.create(menu, { ...values, dynamic: 'true' })['.id'] ?? '',
  })
  const local = secret['local-address'] ?? profile['local-address'] ?? '10.255.255.1'
  const made = [
    create('/interface', { name, type: 'pppoe-in', mtu: '1480', 'actual-mtu': '1480', running: 'true' }),
    create('/ip/address', {
      address: `${local}/32`,
      network: address,
      interface: name,
      'actual-interface': name,
      invalid: 'false',
    }),
  ]
  const rate = profile['rate-limit']
  if (rate) {
    const [up = '0', down = up] = (rate.split(' ')[0] ?? '').split('/')
    made.push(
      create('/queue/simple', {
        name,
        target: name,
        'max-limit': `${bits(up)}/${bits(down)}`,
        parent: profile['parent-queue'] ?? 'none',
      }),
    )
  }
  const list = profile['address-list']
  if (list) made.push(create('/ip/firewall/address-list', { list, address, 'creation-time': router.dateTime() }))
  return made
}

const bits = (rate: Bytes) => String(Number.parseInt(rate, 10) * ({ k: 1e3, M: 1e6, G: 1e9 }[rate.at(-1) ?? ''] ?? 1))

/** A session is over (its row may be gone already). The equipment tries again after a moment. */
export function endSession(router: Router, user: Bytes, reason: Bytes): void {
  const session = router.sessions.get(user)
  if (!session) return
  router.sessions.delete(user)
  router.table('/ppp/active').delete(session.active)
  for (const { menu, id } of session.made) router.table(menu).delete(id)
  for (const secret of router.table('/ppp/secret').where('name', user)) {
    router.table('/ppp/secret').patch(secret['.id'] ?? '', {
      'last-logged-out': router.dateTime(),
      'last-caller-id': macOf(user),
      'last-disconnect-reason': reason,
    })
  }
  router.log('pppoe,ppp,info', `<pppoe-${user}>: disconnected`)
  redial(router, user)
}

export function redial(router: Router, user: Bytes): void {
  router.later(router.options.reconnectMs ?? 300, () => dialIn(router, user))
}
