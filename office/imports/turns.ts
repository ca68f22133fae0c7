import { setImmediate } from 'node:timers/promises'

const TURN_MS = 15

/** Lets the office answer others in the middle of a long loop: `if (turns.due()) await turns.pass()` in each step. */
export class Turns {
  #since = performance.now()
  #steps = 0

  /** True when this loop has had its share of time. The clock is not read at every step. */
  due(): boolean {
    this.#steps++
    return this.#steps % 16 === 0 && performance.now() - this.#since > TURN_MS
  }

  async pass(): Promise<void> {
    await setImmediate()
    this.#since = performance.now()
  }
}
