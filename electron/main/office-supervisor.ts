import type { OfficeControl, OfficeSignal, ParentQuestion } from '../../contract/control.ts'
import type { OfficeState } from '../../contract/shell.ts'
import { OFFICE_EXIT_GRACE, OFFICE_RESTARTS, OFFICE_STOP_TIMEOUT } from './constants.ts'
import { errorFields, type Log } from './logging.ts'
import type { OfficeConnection, OfficeProcess, OfficeProcessEvents, StartOfficeProcess } from './office-process.ts'
import { RateLimit } from './rate-limit.ts'

export interface SupervisorOptions<Port> {
  startProcess: StartOfficeProcess<Port>
  init: Omit<Extract<OfficeControl, { kind: 'init' }>, 'kind'>
  /** What `init` waits for; the process loads meanwhile. */
  beforeInit?: Promise<unknown>
  onState(state: OfficeState): void
  onOutput(chunk: Uint8Array): void
  /** Does what the office asks; what it throws is told to the office. */
  answer?(ask: ParentQuestion): Promise<unknown>
  log: Log
}

/** One life of the office process, from fork to exit. */
interface Life<Port> {
  process: OfficeProcess<Port> | null
  exited: Promise<void>
  settleExit(): void
}

function newLife<Port>(): Life<Port> {
  let settleExit = (): void => undefined
  const exited = new Promise<void>((resolve) => {
    settleExit = resolve
  })
  return { process: null, exited, settleExit }
}

/**
 * Keeps the office running: `starting → ready`, after a crash `restarting → ready`, and `failed` when it refuses to
 * open its data or crashes more than it may. A failed office starts again only when somebody asks.
 */
export class OfficeSupervisor<Port> {
  readonly #options: SupervisorOptions<Port>
  readonly #restarts = new RateLimit(OFFICE_RESTARTS)
  #state: OfficeState = { estado: 'starting' }
  #life: Life<Port> | null = null
  #backoff: NodeJS.Timeout | null = null
  #stopping: Promise<void> | null = null

  constructor(options: SupervisorOptions<Port>) {
    this.#options = options
  }

  get state(): OfficeState {
    return this.#state
  }

  /** Starts the office; the outcome arrives through `onState`. */
  start(): void {
    if (this.#life === null && this.#backoff === null && this.#stopping === null) this.#launch({ estado: 'starting' })
  }

  /** A new line to the office, or null while it is not ready. */
  connect(): OfficeConnection<Port> | null {
    return this.#state.estado === 'ready' ? (this.#life?.process?.connect() ?? null) : null
  }

  /** Starts a failed office again, with all its chances; in any other state it does nothing. */
  async restart(): Promise<void> {
    if (this.#state.estado !== 'failed' || this.#stopping !== null) return
    this.#restarts.reset()
    this.#setState({ estado: 'starting' })
    const old = this.#life
    this.#life = null
    old?.process?.kill()
    await old?.exited
    this.start()
  }

  /** Lets the office finish and close its data, at most 10 s; resolves when its process is gone. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    if (this.#backoff !== null) clearTimeout(this.#backoff)
    this.#backoff = null
    const life = this.#life
    if (life === null) return
    life.process?.send({ kind: 'stop' })
    const impatience = setTimeout(() => {
      this.#options.log.error('office did not stop in time, killing it')
      life.process?.kill()
    }, OFFICE_STOP_TIMEOUT)
    await life.exited
    clearTimeout(impatience)
  }

  #launch(state: OfficeState): void {
    const life = newLife<Port>()
    this.#life = life
    this.#setState(state)
    try {
      life.process = this.#options.startProcess(this.#eventsOf(life))
      const { beforeInit } = this.#options
      if (beforeInit === undefined) this.#init(life)
      else void beforeInit.then(() => this.#init(life))
    } catch (error) {
      this.#exited(life, errorFields(error).error)
    }
  }

  #init(life: Life<Port>): void {
    life.process?.send({ kind: 'init', ...this.#options.init })
  }

  #eventsOf(life: Life<Port>): OfficeProcessEvents {
    return {
      onSignal: (signal) => this.#signalled(life, signal),
      onExit: (how) => this.#exited(life, how),
      onOutput: this.#options.onOutput,
    }
  }

  #signalled(life: Life<Port>, signal: Exclude<OfficeSignal, { kind: 'data' }>): void {
    if (this.#life !== life) return
    if (signal.kind === 'ask') void this.#answer(life, signal.question, signal.ask)
    if (signal.kind === 'ready') {
      this.#options.log.info({ officePid: signal.pid, sqlite: signal.sqlite, node: signal.node }, 'office ready')
      this.#setState({ estado: 'ready' })
    }
    if (signal.kind === 'failed') {
      this.#setState({ estado: 'failed', code: signal.code, detail: signal.detail })
      const grace = setTimeout(() => life.process?.kill(), OFFICE_EXIT_GRACE)
      void life.exited.then(() => clearTimeout(grace))
    }
  }

  async #answer(life: Life<Port>, question: number, ask: ParentQuestion): Promise<void> {
    const say = (outcome: { answer: unknown } | { error: string }) =>
      life.process?.send({ kind: 'answer', question, ...outcome })
    try {
      say({ answer: (await this.#options.answer?.(ask)) ?? null })
    } catch (error) {
      const { error: text, code } = errorFields(error)
      this.#options.log.error({ what: ask.what, code: code ?? text }, 'the office was not served')
      say({ error: code === undefined ? text : `${code} ${text}` })
    }
  }

  #exited(life: Life<Port>, how: string): void {
    life.settleExit()
    if (this.#life !== life) return
    this.#life = null
    this.#options.log.info({ how, estado: this.#state.estado }, 'office exited')
    if (this.#stopping !== null || this.#state.estado === 'failed') return
    const attempt = this.#restarts.take()
    if (attempt === null) this.#setState({ estado: 'failed', code: 'crashed', detail: how })
    else this.#relaunchLater(OFFICE_RESTARTS.backoffMs[attempt - 1] ?? 0)
  }

  #relaunchLater(delay: number): void {
    this.#setState({ estado: 'restarting' })
    this.#backoff = setTimeout(() => {
      this.#backoff = null
      this.#launch({ estado: 'restarting' })
    }, delay)
  }

  #setState(state: OfficeState): void {
    if (state.estado === this.#state.estado) return
    this.#state = state
    const code = state.estado === 'failed' ? { code: state.code } : {}
    this.#options.log.info({ estado: state.estado, ...code }, 'office state')
    this.#options.onState(state)
  }
}
