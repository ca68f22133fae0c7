import type { RouterosSession } from '../../routeros/index.ts'
import { readRedConfig } from '../config.ts'
import type { NetworkOffice } from '../desk.ts'
import { condicionOf } from '../state/desired.ts'
import { isDone, isIdle, newMemoria, planServicio, sendable } from '../state/plan.ts'
import type { Libro, Memoria, Plan, Previo, Visto } from '../state/types.ts'
import { deviceBooks, readLibros } from './books.ts'
import { type Fault, faultOf } from './faults.ts'
import type { GroupCommit } from './group-commit.ts'
import { jobsAgain, LONGEST_WAIT, markSent, type OpenJob, type Outcome, savePrevios } from './queue.ts'
import { readDevice } from './read.ts'
import { readStanding, type Standing } from './standing.ts'
import { Sender } from './write.ts'

/** A cut takes two rounds: what is written in one is read back in the next. The rest is for sessions that come back. */
const ROUNDS = 5
/** Turns that a job has before what does not last is given up. */
const MOST_TURNS = 8
const FIRST_PAUSE = 5_000
const LONGEST_PAUSE = 10 * 60_000

export interface Batch {
  office: NetworkOffice
  tenantId: string
  dispositivoId: string
  session: RouterosSession
  commit: GroupCommit
  random: () => number
}

/** What a job has come to in this batch. */
interface Turn {
  job: OpenJob
  /** As of the job's revision; null: nothing of the service is on the device. */
  libro?: Libro | null
  memoria: Memoria
  /** As an `Outcome` has them. */
  cambios: string[]
  /** Written in this turn and not read back. */
  aplicado: boolean
  /** Why something of it was not written. */
  refused: Fault | null
}

type Said = Pick<Fault, 'codigo' | 'detalle'>

interface Decided {
  turn: Turn
  libro: Libro
  plan: Plan
}

export interface BatchResult {
  outcomes: Outcome[]
  /** Why the device has to be left alone for a while. */
  fault: Fault | null
}

/** How long a job waits after so many turns, ms, half of it by lot. */
const pauseOf = (turns: number, random: () => number): number =>
  Math.round(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** turns) * (0.5 + random() / 2))

class BatchRun {
  readonly #batch: Batch
  readonly #turns: Map<string, Turn>
  readonly #outcomes: Outcome[] = []
  #looked: Standing | null = null

  constructor(batch: Batch, jobs: readonly OpenJob[]) {
    this.#batch = batch
    this.#turns = new Map(
      jobs.map((job) => [
        job.id,
        { job, memoria: newMemoria(job.id), cambios: [], aplicado: job.estado === 'aplicado', refused: null },
      ]),
    )
  }

  async run(): Promise<BatchResult> {
    try {
      for (let round = 0; round < ROUNDS && this.#turns.size > 0; round++) {
        const fault = await this.#round()
        if (fault) return this.#interrupted(fault)
      }
      for (const turn of this.#turns.values()) this.#later(turn, { ...unsettled(turn), alcance: 'espera' })
      return { outcomes: this.#outcomes, fault: null }
    } catch (error) {
      const fault = faultOf(error)
      if (fault.alcance === 'dispositivo') return this.#interrupted(fault)
      if (fault.codigo === 'interno') throw error
      // The device refuses to be read: all of its jobs are refused.
      for (const turn of this.#turns.values()) this.#refused(turn, fault)
      return { outcomes: this.#outcomes, fault: null }
    }
  }

  /** Reads, decides, writes. Null: go on. */
  async #round(): Promise<Fault | null> {
    const { office, session, tenantId, dispositivoId } = this.#batch
    const visto = await readDevice({
      session,
      libros: this.#books(),
      now: () => office.now(),
      books: deviceBooks(office.db.read, tenantId, dispositivoId),
    })
    // Whoever paid while the device answered is not cut: what changed meanwhile is read anew in the next round.
    const decided = this.#decide(this.#same(), visto)
    const previos = new Map<string, Previo>()
    for (const { plan } of decided) for (const [id, previo] of plan.previos) previos.set(id, previo)
    const unsent = decided.filter(({ turn, plan }) => turn.job.porEnviar === 1 && !isIdle(plan))
    const saves = previos.size + unsent.length > 0
    if (saves) await this.#save(previos, decided, unsent)
    if (!this.#standing().mayWrite) return { codigo: 'interrumpido', detalle: '', alcance: 'dispositivo' }
    const still = saves ? this.#still(decided) : decided
    const sender = new Sender(session, visto)
    const written = await Promise.all(
      still.map(async ({ turn, libro, plan }) => {
        const holds = () => this.#holds(turn, libro)
        return { turn, ...(await sender.run({ plan, memoria: turn.memoria, holds })) }
      }),
    )
    let ofDevice: Fault | null = null
    for (const { turn, cambios, fault } of written) {
      turn.cambios.push(...cambios)
      if (cambios.length > 0) turn.aplicado = true
      if (fault?.alcance === 'dispositivo') ofDevice = fault
      else turn.refused ??= fault
    }
    return ofDevice
  }

  /** What the books say of each job's service; read again only where something asked for the job again. */
  #books(): Libro[] {
    const { office, tenantId, dispositivoId } = this.#batch
    const db = office.db.read
    const { moved } = this.#standing()
    const again = new Map((moved.size > 0 ? jobsAgain(db, [...moved]) : []).map((job) => [job.id, job]))
    const old: Turn[] = []
    for (const [id, turn] of this.#turns) {
      const job = moved.has(id) ? again.get(id) : turn.job
      if (!job) this.#turns.delete(id)
      else if (turn.libro === undefined || moved.has(id)) old.push(turn)
      if (job) turn.job = job
      // What was written was for other books.
      if (moved.has(id)) Object.assign(turn, { memoria: newMemoria(id), refused: null })
    }
    // They are known as they are now.
    if (moved.size > 0) this.#looked = null
    const { config } = readRedConfig(db, tenantId)
    const of = { db, tenantId, dispositivoId, config, seal: office.seal }
    const read =
      old.length === 0
        ? null
        : readLibros(
            of,
            old.map(({ job }) => job.servicioId),
          )
    for (const turn of old) turn.libro = read?.get(turn.job.servicioId) ?? null
    return [...this.#turns.values()].flatMap(({ libro }) => libro ?? [])
  }

  /** Jobs of which the books say what they said when they were read for this round. */
  #same(): Turn[] {
    const { moved } = this.#standing()
    return [...this.#turns.values()].filter(({ job }) => !moved.has(job.id))
  }

  #standing(): Standing {
    const { office, tenantId, dispositivoId } = this.#batch
    const jobs = () => Array.from(this.#turns.values(), ({ job }) => job)
    this.#looked = readStanding(office.db.read, { tenantId, dispositivoId, jobs }, this.#looked)
    return this.#looked
  }

  /** What is still to be written, after something was written down on the way: the books may have changed, or cuts been switched off. */
  #still(decided: readonly Decided[]): Decided[] {
    const same = new Set(this.#same())
    const { cutsOn } = this.#standing()
    return decided.filter(({ turn, libro }) => same.has(turn) && (cutsOn || !this.#waitsForCuts(turn, libro)))
  }

  /** Whether what was decided is still to be sent, while it is being sent. */
  #holds({ job }: Turn, libro: Libro): boolean {
    const { moved, mayWrite, cutsOn } = this.#standing()
    return mayWrite && !moved.has(job.id) && (cutsOn || !isCut(libro))
  }

  /** Nobody is cut while cuts are switched off. */
  #waitsForCuts(turn: Turn, libro: Libro): boolean {
    if (!isCut(libro)) return false
    this.#waits(turn, { codigo: 'cortes_inactivos', detalle: '' }, LONGEST_WAIT)
    return true
  }

  async #save(
    previos: ReadonlyMap<string, Previo>,
    decided: readonly Decided[],
    unsent: readonly Decided[],
  ): Promise<void> {
    const jobs = unsent.map(({ turn }) => turn.job)
    await this.#batch.commit.run((db, now) => {
      savePrevios(db, previos, now)
      markSent(db, jobs, now)
    })
    for (const job of jobs) job.porEnviar = 0
    for (const { libro } of decided)
      for (const objeto of libro.objetos) {
        const previo = previos.get(objeto.id)
        if (previo) Object.assign(objeto, { previo, sesionDebida: previo.sesion !== undefined })
      }
  }

  /** What is left to write; what is done, or cannot be, ends here. */
  #decide(turns: readonly Turn[], visto: Visto): Decided[] {
    const decided: Decided[] = []
    const { cutsOn } = this.#standing()
    for (const turn of turns) {
      const { libro } = turn
      // Unlinked meanwhile: the device is left as it is.
      if (!libro) {
        this.#end(turn, { estado: 'cancelado' })
        continue
      }
      if (!cutsOn && this.#waitsForCuts(turn, libro)) continue
      const plan = planServicio(libro, visto, turn.memoria)
      const rest = sendable(plan, turn.memoria)
      if (isDone(plan) && plan.previos.size === 0)
        this.#end(turn, {
          estado: 'verificado',
          restaurados: plan.restaurados,
          claves: plan.claves,
          nombres: plan.nombres,
        })
      else if (!isIdle(rest) || isDone(plan)) decided.push({ turn, libro, plan: rest })
      else this.#given(turn, libro, plan)
    }
    return decided
  }

  /** All is written that can be: what is not is tried again where somebody is kept from what was paid. */
  #given(turn: Turn, libro: Libro, plan: Plan): void {
    const fault = turn.refused ?? { codigo: 'interno', detalle: '', alcance: 'espera' }
    if (plan.falla) this.#later(turn, { ...plan.falla, alcance: 'fallido' }, partOf(plan, libro))
    else this.#refused(turn, fault, partOf(plan, libro))
  }

  #refused(turn: Turn, fault: Fault, restaurados: readonly string[] = []): void {
    const isPaid = turn.libro && condicionOf(turn.libro) === 'activo'
    this.#later(turn, isPaid ? { ...fault, alcance: 'espera' } : fault, restaurados)
  }

  #interrupted(fault: Fault): BatchResult {
    // The device makes them wait; each says how far it came.
    for (const turn of this.#turns.values())
      if (turn.aplicado || turn.cambios.length > 0)
        this.#end(turn, { estado: turn.aplicado ? 'aplicado' : 'pendiente', fault })
    return { outcomes: this.#outcomes, fault }
  }

  #later(turn: Turn, fault: Fault, restaurados: readonly string[] = []): void {
    const { random } = this.#batch
    const again = fault.alcance !== 'fallido' && turn.job.intentos + 1 < MOST_TURNS
    if (again) this.#waits(turn, fault, pauseOf(turn.job.intentos, random), restaurados)
    else this.#end(turn, { estado: 'fallido', fault, restaurados })
  }

  #waits(turn: Turn, fault: Said, ms: number, restaurados: readonly string[] = []): void {
    this.#end(turn, { estado: turn.aplicado ? 'aplicado' : 'pendiente', fault, ms, restaurados })
  }

  #end(
    turn: Turn,
    end: Pick<Outcome, 'estado'> & {
      fault?: Said
      restaurados?: readonly string[]
      claves?: readonly string[]
      nombres?: ReadonlyMap<string, string>
      ms?: number
    },
  ): void {
    const { job, cambios, aplicado } = turn
    this.#turns.delete(job.id)
    const { estado, fault, restaurados = [], claves = [], nombres = new Map(), ms = 0 } = end
    const proximoEn = this.#batch.office.now() + ms
    const said = { falla: fault?.codigo ?? null, detalle: fault?.detalle ?? '' }
    this.#outcomes.push({ job, estado, ...said, cambios, proximoEn, aplicado, restaurados, claves, nombres })
  }
}

/** Objects that are as they were before a cut while others are not yet: their sessions are not removed once more. */
function partOf({ ordenes, sesiones, restaurados }: Plan, { objetos }: Libro): string[] {
  const open = new Set([...ordenes, ...sesiones].map(({ objeto }) => objeto))
  return objetos
    .filter(({ id, clave, previo }) => restaurados.includes(id) && !open.has(clave) && previo?.listas.length === 0)
    .map(({ id }) => id)
}

const isCut = (libro: Libro): boolean => ['cortado', 'reducido'].includes(condicionOf(libro))

/** Why a job is not done after all rounds. */
const unsettled = ({ memoria }: Turn): Said =>
  memoria.quitadas.size > 0 ? { codigo: 'sesion_viva', detalle: '' } : { codigo: 'no_persiste', detalle: '' }

/** Lets a device say what the books say of these services; the caller writes down what came of it. */
export const runBatch = (batch: Batch, jobs: readonly OpenJob[]): Promise<BatchResult> =>
  new BatchRun(batch, jobs).run()
