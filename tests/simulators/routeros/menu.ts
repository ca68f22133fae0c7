// What a menu is: which values its items may be given, and what follows from them.
import { durationOf, ipNumber, ipRange, ipText, parseDuration, parseRate } from './formats.ts'
import type { Router } from './router.ts'
import type { Item, Table } from './table.ts'
import { invalidValue, noMatch } from './traps.ts'
import type { Bytes } from './wire.ts'

/** Reads what somebody gives as a value and says how the router writes it. @throws {Trap} */
export type Parse = (value: Bytes, router: Router, field: Bytes) => Bytes

export interface Field {
  parse: Parse
  /** What an item has that was not given any; without it, it has none. */
  default?: Bytes
}

export interface Menu {
  path: string
  fields: Readonly<Record<string, Field>>
  required?: readonly string[]
  /** Properties by which items are found at once. Default: name. */
  indexes?: readonly string[]
  /** Default: all. */
  verbs?: readonly Verb[]
  /** Items have an order that matters: `place-before`, `move`. */
  ordered?: boolean
  /** The number of the first id. Default 1. */
  firstId?: number
  /** The menu is a part of another one: those of its items that have these values. */
  of?: { path: string; only: Readonly<Record<string, Bytes>> }
  /** One item only, without an id. */
  single?: boolean
  /** What may be done to its dynamic items, which the router made for itself. Default: nothing. */
  dynamic?: { set?: boolean; remove?: boolean; noun?: string }
  /** Whether this router has it. Default: every one. */
  on?(router: Router): boolean
  /** What print shows of an item, where that is more (or less) than what is kept. */
  view?(item: Item, router: Router): Item
  /** Whether the item may be so. `before` is null for a new one. @throws {Trap} */
  check?(item: Item, before: Item | null, router: Router, table: Table): void
  /** What follows from a change: `before` is null for a new item, `after` for one that is gone. */
  follow?(before: Item | null, after: Item | null, router: Router): void
}

export type Verb =
  | 'print'
  | 'add'
  | 'set'
  | 'remove'
  | 'enable'
  | 'disable'
  | 'unset'
  | 'comment'
  | 'move'
  | 'reset-counters'
export const READ_ONLY: readonly Verb[] = ['print']

export const text: Field = { parse: (value) => value }
export const shown = (value: Bytes): Field => ({ parse: (given) => given, default: value })

const parseBoolean: Parse = (value, _router, field) => {
  if (value === 'yes' || value === 'true') return 'true'
  if (value === 'no' || value === 'false') return 'false'
  throw invalidValue(field)
}
/** Shown as true and false. */
export const flag = (value: 'true' | 'false' = 'false'): Field => ({ parse: parseBoolean, default: value })
/** Shown as yes and no. */
export const yesNo = (value: 'yes' | 'no'): Field => ({
  parse: (given, router, field) => (parseBoolean(given, router, field) === 'true' ? 'yes' : 'no'),
  default: value,
})

export const oneOf = (values: readonly Bytes[], value?: Bytes): Field => ({
  parse: (given, _router, field) => {
    if (!values.includes(given)) throw noMatch(field)
    return given
  },
  ...(value === undefined ? {} : { default: value }),
})

/** The name of an item of another menu (or one of these words). */
export const nameIn = (menu: string, value?: Bytes, words: readonly Bytes[] = []): Field => ({
  parse: (given, router, field) => {
    if (!words.includes(given) && !router.table(menu).find('name', given)) throw noMatch(field)
    return given
  },
  ...(value === undefined ? {} : { default: value }),
})

export const number = (value?: Bytes): Field => ({
  parse: (given, _router, field) => {
    if (!/^\d+$/.test(given)) throw invalidValue(field)
    return String(Number(given))
  },
  ...(value === undefined ? {} : { default: value }),
})

export const ip: Field = {
  parse: (given, _router, field) => {
    const address = ipNumber(given)
    if (address === null) throw invalidValue(field)
    return ipText(address)
  },
}

/** An address, or the name of a pool. */
export const ipOrPool: Field = {
  parse: (given, router, field) => {
    const address = ipNumber(given)
    if (address !== null) return ipText(address)
    if (given === '' || /^[\d.]+$/.test(given)) throw invalidValue(field)
    if (!router.table('/ip/pool').find('name', given)) throw noMatch(field)
    return given
  },
}

/** An address with a prefix; `bits: 'keep'` shows the address itself, `'network'` the network it lies in. */
export const prefix = (bits: 'keep' | 'network'): Field => ({
  parse: (given, _router, field) => {
    const range = ipRange(given)
    if (range === null || given.includes('-')) throw invalidValue(field)
    const [address = '', size = '32'] = given.split('/')
    return `${bits === 'network' ? ipText(range.first) : address}/${Number(size)}`
  },
})

export const mac: Field = {
  parse: (given, _router, field) => {
    if (!/^([\da-f]{2}:){5}[\da-f]{2}$/i.test(given)) throw invalidValue(field)
    return given.toUpperCase()
  },
}

export const duration = (value?: Bytes): Field => ({
  parse: (given, _router, field) => {
    const ms = parseDuration(given)
    if (ms === null) throw invalidValue(field)
    return durationOf(ms)
  },
  ...(value === undefined ? {} : { default: value }),
})

/** Two rates `up/down`, shown in bits per second. */
export const rates = (value?: Bytes): Field => ({
  parse: (given, _router, field) => {
    const parts = given.split('/').map(parseRate)
    if (parts.length > 2 || parts.includes(null)) throw invalidValue(field)
    return `${parts[0]}/${parts[1] ?? parts[0]}`
  },
  ...(value === undefined ? {} : { default: value }),
})

/** A list of words of any kind, kept as it comes. */
export const texts = (names: readonly string[]): Record<string, Field> =>
  Object.fromEntries(names.map((name) => [name, text]))
