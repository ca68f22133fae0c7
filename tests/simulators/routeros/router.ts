// One router: its menus, its clock, its users, what is written to it and how it misbehaves.
import type { Call, Command } from './call.ts'
import { atLeast, dateTimeOf, durationOf, logTimeOf } from './formats.ts'
import { dialAll } from './menus/equipment.ts'
import { COMMANDS, DEFAULT_STATE, DEFAULT_USERS, MENUS } from './menus/index.ts'
import type { Menu } from './menu.ts'
import { type Item, Table } from './table.ts'
import { noSuchCommand, noSuchMenu, Trap } from './traps.ts'
import type { Counters, RouterOptions, Row } from './types.ts'
import { fieldOf, fresh, verbOf } from './verbs.ts'
import { type Bytes, toBytes } from './wire.ts'

export interface Recorded {
  seq: number
  at: number
  call: Call
  menu: string
  before: Item | null
  after: Item | null
}

/** What a dialled-in client has on the router beside its row in /ppp/active. */
export interface PppSession {
  active: Bytes
  profile: Bytes
  since: number
  made: { menu: string; id: Bytes }[]
}

const LOG_LINES = 1000
const LONGEST_TIMER = 2 ** 31 - 1

export class Router {
  readonly options: RouterOptions
  readonly version: string
  readonly sessions = new Map<Bytes, PppSession>()
  readonly offline: Set<Bytes>
  readonly journal: Recorded[] = []
  counters: Counters = {
    commands: {},
    bytesIn: 0,
    bytesOut: 0,
    connections: 0,
    open: 0,
    peak: 0,
    logins: 0,
    failedLogins: 0,
  }
  skewMs: number
  bootedAt: number
  /** Told to lose power by somebody who is logged in. */
  onReboot: () => void = () => undefined
  readonly #tables = new Map<string, Table>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #random: number
  #seq = 0

  constructor(options: RouterOptions) {
    this.options = options
    this.version = options.version ?? '7.18.2'
    this.skewMs = options.clockSkewMs ?? 0
    this.bootedAt = Date.now() - (options.uptimeMs ?? 278_400_000)
    this.offline = new Set((options.offline ?? []).map(toBytes))
    this.#random = options.seed ?? 1
    for (const menu of MENUS) if (!menu.of && (menu.on?.(this) ?? true)) this.#tables.set(menu.path, new Table(menu))
    this.#fill(DEFAULT_STATE(this))
    this.#fill(options.state ?? {})
    for (const { name, password, group } of options.users ?? DEFAULT_USERS)
      this.create('/user', { name, password, group })
    this.log('system,info', 'router rebooted')
    dialAll(this, 0)
  }

  get identity(): string {
    return this.table('/system/identity').all()[0]?.['name'] ?? ''
  }

  is(version: string): boolean {
    return atLeast(this.version, version)
  }

  get hidesPasswords(): boolean {
    return (this.options.passwords ?? (this.is('7.21') ? 'hidden' : 'shown')) === 'hidden'
  }

  /** Its own clock, which may be wrong. */
  now(): Date {
    return new Date(Date.now() + this.skewMs)
  }

  get uptimeMs(): number {
    return Date.now() - this.bootedAt
  }

  dateTime(date = this.now()): Bytes {
    return dateTimeOf(this.version, date)
  }

  since(at: number): Bytes {
    return durationOf(Date.now() - at)
  }

  /** From 0 (inclusive) to 1, the same row of numbers for the same seed. */
  random(): number {
    // mulberry32
    this.#random = (this.#random + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** Does something later, unless the router goes down before. */
  later(ms: number, what: () => void): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer)
        what()
      },
      Math.min(ms, LONGEST_TIMER),
    )
    timer.unref()
    this.#timers.add(timer)
  }

  /** The items of a menu. @throws {Trap} if this router has no such menu */
  table(path: string): Table {
    const table = this.#tables.get(path) ?? this.#tables.get(menuAt(path)?.of?.path ?? '')
    if (!table) throw noSuchMenu()
    return table
  }

  /** All menus that have items of their own. */
  menus(): Menu[] {
    return Array.from(this.#tables.values(), ({ menu }) => menu)
  }

  menu(path: string): Menu | undefined {
    const menu = menuAt(path)
    return menu && (menu.on?.(this) ?? true) && this.#tables.has(menu.of?.path ?? path) ? menu : undefined
  }

  /** What carries a command out. @throws {Trap} */
  command(path: string): Command {
    const special = COMMANDS.get(path)
    if (special && (special.on?.(this) ?? true)) return special
    const at = path.lastIndexOf('/')
    const menu = this.menu(path.slice(0, at))
    if (!menu) throw special || isAbove(path.slice(0, at)) ? noSuchCommand() : noSuchMenu()
    const verb = verbOf(menu, path.slice(at + 1))
    return { needs: verb.needs, run: (call) => verb.run(call, menu, this.table(menu.path)) }
  }

  may(user: Bytes, policy: string): boolean {
    const group = this.table('/user').find('name', user)?.['group'] ?? ''
    const policies = this.table('/user/group').find('name', group)?.['policy'] ?? ''
    return policies.split(',').includes(policy)
  }

  /** An item that the router makes for itself: with the defaults of its menu, unchecked. */
  create(path: string, values: Item): Item {
    const table = this.table(path)
    return table.insert({ ...fresh(table.menu), ...values })
  }

  record(call: Call, menu: Menu, before: Item | null, after: Item | null): void {
    this.journal.push({ seq: ++this.#seq, at: Date.now(), call, menu: menu.path, before, after })
  }

  log(topics: Bytes, message: Bytes): void {
    const lines = this.table('/log')
    lines.insert({ time: logTimeOf(this.version, this.now(), this.now()), topics, message })
    if (lines.size > LOG_LINES) lines.delete(lines.all()[0]?.['.id'] ?? '')
  }

  /** What is kept in memory only is gone: sessions, dynamic items, timers. Leases are kept on disk. */
  powerOff(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.sessions.clear()
    for (const [path, table] of this.#tables) {
      if (path === '/ip/dhcp-server/lease') continue
      const gone = path === '/ppp/active' || path === '/ip/pool/used' || path === '/log'
      for (const item of table.all()) if (gone || item['dynamic'] === 'true') table.delete(item['.id'] ?? '')
    }
  }

  powerOn(): void {
    this.bootedAt = Date.now()
    this.log('system,info', 'router rebooted')
    dialAll(this, this.options.reconnectMs ?? 300)
  }

  /** Puts rows into a menu, as far as they can be read; what cannot is kept as it is. */
  fill(path: string, rows: readonly Row[]): void {
    const table = this.table(path)
    for (const row of rows) {
      const values: Record<string, Bytes> = { ...fresh(menuAt(path) ?? table.menu) }
      for (const [name, given] of Object.entries(row)) values[name] = this.read(path, name, toBytes(given))
      table.insert(values)
    }
  }

  /** A value as the menu would write it, or as it is where the menu would not take it. */
  read(path: string, name: string, value: Bytes): Bytes {
    try {
      const menu = menuAt(path)
      return (menu && fieldOf(menu, name))?.parse(value, this, name) ?? value
    } catch (error) {
      if (error instanceof Trap) return value
      throw error
    }
  }

  #fill(state: Readonly<Record<string, readonly Row[]>>): void {
    // Whoever is named comes before those who name them: pools, profiles, then secrets.
    const order = MENUS.map(({ path }) => path)
    const place = (path: string) => order.indexOf(path)
    for (const path of Object.keys(state).sort((a, b) => place(a) - place(b))) {
      const single = this.menu(path)?.single ? this.table(path).all()[0] : undefined
      if (!this.menu(path)) continue
      if (single)
        for (const row of state[path] ?? []) {
          const values = Object.entries(row).map(([name, given]): [string, Bytes] => [name, toBytes(given)])
          this.table(path).patch(single['.id'] ?? '', Object.fromEntries(values))
        }
      else this.fill(path, state[path] ?? [])
    }
  }
}

const BY_PATH = new Map(MENUS.map((menu) => [menu.path, menu]))
const menuAt = (path: string): Menu | undefined => BY_PATH.get(path)
/** Whether there are menus below a path. */
const isAbove = (path: string) => MENUS.some((menu) => menu.path.startsWith(`${path}/`))
