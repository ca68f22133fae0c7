import { v7 } from 'uuid'

/** Ids of one instant in the order they were asked for, as if they had been made then. */
export class PastIds {
  #seq = 0

  at(msecs: number): string {
    this.#seq += 1
    return v7({ msecs, seq: this.#seq })
  }
}

export interface Written {
  clienteIds: string[]
  /** Ids of the services of each client. */
  servicioIds: string[][]
}

/** Lets the office answer, then goes on. Called between pieces of work. */
export type Step = (done: number) => Promise<void>

/** Rows between two steps. */
export const YIELD = 1000
