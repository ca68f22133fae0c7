import type { Router } from './router.ts'
import type { Item } from './table.ts'
import type { Bytes } from './wire.ts'

/** One command that somebody gave, as what carries it out sees it. */
export interface Call {
  readonly router: Router
  readonly user: Bytes
  /** The whole command, e.g. `/ppp/secret/add`. */
  readonly command: Bytes
  readonly args: ReadonlyMap<Bytes, Bytes>
  /** The words that begin with `?`. */
  readonly queries: readonly Bytes[]
  /** Whether passwords are shown to this user with this command. */
  readonly mayReadSecrets: boolean
  /** Cancelled, or the connection is gone: nobody hears any more. */
  readonly ended: boolean
  /** One `!re` with these values (all, or those of the list in its order). */
  re(values: Item, proplist?: readonly Bytes[]): void
  /** It goes on after `run` until it is cancelled or `finish`ed; then `end` is called. */
  stream(end: () => void): void
  /** Ends a stream from the router's side. */
  finish(): void
}

export interface Command {
  /** A policy that the user needs. */
  needs: string
  /** Which routers have it. Default: all. */
  on?(router: Router): boolean
  /** @returns what `!done` carries as `=ret=`. @throws {Trap} */
  run(call: Call): Bytes | undefined | void | Promise<Bytes | undefined | void>
}
