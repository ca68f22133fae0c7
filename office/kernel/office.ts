import type { OfficeDb } from '../../db/open.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Rol } from '../../contract/enums.ts'
import type { Permission } from '../../contract/permissions.ts'
import type { MailDesk } from '../mail/desk.ts'
import type { NetworkDesk } from '../network/desk.ts'
import type { PrintDesk } from '../printing/desk.ts'
import type { Log } from './log.ts'
import type { Parent } from './parent.ts'
import type { Seal } from './seal.ts'
import type { Sessions } from './sessions.ts'
import type { Writer } from './writer.ts'

/** Who acts, and where. Bound to a window's port by login. */
export interface Actor {
  tenantId: string
  usuarioId: string
  puestoId: string
  rol: Rol
  permissions: readonly Permission[]
}

/** The other end of one port: a window. Its session lives and dies with it. */
export interface Caller {
  actor: Actor | null
}

/** What every handler has at hand. */
export interface Office {
  db: OfficeDb
  writer: Writer
  jobs: Jobs
  sessions: Sessions
  /** Who started the office, and draws for it; null where nobody does. */
  parent: Parent | null
  seal: Seal
  /** Sends the mail that waits, by itself. */
  mail: MailDesk
  /** Prints the tickets that wait, by itself. */
  printing: PrintDesk
  /** Works on the routers, by itself. Loaded when it is first asked for: the door does not need it. */
  network(): Promise<NetworkDesk>
  log: Log
  version: string
  dataDir: string
  /**
   * Resolves once the office has done what fell due while it was off. Begun by the first call of a person or soon after
   * the start, whichever comes first: the door does not wait for it, everything behind the door does.
   */
  catchUp(): Promise<void>
  /** Milliseconds since the epoch. Tests set it. */
  now(): number
}

export interface RequestContext {
  office: Office
  caller: Caller
}
