import type { Actor, Caller } from './office.ts'

/**
 * Which windows somebody has entered. A session is the actor on its caller: it dies with the port, and what changes
 * about the person (role, state, password) reaches it at once, because no gate looks anywhere else.
 */
export class Sessions {
  readonly #live = new Set<Caller>()
  readonly #closed = new WeakSet<Caller>()

  begin(caller: Caller, actor: Actor): void {
    // The window may have closed while the password was being verified.
    if (this.#closed.has(caller)) return
    caller.actor = actor
    this.#live.add(caller)
  }

  end(caller: Caller): void {
    caller.actor = null
    this.#live.delete(caller)
  }

  /** The port is gone: ends the session, and none can begin there any more. */
  close(caller: Caller): void {
    this.#closed.add(caller)
    this.end(caller)
  }

  /** Gives every session of a person what they may do now; null ends them all. */
  update(usuarioId: string, actor: Actor | null): void {
    for (const caller of this.#of(usuarioId)) {
      if (actor) caller.actor = actor
      else this.end(caller)
    }
  }

  /** Ends a person's sessions on all windows but one: their secret is another now. */
  endOthers(usuarioId: string, kept: Caller): void {
    for (const caller of this.#of(usuarioId)) if (caller !== kept) this.end(caller)
  }

  #of(usuarioId: string): Caller[] {
    return [...this.#live].filter((caller) => caller.actor?.usuarioId === usuarioId)
  }
}
