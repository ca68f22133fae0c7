import { networkInterfaces } from 'node:os'

/** Whether this PC has an address on any network. */
export const hasAddress = (): boolean =>
  Object.values(networkInterfaces()).some((each) => each?.some(({ internal }) => !internal) === true)

/**
 * Tells a device that is silent from a PC without network, by looks alone. A device's silence is its own once something else was heard
 * since it began; while nothing is heard at all, it is nobody's. Times in ms of any clock that only goes forward.
 */
export class OwnNetwork {
  readonly #hasAddress: () => boolean
  /** Devices that are silent, and since when. */
  readonly #silent = new Map<string, number>()
  /** Devices whose silence is their own. */
  readonly #proven = new Set<string>()
  #heardAt = Number.NEGATIVE_INFINITY

  constructor(address: () => boolean = hasAddress) {
    this.#hasAddress = address
  }

  heard(id: string, at: number): void {
    this.#silent.delete(id)
    this.#proven.delete(id)
    this.#heardAt = at
  }

  /** Nothing came back, not even a refusal. */
  silent(id: string, at: number): void {
    if (!this.#silent.has(id)) this.#silent.set(id, at)
  }

  /** Known from before that its silence is its own. */
  prove(id: string): void {
    this.#proven.add(id)
  }

  forget(id: string): void {
    this.#silent.delete(id)
    this.#proven.delete(id)
  }

  /** Whether, of so many devices, the silence of this one is its own; true of one that is not silent. */
  isOwn(id: string, devices: number): boolean {
    const since = this.#silent.get(id)
    if (since === undefined || this.#proven.has(id)) return true
    const isAlone = this.#silent.size >= devices && this.#doubtful().every((other) => other === id)
    const isOwn = this.#heardAt > since || (isAlone && this.#hasAddress())
    if (isOwn) this.#proven.add(id)
    return isOwn
  }

  /** Whether none of so many devices is heard, and it is not for each of them. */
  isLost(devices: number): boolean {
    if (devices === 0 || this.#silent.size < devices) return false
    const doubtful = this.#doubtful()
    return doubtful.length > 1 || (doubtful.length === 1 && !this.#hasAddress())
  }

  #doubtful(): string[] {
    return [...this.#silent.keys()].filter((id) => !this.#proven.has(id))
  }
}
