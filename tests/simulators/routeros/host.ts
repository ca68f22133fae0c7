// A router on its ports, and what its test says to it.
import net, { type AddressInfo, type Server, type Socket } from 'node:net'
import tls from 'node:tls'
import type { SelfSigned } from '../certificate.ts'
import { Faults } from './faults.ts'
import { switchEquipment } from './menus/equipment.ts'
import { DEFAULT_USERS } from './menus/index.ts'
import { announce } from './mndp.ts'
import { type Recorded, Router } from './router.ts'
import { type Machine, Session } from './session.ts'
import type { Item } from './table.ts'
import type { Counters, FaultRule, JournalEntry, Manners, RouterControl, RouterOptions, Row, Value } from './types.ts'
import { write } from './verbs.ts'
import { type Bytes, toBytes, toText } from './wire.ts'

export const HOST = '127.0.0.1'
/** Until the answer to /system/reboot is out, ms. */
const FAREWELL_MS = 20

/** What can be known of a router from outside. */
export interface Described {
  identity: string
  version: string
  host: string
  port: number
  tlsPort: number | null
  fingerprint256: string
  user: string
  password: string
}

const texts = (item: Item): Record<string, string> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toText(value)]))

const entryOf = ({ call, before, after, ...rest }: Recorded): JournalEntry => ({
  seq: rest.seq,
  at: rest.at,
  menu: rest.menu,
  user: toText(call.user),
  verb: call.command.slice(call.command.lastIndexOf('/') + 1),
  id: (after ?? before)?.['.id'] ?? '',
  args: texts(Object.fromEntries(call.args)),
  before: before && texts(before),
  after: after && texts(after),
})

export class Host implements RouterControl {
  readonly router: Router
  readonly #identity: SelfSigned
  readonly #faults = new Faults()
  readonly #sessions = new Map<Session, Socket>()
  #servers: Server[] = []
  #ports: { plain: number; tls: number | null }
  #manners: Manners = {}
  #up = false
  #quiet: () => void = () => undefined

  constructor(options: RouterOptions, identity: SelfSigned) {
    this.router = new Router(options)
    this.router.onReboot = () => setTimeout(() => void this.reboot(options.rebootMs ?? 2000), FAREWELL_MS)
    this.#identity = identity
    this.#ports = { plain: options.port ?? 0, tls: options.tlsPort === undefined ? 0 : options.tlsPort }
  }

  async open(): Promise<Described> {
    const secure = tls.createSecureContext({
      key: this.#identity.key,
      cert: this.#identity.cert,
      minVersion: 'TLSv1.2',
    })
    this.#ports.plain = await this.#listen(this.#ports.plain, (wire) => this.#welcome(wire, wire))
    if (this.#ports.tls !== null) {
      this.#ports.tls = await this.#listen(this.#ports.tls, (wire) => {
        this.#welcome(new tls.TLSSocket(wire, { isServer: true, secureContext: secure }), wire)
      })
    }
    this.#up = true
    this.#quiet = announce(this.router, HOST)
    const owner = this.router.options.users?.[0] ?? DEFAULT_USERS[0]
    return {
      identity: toText(this.router.identity),
      version: this.router.version,
      host: HOST,
      port: this.#ports.plain,
      tlsPort: this.#ports.tls,
      fingerprint256: this.#identity.fingerprint256,
      user: owner?.name ?? '',
      password: owner?.password ?? '',
    }
  }

  async close(): Promise<void> {
    this.#shut('reset')
    this.router.powerOff()
    return Promise.resolve()
  }

  async #listen(port: number, welcome: (socket: Socket) => void): Promise<number> {
    const server = net.createServer({ noDelay: true, allowHalfOpen: true }, welcome)
    this.#servers.push(server)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, HOST, () => resolve())
    })
    return (server.address() as AddressInfo).port
  }

  #welcome(socket: Socket, wire: Socket): void {
    const { counters } = this.router
    counters.connections += 1
    counters.open += 1
    counters.peak = Math.max(counters.peak, counters.open)
    const machine: Machine = {
      router: this.router,
      manners: () => this.#manners,
      faultFor: this.#faults.match,
      hold: this.#faults.hold,
      reboot: (downMs) => void this.reboot(downMs),
    }
    const session = new Session(machine, socket, wire)
    this.#sessions.set(session, wire)
    wire.once('close', () => {
      this.#sessions.delete(session)
      this.router.counters.open -= 1
    })
    if (this.#manners.acceptThenClose) session.end('drop')
  }

  /** Nobody listens any more, and whoever is connected is not. */
  #shut(how: 'drop' | 'reset'): void {
    this.#up = false
    this.#quiet()
    for (const server of this.#servers) server.close()
    this.#servers = []
    for (const [session, wire] of this.#sessions) {
      if (how === 'drop') session.end('drop')
      else wire.resetAndDestroy()
    }
  }

  rows(menu: string): Promise<Record<string, string>[]> {
    return Promise.resolve(this.router.table(menu).all().map(texts))
  }

  replace(menu: string, rows: Row[]): Promise<void> {
    const table = this.router.table(menu)
    for (const before of table.all()) write(this.router, table.menu, table, { before, after: null })
    this.router.fill(menu, rows)
    for (const item of table.all()) table.menu.follow?.(null, item, this.router)
    return Promise.resolve()
  }

  add(menu: string, row: Row): Promise<string> {
    this.router.fill(menu, [row])
    const table = this.router.table(menu)
    const item = table.all().at(-1) ?? {}
    table.menu.follow?.(null, item, this.router)
    return Promise.resolve(item['.id'] ?? '')
  }

  set(menu: string, id: string, changes: Record<string, Value | null>): Promise<void> {
    const table = this.router.table(menu)
    const before = this.#item(menu, id)
    const after: Record<string, Bytes> = { ...before }
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) delete after[name]
      else after[name] = this.router.read(menu, name, toBytes(value))
    }
    write(this.router, { ...table.menu, check: () => undefined }, table, { before, after })
    return Promise.resolve()
  }

  remove(menu: string, id: string): Promise<void> {
    const table = this.router.table(menu)
    write(this.router, table.menu, table, { before: this.#item(menu, id), after: null })
    return Promise.resolve()
  }

  #item(menu: string, id: string): Item {
    const item = this.router.table(menu).get(id)
    if (!item) throw new Error(`no item ${id} in ${menu}`)
    return item
  }

  online(client: string, on: boolean): Promise<void> {
    switchEquipment(this.router, toBytes(client), on)
    return Promise.resolve()
  }

  until(menu: string, where: Record<string, string>, present = true): Promise<void> {
    const table = this.router.table(menu)
    const wanted = Object.entries(where).map(([name, value]): [string, Bytes] => [name, toBytes(value)])
    const [first] = wanted
    const holds = () => {
      const items = first ? table.where(first[0], first[1]) : table.all()
      return items.some((item) => wanted.every(([name, value]) => item[name] === value)) === present
    }
    return new Promise((resolve) => {
      if (holds()) return resolve()
      const heard = () => {
        if (!holds()) return
        table.listeners.delete(heard)
        resolve()
      }
      table.listeners.add(heard)
    })
  }

  async behave(manners: Manners): Promise<void> {
    const refused = this.#manners.refuse === true
    this.#manners = manners
    if (manners.refuse && !refused) this.#shut('reset')
    if (!manners.refuse && refused && !this.#up) await this.open()
  }

  fault(rule: FaultRule): Promise<void> {
    return Promise.resolve(this.#faults.add(rule))
  }

  clearFaults(): Promise<void> {
    return Promise.resolve(this.#faults.clear())
  }

  faulted(): Promise<number> {
    return Promise.resolve(this.#faults.met)
  }

  disconnect(how: 'drop' | 'reset' = 'drop'): Promise<void> {
    for (const [session, wire] of this.#sessions) {
      if (how === 'drop') session.end('drop')
      else wire.resetAndDestroy()
    }
    return Promise.resolve()
  }

  reboot(downMs: number): Promise<void> {
    this.#shut('reset')
    this.router.powerOff()
    setTimeout(() => void this.#comeBack(), downMs)
    return Promise.resolve()
  }

  async #comeBack(): Promise<void> {
    if (!this.#manners.refuse) await this.open()
    this.router.powerOn()
  }

  log(topics: string, message: string): Promise<void> {
    return Promise.resolve(this.router.log(toBytes(topics), toBytes(message)))
  }

  skewClock(ms: number): Promise<void> {
    this.router.skewMs += ms
    return Promise.resolve()
  }

  journal(from = 0): Promise<JournalEntry[]> {
    return Promise.resolve(this.router.journal.filter(({ seq }) => seq >= from).map(entryOf))
  }

  counters(): Promise<Counters> {
    return Promise.resolve(structuredClone(this.router.counters))
  }

  resetCounters(): Promise<void> {
    const { open } = this.router.counters
    Object.assign(this.router.counters, {
      commands: {},
      bytesIn: 0,
      bytesOut: 0,
      connections: 0,
      open,
      peak: open,
      logins: 0,
      failedLogins: 0,
    })
    return Promise.resolve()
  }
}
