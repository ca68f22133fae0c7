/** Allows `max` events within any `windowMs`. The clock is given so that tests own it. */
export class RateLimit {
  readonly #max: number
  readonly #windowMs: number
  readonly #now: () => number
  #times: number[] = []

  constructor(limit: { max: number; windowMs: number }, now: () => number = Date.now) {
    this.#max = limit.max
    this.#windowMs = limit.windowMs
    this.#now = now
  }

  /** Takes one; returns how many were taken within the window including this one, or null when none is left. */
  take(): number | null {
    const now = this.#now()
    this.#times = this.#times.filter((time) => now - time < this.#windowMs)
    if (this.#times.length >= this.#max) return null
    this.#times.push(now)
    return this.#times.length
  }

  reset(): void {
    this.#times = []
  }
}
