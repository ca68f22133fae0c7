import type { OfficeConnection } from './office-process.ts'

/** A window that talks to the office. */
export interface LineHolder<Port> {
  id: number
  deliver(port: Port): void
}

/**
 * Which window holds which line to the office. A window that asked once gets a line as soon as there can be one, and a
 * fresh one after each restart, until its page goes away.
 */
export class OfficeLines<Port> {
  readonly #connect: () => OfficeConnection<Port> | null
  readonly #lines = new Map<number, { holder: LineHolder<Port>; connection: OfficeConnection<Port> | null }>()

  constructor(connect: () => OfficeConnection<Port> | null) {
    this.#connect = connect
  }

  /** Gives the window a (new) line, now or when the office is ready; its old line is closed. */
  request(holder: LineHolder<Port>): void {
    this.forget(holder.id)
    const connection = this.#connect()
    this.#lines.set(holder.id, { holder, connection })
    if (connection !== null) holder.deliver(connection.port)
  }

  /** The office is ready (again): lines of its former life are gone, every window gets a fresh one. */
  officeReady(): void {
    for (const { holder } of [...this.#lines.values()]) this.request(holder)
  }

  /** The window or its page went away. */
  forget(id: number): void {
    this.#lines.get(id)?.connection?.close()
    this.#lines.delete(id)
  }
}
