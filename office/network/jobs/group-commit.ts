import type { WriteDb } from '../../../db/open.ts'
import type { Writer } from '../../kernel/writer.ts'

interface Waiting {
  work: (db: WriteDb, now: number) => void
  resolve: (now: number) => void
  reject: (error: unknown) => void
}

/** What many devices have to write down at about the same time goes to the disk in one transaction. */
export class GroupCommit {
  readonly #writer: Writer
  #waiting: Waiting[] = []

  constructor(writer: Writer) {
    this.#writer = writer
  }

  /** Resolves once it is on the disk, with the instant it was written at. Should one of a group fail, none of it is written. */
  run(work: Waiting['work']): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject })
      if (this.#waiting.length === 1) void this.#write()
    })
  }

  async #write(): Promise<void> {
    let group: Waiting[] = []
    try {
      // Devices that answered in the same turn of the loop are heard first: one by one, each would have a transaction of its own.
      await new Promise((resolve) => setImmediate(resolve))
      const at = await this.#writer.maintain((db, now) => {
        group = this.#waiting
        this.#waiting = []
        for (const { work } of group) work(db, now)
        return now
      })
      for (const { resolve } of group) resolve(at)
    } catch (error) {
      // The transaction did not even begin: those that wait for it have failed with it.
      if (group.length === 0) [group, this.#waiting] = [this.#waiting, []]
      for (const { reject } of group) reject(error)
    }
  }
}
