import { findPuestoId, findTenantId } from '../../kernel/tenancy.ts'
import { readRedConfig } from '../config.ts'
import type { RouterosLink } from '../../routeros/index.ts'
import type { NetworkOffice } from '../desk.ts'
import { findReach, type Reach } from '../reach.ts'
import { runBatch } from './batch.ts'
import { type Fault, faultOf } from './faults.ts'
import { GroupCommit } from './group-commit.ts'
import type { JobNews } from './news.ts'
import { deviceWaits, dueDevices, dueJobs, endTurns, type OpenJob, type Outcome } from './queue.ts'

/** Devices that are worked on at a time. */
const AT_ONCE = 20
/** Jobs of one device that are read, written and read back together. */
const BATCH = 1000
const FIRST_PAUSE = 2_000
const LONGEST_PAUSE = 5 * 60_000
/** Timers reach no further: a clock that was set, or a computer that slept, is noticed within this. */
const LOOK_AGAIN = 30_000

interface Pause {
  fault: Fault
  failures: number
  /** ms since the epoch. */
  until: number
}

export interface EngineParts {
  link: (dispositivoId: string) => RouterosLink
  news: JobNews
}

/** Works off the queue: one worker per device, many devices at once. */
export class JobEngine {
  readonly #office: NetworkOffice
  readonly #parts: EngineParts
  readonly #workers = new Map<string, Promise<void>>()
  readonly #pauses = new Map<string, Pause>()
  readonly #stop = new AbortController()
  readonly #commit: GroupCommit
  #timer: NodeJS.Timeout | undefined

  constructor(office: NetworkOffice, parts: EngineParts) {
    this.#office = office
    this.#parts = parts
    this.#commit = new GroupCommit(office.writer)
  }

  /** What devices wait for, and until when. */
  get pauses(): ReadonlyMap<string, Pause> {
    return this.#pauses
  }

  /** Begins what is due. */
  wake(): void {
    if (this.#stop.signal.aborted) return
    clearTimeout(this.#timer)
    const tenantId = this.#tenantId()
    if (tenantId === null) return
    const now = this.#office.now()
    let next = Number.POSITIVE_INFINITY
    for (const { dispositivoId, proximoEn } of dueDevices(this.#office.db.read, tenantId, now)) {
      // Its worker goes on until nothing is due, and then everything is looked at again.
      if (this.#workers.has(dispositivoId)) continue
      const at = Math.max(proximoEn, this.#restsUntil(dispositivoId, now))
      if (at > now) next = Math.min(next, at)
      else if (this.#workers.size < AT_ONCE) this.#begin(tenantId, dispositivoId)
    }
    if (next < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.wake(), this.#wait(next - now)).unref()
  }

  /** Its pause is over: it answers again, or is reached otherwise now. */
  wakeDevice(dispositivoId: string): void {
    this.#pauses.delete(dispositivoId)
    const link = this.#parts.link(dispositivoId)
    if (link.state.kind === 'down') link.wake()
    this.wake()
  }

  wakeAll(): void {
    for (const dispositivoId of [...this.#pauses.keys()]) this.wakeDevice(dispositivoId)
    this.wake()
  }

  /** Resolves once nothing is worked on. */
  async idle(): Promise<void> {
    while (this.#workers.size > 0) await Promise.all(this.#workers.values())
  }

  /** What is under way on devices is given up; the next start reads before it writes again. */
  async stop(): Promise<void> {
    this.#stop.abort()
    clearTimeout(this.#timer)
    await this.idle()
  }

  /** A clock that was set back makes no pause longer than pauses are. */
  #restsUntil(dispositivoId: string, now: number): number {
    const until = this.#pauses.get(dispositivoId)?.until ?? 0
    return until > now + LONGEST_PAUSE ? now : until
  }

  #wait = (ms: number): number => Math.min(Math.max(ms, 50), LOOK_AGAIN)

  /** The tenant, where this seat is the one that changes devices. */
  #tenantId(): string | null {
    const { read } = this.#office.db
    const tenantId = findTenantId(read)
    if (tenantId === null) return null
    const { puestoId } = readRedConfig(read, tenantId).config
    return puestoId === null || puestoId === findPuestoId(read, tenantId) ? tenantId : null
  }

  #begin(tenantId: string, dispositivoId: string): void {
    const work = this.#work(tenantId, dispositivoId)
      .catch((error: unknown) => {
        this.#office.log.error({ dispositivo: dispositivoId, err: error }, 'network jobs failed')
        this.#pauseFor(dispositivoId, { codigo: 'interno', detalle: String(error), alcance: 'dispositivo' })
      })
      .finally(() => {
        this.#workers.delete(dispositivoId)
        this.wake()
      })
    this.#workers.set(dispositivoId, work)
  }

  async #work(tenantId: string, dispositivoId: string): Promise<void> {
    const { office, signal } = { office: this.#office, signal: this.#stop.signal }
    for (;;) {
      const reach = findReach(office.db.read, tenantId, dispositivoId)
      if (signal.aborted || this.#tenantId() === null) return
      if (reach?.modo !== 'gestionar' || reach.activo === 0) return
      const jobs = dueJobs(office.db.read, tenantId, dispositivoId, office.now(), BATCH)
      if (jobs.length === 0) return
      const fault = await this.#turn(tenantId, reach, jobs)
      if (fault) return this.#pauseFor(dispositivoId, fault)
      this.#pauses.delete(dispositivoId)
    }
  }

  /** One batch and what is written down of it. Null: the device did its part. */
  async #turn(tenantId: string, reach: Reach, jobs: readonly OpenJob[]): Promise<Fault | null> {
    const { dispositivoId } = reach
    const { outcomes, fault } = await this.#try(tenantId, reach, jobs)
    if (this.#stop.signal.aborted && outcomes.length === 0) return null
    const waits = fault && fault.codigo !== 'interrumpido' ? { falla: fault.codigo, detalle: fault.detalle } : null
    await this.#commit.run((db, now) => {
      endTurns(db, outcomes, now)
      if (waits) deviceWaits(db, { tenantId, dispositivoId }, waits, now)
    })
    this.#parts.news.changed({ servicioIds: jobs.map(({ servicioId }) => servicioId), dispositivoId })
    return fault
  }

  async #try(
    tenantId: string,
    reach: Reach,
    jobs: readonly OpenJob[],
  ): Promise<{ outcomes: Outcome[]; fault: Fault | null }> {
    const { dispositivoId } = reach
    const shared = { office: this.#office, tenantId, dispositivoId, signal: this.#stop.signal, random: Math.random }
    try {
      if (reach.proveedor === 'uisp') {
        const { runUispBatch } = await import('./uisp.ts')
        return await runUispBatch({ ...shared, controladorId: reach.controladorId }, jobs)
      }
      const session = await this.#parts.link(dispositivoId).session(this.#stop.signal)
      // Closed once for all, where a signal for each command would cost more than the command.
      const close = () => session.close()
      this.#stop.signal.addEventListener('abort', close)
      try {
        return await runBatch({ ...shared, session, commit: this.#commit }, jobs)
      } finally {
        this.#stop.signal.removeEventListener('abort', close)
      }
    } catch (error) {
      const fault = faultOf(error)
      if (fault.codigo === 'interno') throw error
      return { outcomes: [], fault: { ...fault, alcance: 'dispositivo' } }
    }
  }

  #pauseFor(dispositivoId: string, fault: Fault): void {
    const failures = (this.#pauses.get(dispositivoId)?.failures ?? 0) + 1
    const ms = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1)) * (0.5 + Math.random() / 2)
    this.#pauses.set(dispositivoId, { fault, failures, until: this.#office.now() + ms })
  }
}
