import { v7 } from 'uuid'

/**
 * Ids of one instant in the order they were asked for, as if they had been made then. Their random part is cheaper than
 * that of the office's own ids: millions are needed, of which nothing secret depends.
 */
export class PastIds {
  readonly #random = new Uint8Array(16)
  #seq = 0

  at(msecs: number): string {
    this.#seq += 1
    for (let at = 10; at < 16; at++) this.#random[at] = Math.random() * 256
    return v7({ msecs, seq: this.#seq, random: this.#random })
  }
}

export interface Written {
  clienteIds: string[]
  /** Ids of the services of each client. */
  servicioIds: string[][]
  /** Plans of those services, in the same order. */
  planIds: string[][]
}

/** Lets the office answer, then goes on. Called between pieces of work. */
export type Step = (done: number) => Promise<void>

/** Rows between two steps. */
export const YIELD = 1000
