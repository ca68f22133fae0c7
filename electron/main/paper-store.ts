import { randomBytes } from 'node:crypto'
import { PAPER_HOST, PAPER_KEPT, PAPER_SCHEME } from './constants.ts'
import { parseUrl } from './url.ts'

/** Keeps the latest few documents in memory under addresses that cannot be guessed. */
export class PaperStore {
  readonly #documents = new Map<string, string>()
  readonly #capacity: number

  constructor(capacity: number = PAPER_KEPT) {
    this.#capacity = capacity
  }

  /** Keeps `html` and returns its address; the oldest document gives way. */
  keep(html: string): string {
    const token = randomBytes(16).toString('hex')
    this.#documents.set(token, html)
    for (const oldest of this.#documents.keys()) {
      if (this.#documents.size <= this.#capacity) break
      this.#documents.delete(oldest)
    }
    return `${PAPER_SCHEME}://${PAPER_HOST}/${token}`
  }

  /** The document at `address`, or null when there is none (any more). */
  find(address: string): string | null {
    const url = parseUrl(address)
    if (url?.protocol !== `${PAPER_SCHEME}:` || url.host !== PAPER_HOST) return null
    return this.#documents.get(url.pathname.slice(1)) ?? null
  }

  forget(address: string): void {
    this.#documents.delete(parseUrl(address)?.pathname.slice(1) ?? '')
  }
}
