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

  /** Resolves once it is on the disk, with the instant it was written at. Rejects with what its own `work` threw, which is run again when another one of its group failed. */
  run(work: Waiting['work']): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject })
      if (this.#waiting.length === 1) void this.#write()
    })
  }

  async #write(): Promise<void> {
    let group: Waiting[] = []
    const taken = () => {
      if (group.length === 0) [group, this.#waiting] = [this.#waiting, []]
      return group
    }
    try {
      const at = await this.#writer.maintain((db, now) => {
        for (const { work } of taken()) work(db, now)
        return now
      })
      for (const { resolve } of group) resolve(at)
    } catch (error) {
      // What one device has to write down must not be lost with another's.
      const [first, ...others] = taken()
      if (others.length > 0) await this.#oneByOne(group)
      else first?.reject(error)
    }
  }

  async #oneByOne(group: readonly Waiting[]): Promise<void> {
    for (const { work, resolve, reject } of group) {
      const written = this.#writer.maintain((db, now) => {
        work(db, now)
        return now
      })
      await written.then(resolve, reject)
    }
  }
}
