import type { Office } from '../../kernel/office.ts'
import { type Result, writeResults } from './poll-rows.ts'

/** Figures of looks that are kept of a device while they cannot be written. */
const MOST_ROWS = 60

/** What looks brought, written together a while after the first of them. */
export class PollResults {
  readonly #office: Pick<Office, 'writer' | 'log'>
  readonly #writeAfterMs: number
  /** Told of each device once it was written, or was not. */
  readonly #done: (dispositivoId: string) => void
  readonly #results = new Map<string, Result>()
  #writing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(office: Pick<Office, 'writer' | 'log'>, writeAfterMs: number, done: (dispositivoId: string) => void) {
    this.#office = office
    this.#writeAfterMs = writeAfterMs
    this.#done = done
  }

  /** Of several looks the last one says how the device is; figures and alerts of all of them are kept. */
  add(dispositivoId: string, { rows, alerts, ...now }: Result): void {
    const before = this.#results.get(dispositivoId)
    this.#results.set(dispositivoId, {
      ...now,
      rows: [...(before?.rows ?? []), ...rows].slice(-MOST_ROWS),
      alerts: [...(before?.alerts ?? []), ...alerts],
    })
    this.#timer ??= setTimeout(() => void this.flush(), this.#writeAfterMs).unref()
  }

  /** Writes what was seen, in one transaction. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write(): Promise<void> {
    if (this.#results.size === 0) return
    const results = new Map(this.#results)
    this.#results.clear()
    try {
      await this.#office.writer.maintain((db) => writeResults(db, results))
    } catch (error) {
      this.#office.log.error({ err: error, devices: results.size }, 'looks not written')
      this.#takeBack(results)
    }
    for (const id of results.keys()) this.#done(id)
  }

  /** What began or ended is told with the next look; figures of a moment are let go. */
  #takeBack(results: ReadonlyMap<string, Result>): void {
    for (const [id, { alerts, ...rest }] of results) {
      const later = this.#results.get(id)
      this.#results.set(id, {
        ...rest,
        ...later,
        rows: later?.rows ?? [],
        alerts: [...alerts, ...(later?.alerts ?? [])],
      })
    }
  }
}
