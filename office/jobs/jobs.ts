import type { Trabajo } from '../../contract/index.ts'
import { newId } from '../kernel/ids.ts'
import { toOfficeError } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'

/** Handed to the work of a job. */
export interface Progress {
  /** Says how far it is; cheap to call often. */
  report(done: number, total: number): void
}

const KEPT = 20

/** Long work of this process: started by one call, watched by every window, kept a while after its end. */
export class Jobs {
  readonly #jobs = new Map<string, Trabajo>()
  readonly #watchers = new Set<() => void>()
  readonly #log: Log
  readonly #now: () => number

  constructor(log: Log, now: () => number) {
    this.#log = log
    this.#now = now
  }

  list(): Trabajo[] {
    return [...this.#jobs.values()].sort((a, b) => b.startedAt - a.startedAt)
  }

  isRunning(tipo: Trabajo['tipo']): boolean {
    return this.list().some((j) => j.tipo === tipo && j.estado === 'running')
  }

  /**
   * Starts work in the background and returns its job; its end, good or bad, shows in the job. `refId`: what it makes,
   * when that is known before.
   */
  start(
    spec: { tipo: Trabajo['tipo']; titulo: string; total: number; refId?: string },
    work: (progress: Progress) => Promise<{ refId: string | null }>,
  ): Trabajo {
    const id = newId()
    const now = this.#now()
    this.#set({
      id,
      refId: null,
      ...spec,
      estado: 'running',
      done: 0,
      error: null,
      errorData: {},
      startedAt: now,
      endedAt: null,
    })
    const update = (patch: Partial<Trabajo>) => {
      const job = this.#jobs.get(id)
      if (job) this.#set({ ...job, ...patch })
    }
    const report = (done: number, total: number) => update({ done, total })
    void Promise.resolve()
      .then(() => work({ report }))
      .then(({ refId }) => update({ estado: 'done', refId, endedAt: this.#now() }))
      .catch((error: unknown) => {
        const known = toOfficeError(error, (unexpected) => {
          this.#log.error({ job: id, err: unexpected }, 'job failed')
          return id.slice(-6)
        })
        update({ estado: 'failed', error: known.code, errorData: known.data, endedAt: this.#now() })
      })
    this.#forgetOld()
    return this.#jobs.get(id) as Trabajo
  }

  #set(job: Trabajo): void {
    this.#jobs.set(job.id, job)
    for (const wake of this.#watchers) wake()
  }

  #forgetOld(): void {
    const ended = this.list().filter((j) => j.estado !== 'running')
    for (const job of ended.slice(KEPT)) this.#jobs.delete(job.id)
  }

  /** The list now and at each change, until `signal` aborts; changes while nobody reads are folded into one. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<Trabajo[], void, void> {
    let changed = true
    let wakeUp = () => {}
    const wake = () => {
      changed = true
      wakeUp()
    }
    this.#watchers.add(wake)
    signal?.addEventListener('abort', wake)
    try {
      while (!signal?.aborted) {
        if (changed) {
          changed = false
          yield this.list()
        } else
          await new Promise<void>((resolve) => {
            wakeUp = resolve
          })
      }
    } finally {
      this.#watchers.delete(wake)
      signal?.removeEventListener('abort', wake)
    }
  }
}
