import { LINK_DEFAULTS, type LinkSettings, type LinkState, RouterosLink } from './link.ts'
import type { SessionOptions } from './session.ts'

export interface PoolOptions extends Partial<LinkSettings> {
  /** Told of every change of a device's connection. */
  onState?: (device: string, state: LinkState) => void
}

/** One link per device, whoever asks for it. */
export class RouterosPool {
  readonly #links = new Map<string, RouterosLink>()
  readonly #settings: LinkSettings
  readonly #onState: (device: string, state: LinkState) => void

  constructor({ onState, ...settings }: PoolOptions = {}) {
    this.#settings = { ...LINK_DEFAULTS, ...settings }
    this.#onState = onState ?? (() => undefined)
  }

  /**
   * The link of a device, by an id of the caller's. `options` of the first who asks is kept and asked at each connection; after the
   * address or the credentials changed, `reset()` the link.
   */
  link(device: string, options: () => SessionOptions | Promise<SessionOptions>): RouterosLink {
    const known = this.#links.get(device)
    if (known) return known
    const link = new RouterosLink(options, this.#settings, (state) => this.#onState(device, state))
    this.#links.set(device, link)
    return link
  }

  /** The device is no longer ours: its connection is closed, and what is under way on it ends with `closed`. */
  forget(device: string): void {
    this.#links.get(device)?.close()
    this.#links.delete(device)
  }

  /** Closes every connection. */
  close(): void {
    for (const device of [...this.#links.keys()]) this.forget(device)
  }
}
