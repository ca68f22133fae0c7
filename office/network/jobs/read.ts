import { asSent, equals, type RouterosSession, type Row } from '../../routeros/index.ts'
import { groupBy } from '../group.ts'
import { addressOf } from '../state/address.ts'
import { foreignEntries } from '../state/list.ts'
import { findTag } from '../state/names.ts'
import { nameOf } from '../state/secret.ts'
import type { Libro, Menu, Visto } from '../state/types.ts'
import type { DeviceBooks } from './books.ts'

/** From so many keys on a menu is read whole: one command instead of as many. */
const WHOLE_FROM = 40

const PROPS: Record<Menu, readonly string[]> = {
  '/ppp/secret': ['.id', 'name', 'service', 'profile', 'remote-address', 'disabled', 'comment'],
  '/ppp/active': ['.id', 'name', 'address', 'uptime'],
  '/ppp/profile': [
    '.id',
    'name',
    'rate-limit',
    'address-list',
    'local-address',
    'remote-address',
    'dns-server',
    'comment',
  ],
  '/ip/dhcp-server/lease': [
    '.id',
    'address',
    'mac-address',
    'dynamic',
    'disabled',
    'block-access',
    'rate-limit',
    'comment',
  ],
  '/queue/simple': ['.id', 'name', 'target', 'max-limit', 'disabled', 'dynamic', 'comment'],
  '/ip/firewall/address-list': ['.id', 'list', 'address', 'disabled', 'dynamic', 'comment'],
}

/** What has to be read for these services. `todo`: menus whole, whoever the objects are of. */
export interface Wish {
  session: RouterosSession
  libros: readonly Libro[]
  todo?: boolean
  /** Clock of the office, ms since the epoch. */
  now: () => number
  books: DeviceBooks
}

interface Keys {
  secrets: Set<string>
  leases: Set<string>
  queues: Set<string>
  listas: Set<string>
  passwords: boolean
}

function keysOf({ libros, books }: Pick<Wish, 'libros' | 'books'>): Keys {
  const keys: Keys = {
    secrets: new Set(),
    leases: new Set(),
    queues: new Set(),
    listas: new Set(books.lists()),
    passwords: false,
  }
  const by = { ppp_secret: keys.secrets, dhcp_lease: keys.leases, simple_queue: keys.queues, uisp_servicio: null }
  for (const libro of libros) {
    for (const objeto of libro.objetos) {
      const { tipo, clave, previo } = objeto
      by[tipo]?.add(clave)
      if (tipo === 'ppp_secret') keys.secrets.add(nameOf(libro, objeto))
      for (const list of previo?.listas ?? []) keys.listas.add(list)
    }
    keys.listas.add(libro.plan.listaCorte)
    if (libro.clave !== null) keys.passwords = true
  }
  return keys
}

/** A name with other characters may be kept in another encoding there: it is found only by reading all. */
const isPlain = (key: string): boolean => /^[\x20-\x7e]+$/.test(key)

class Reader {
  readonly #wish: Wish

  constructor(wish: Wish) {
    this.#wish = wish
  }

  async #print(menu: Menu, props: readonly string[], query?: [name: string, value: string]): Promise<Row[]> {
    const { session } = this.#wish
    const queries = query ? [equals(...query)] : []
    const { rows } = await session.call(`${menu}/print`, { proplist: props, queries })
    return rows
  }

  /** The rows of a menu that answer to these keys, or all of them. */
  async rows(menu: Menu, keys: ReadonlySet<string>, nameOf: (key: string) => string, more: readonly string[] = []) {
    if (keys.size === 0 && !this.#wish.todo) return []
    const props = [...PROPS[menu], ...more]
    if (this.#wish.todo || keys.size >= WHOLE_FROM || ![...keys].every(isPlain)) return this.#print(menu, props)
    const each = [...keys].map((key) => this.#print(menu, props, [nameOf(key), key]))
    return (await Promise.all(each)).flat()
  }

  /** Of what there is little of. */
  all(menu: Menu): Promise<Row[]> {
    return this.#print(menu, PROPS[menu])
  }

  async lists(names: ReadonlySet<string>): Promise<Row[]> {
    const menu = '/ip/firewall/address-list'
    const each = [...names].map((name) => this.#print(menu, PROPS[menu], ['list', name]))
    return (await Promise.all(each)).flat()
  }
}

const byName = (rows: readonly Row[]): Map<string, Row[]> => groupBy(rows, (row) => row['name'] ?? '')

function leasesBy(rows: readonly Row[]): Map<string, Row[]> {
  const both = rows.flatMap((row) =>
    [row['mac-address']?.toUpperCase(), row['address']].flatMap((key) => (key ? [[key, row] as const] : [])),
  )
  const groups = groupBy(both, ([key]) => key)
  return new Map([...groups].map(([key, pairs]) => [key, pairs.map(([, row]) => row)]))
}

const always = (name: string) => () => name
/** What a lease is known by: its MAC, or where it was linked without one, its address. */
export const leaseKey = (key: string): string => (key.includes(':') ? 'mac-address' : 'address')

/** Reads in one round trip what a plan for these services has to know. */
export async function readDevice(wish: Wish): Promise<Visto> {
  const keys = keysOf(wish)
  const reader = new Reader(wish)
  const ppp = keys.secrets.size > 0 || wish.todo === true
  const password = keys.passwords ? ['password'] : []
  const [secrets, activos, perfiles, leases, queues, listas] = await Promise.all([
    reader.rows('/ppp/secret', keys.secrets, always('name'), password),
    reader.rows('/ppp/active', keys.secrets, always('name')),
    ppp ? reader.all('/ppp/profile') : [],
    reader.rows('/ip/dhcp-server/lease', keys.leases, leaseKey),
    reader.rows('/queue/simple', keys.queues, always('name')),
    reader.lists(keys.listas),
  ])
  const tagged = listas.filter((row) => findTag(row['comment']) !== null)
  const visto: Visto = {
    secrets: byName(secrets),
    activos: byName(activos),
    perfiles: new Map(perfiles.map((row) => [row['name'] ?? '', row])),
    leases: leasesBy(leases),
    queues: byName(queues),
    listas: groupBy(listas, (row) => row['address'] ?? ''),
    marcadas: groupBy(tagged, (row) => findTag(row['comment']) ?? ''),
    terminadas: new Set(),
    ocupadas: new Set(),
    leidoEn: wish.now(),
  }
  return { ...visto, ...heirsOf(wish, visto) }
}

/** Who has the addresses of services that ended: looked at only where there is one, or an entry that may be one's. */
function heirsOf({ libros, books }: Wish, visto: Visto): Pick<Visto, 'terminadas' | 'ocupadas'> {
  const isOthers = (libro: Libro) => foreignEntries(libro, visto).some((row) => findTag(row['comment']) !== null)
  const left = libros.filter(({ estado }) => estado === 'baja').map((libro) => addressOf(libro, visto))
  return {
    terminadas: libros.some(isOthers) ? books.endedTags() : visto.terminadas,
    ocupadas: left.length > 0 ? books.taken(left) : visto.ocupadas,
  }
}

/** A name of the device's own in the bytes it has there. */
export const asItIsThere = (row: Row | undefined, name: string, value: string) =>
  row === undefined ? value : (asSent(row, name) ?? value)
