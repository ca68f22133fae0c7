// What tests and people say to simulated routers and hear of them.

/** A text (sent as UTF-8), or the very bytes, e.g. `cp1252('Ángela')`. */
export type Value = string | Uint8Array
export type Row = Record<string, Value>
/** Rows by menu, e.g. `{ '/ppp/secret': [{ name: 'ana', profile: '20M' }] }`; without ids, these are given by the router. */
export type NetworkState = Record<string, Row[]>

export interface RouterUser {
  name: string
  password: string
  /** `full`, `write` and `read` are there; others come with `state['/user/group']`. */
  group: string
}

export interface RouterOptions {
  /** Default '7.18.2'. It decides menus, date formats, `!empty`, the way of logging in (challenge before 6.43). */
  version?: string
  identity?: string
  board?: string
  /** Default 0: any free port. */
  port?: number
  /** The port of api-ssl; null for none. Default 0: any free port. */
  tlsPort?: number | null
  /** Default: admin / secreto (full) and lector / secreto (read). The first is the one that the farm names. */
  users?: RouterUser[]
  /** Which Wi-Fi menus it has; default by version: wireless on 6, wifiwave2 up to 7.12, wifi from 7.13. */
  wifi?: 'wireless' | 'capsman' | 'wifiwave2' | 'wifi' | 'none'
  /** Whether print shows passwords. Default 'shown' below 7.21, from there on only with `=show-sensitive=`. */
  passwords?: 'shown' | 'hidden'
  /** Whether traps carry `=category=`: as real routers do (default), always or never. */
  categories?: 'mixed' | 'always' | 'never'
  /** Rows to begin with, on top of what a router always has. */
  state?: NetworkState
  /** Users of secrets and MAC addresses of leases whose equipment is switched off at the start. */
  offline?: string[]
  /** Whether the equipment of a secret or lease that is added later is there and dials in. Default true. */
  dialNew?: boolean
  /** After how many ms the equipment of a client whose session ended is back. Default 300. */
  reconnectMs?: number
  /** How long it is down after /system/reboot, ms. Default 2000. */
  rebootMs?: number
  /** What one second of monitor-traffic, ping, torch… lasts here, ms. Default 1000. */
  tickMs?: number
  /** How far its clock is off, ms. */
  clockSkewMs?: number
  /** How long it has been up at the start, ms. Default three days and some hours. */
  uptimeMs?: number
  /** Announces itself as real routers do. */
  mndp?: { address: string; port: number; everyMs?: number }
  seed?: number
}

/** How a router behaves towards every connection; nothing of it: well. */
export interface Manners {
  /** Every answer comes so many ms later, in order; commands that are sent together wait together. */
  rttMs?: number
  /** Nobody listens: connection refused. Open connections are reset. */
  refuse?: boolean
  /** Takes the connection and closes it at once. */
  acceptThenClose?: boolean
  /** Takes connections and what is sent, and never says a word. */
  mute?: boolean
  /** Cuts what it sends: every byte apart, or after every n bytes. */
  split?: number
}

export type Fault =
  /** Closes (FIN) instead of carrying the command out. */
  | { kind: 'drop' }
  /** Resets (RST) instead of carrying the command out. */
  | { kind: 'reset' }
  /** Neither carries it out nor answers. */
  | { kind: 'stall' }
  /** Carries it out after so many ms; what comes after it may be answered before. */
  | { kind: 'slow'; ms: number }
  /** Carries it out once the faults are cleared; what comes after it is answered before. */
  | { kind: 'held' }
  | { kind: 'trap'; message: string; category?: number }
  /** Says `!fatal` and closes. */
  | { kind: 'fatal'; message?: string }
  /** Sends these bytes (default: a reserved control byte and noise) in the place of an answer. */
  | { kind: 'garbage'; bytes?: Uint8Array }
  /** Carries it out, but nobody hears of it. */
  | { kind: 'apply-then'; end: 'drop' | 'reset' | 'stall' }
  /** The answer breaks off after so many bytes. */
  | { kind: 'cut'; after: number; end: 'drop' | 'reset' | 'stall' }
  /** The answer is cut after so many bytes; the rest comes a moment later. */
  | { kind: 'split'; at: number }
  /** The power goes in place of an answer. */
  | { kind: 'reboot'; downMs: number }

export interface FaultRule {
  fault: Fault
  /** A command (`/ppp/secret/set`), a menu and all below it (`/ppp`) or nothing: every command but /login. */
  path?: string
  /** Only commands with these arguments. */
  where?: Record<string, string>
  /** Lets so many matching commands pass first. Default 0. */
  skip?: number
  /** For so many commands; null: until it is taken back. Default 1. */
  times?: number | null
}

/** A write of somebody who is logged in, as it was carried out. */
export interface JournalEntry {
  seq: number
  /** Unix ms. */
  at: number
  user: string
  menu: string
  verb: string
  id: string
  args: Record<string, string>
  before: Record<string, string> | null
  after: Record<string, string> | null
}

export interface Counters {
  /** How often each command came. */
  commands: Record<string, number>
  bytesIn: number
  bytesOut: number
  /** Connections so far, now, and at most at a time. */
  connections: number
  open: number
  peak: number
  logins: number
  failedLogins: number
}

export interface RouterControl {
  /** All rows of a menu as they are (with what is hidden from users), with their ids. */
  rows(menu: string): Promise<Record<string, string>[]>
  /** Puts these rows in the place of everything in a menu. */
  replace(menu: string, rows: Row[]): Promise<void>
  /** As somebody at Winbox would. @returns the new id */
  add(menu: string, row: Row): Promise<string>
  /** As somebody at Winbox would; `null` unsets. */
  set(menu: string, id: string, changes: Record<string, Value | null>): Promise<void>
  remove(menu: string, id: string): Promise<void>
  /** Switches the equipment of a secret (user) or lease (MAC) on or off. */
  online(client: string, on: boolean): Promise<void>
  /** Settles once a row with these values is (or no longer is) in a menu. */
  until(menu: string, where: Record<string, string>, present?: boolean): Promise<void>
  /** Replaces the manners. */
  behave(manners: Manners): Promise<void>
  fault(rule: FaultRule): Promise<void>
  clearFaults(): Promise<void>
  /** How many commands met one of its faults so far. */
  faulted(): Promise<number>
  /** All connections end (FIN, or RST). */
  disconnect(how?: 'drop' | 'reset'): Promise<void>
  /** Loses power; nobody listens for so long; settles at once. */
  reboot(downMs: number): Promise<void>
  /** A line in its log, as the router itself would write it. */
  log(topics: string, message: string): Promise<void>
  /** Moves its clock by so many ms. */
  skewClock(ms: number): Promise<void>
  /** The writes from a sequence number on (all of them: 0). */
  journal(from?: number): Promise<JournalEntry[]>
  counters(): Promise<Counters>
  resetCounters(): Promise<void>
}

export interface SimulatedRouter extends RouterControl {
  identity: string
  version: string
  host: string
  port: number
  tlsPort: number | null
  /** SHA-256 of its certificate, `AA:BB:…`. */
  fingerprint256: string
  /** Who has all rights. */
  user: string
  password: string
}

export interface FarmOptions extends Omit<RouterOptions, 'port' | 'tlsPort' | 'identity'> {
  /** How many alike, or each on its own (what it does not say is taken from here). Default 1. */
  routers?: number | RouterOptions[]
  /** The first of the ports, then port + 1…; TLS on port + 1000… Default: any. */
  basePort?: number
  /** Whether they have api-ssl too. Default true for up to 20 of them. */
  tls?: boolean
}

export interface RouterFarm {
  routers: SimulatedRouter[]
  /** The only one, or the first. */
  router: SimulatedRouter
  pid: number
  stop(): Promise<void>
}
