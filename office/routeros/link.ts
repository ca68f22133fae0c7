import type { Answer, CallOptions } from './call.ts'
import type { CommandInput } from './command.ts'
import { RouterosError } from './errors.ts'
import { openSession, type RouterosSession, type SessionOptions } from './session.ts'
import type { RouterosStream, StreamOptions } from './stream.ts'

export type LinkState =
  /** Nobody needs it. */
  | { kind: 'idle' }
  | { kind: 'connecting' }
  | { kind: 'up'; fingerprint: string | null }
  /** It failed; until `retryAt` (ms since 1970) nobody knocks again. */
  | { kind: 'down'; error: RouterosError; failures: number; retryAt: number }

export interface LinkSettings {
  /** An unused connection is closed after so long, ms. */
  idleMs: number
  /** Pause after the first failure, ms; it doubles with each until `maxPauseMs`, and half of it is drawn by lot. */
  firstPauseMs: number
  maxPauseMs: number
  /** 0 to 1. */
  random: () => number
  /** ms since 1970. */
  now: () => number
  open: (options: SessionOptions) => Promise<RouterosSession>
}

export const LINK_DEFAULTS: LinkSettings = {
  idleMs: 60_000,
  firstPauseMs: 1000,
  maxPauseMs: 120_000,
  random: Math.random,
  now: Date.now,
  open: openSession,
}

/** Trying again soon mends none of these, and fills the device's log or locks the account. */
const STUBBORN: ReadonlySet<string> = new Set([
  'bad_credentials',
  'not_enough_permissions',
  'tls_mismatch',
  'tls_unsupported',
])

/**
 * The connection to one device, shared by all who use it. It opens when it is needed; while it is down, calls fail at once with the
 * reason until the pause is over, so that a dead device costs nobody a deadline. Never repeats a command: who wrote must read first.
 */
export class RouterosLink {
  readonly #options: () => SessionOptions | Promise<SessionOptions>
  readonly #settings: LinkSettings
  readonly #onState: (state: LinkState) => void
  #state: LinkState = { kind: 'idle' }
  #session: RouterosSession | null = null
  #opening: Promise<RouterosSession> | null = null
  #failures = 0
  #holds = 0
  /** Grows when what was opened before is no longer wanted. */
  #generation = 0
  #timer: NodeJS.Timeout | undefined

  /** `options` is asked at each connection, so that no password is kept here and a change of address is seen. */
  constructor(
    options: () => SessionOptions | Promise<SessionOptions>,
    settings: LinkSettings = LINK_DEFAULTS,
    onState: (state: LinkState) => void = () => undefined,
  ) {
    this.#options = options
    this.#settings = settings
    this.#onState = onState
  }

  get state(): LinkState {
    return this.#state
  }

  /**
   * How long calls fail at once, ms; 0: the next one opens it. No longer than a pause is: a clock that was set back meanwhile does
   * not make it one of days.
   */
  get rest(): number {
    if (this.#state.kind !== 'down') return 0
    const left = this.#state.retryAt - this.#settings.now()
    return left > this.#settings.maxPauseMs ? 0 : Math.max(0, left)
  }

  async call(path: string, input: CommandInput = {}, options: CallOptions = {}): Promise<Answer> {
    return (await this.session(options.signal)).call(path, input, options)
  }

  /** Ends with the connection; who wants more opens another. */
  async stream(path: string, input: CommandInput = {}, options: StreamOptions = {}): Promise<RouterosStream> {
    return (await this.session(options.signal)).stream(path, input, options)
  }

  /**
   * The open session, or the one being opened for whoever asked first.
   * @throws RouterosError as `openSession`, or that of the last try while the pause after it lasts: nothing was sent.
   */
  async session(signal?: AbortSignal): Promise<RouterosSession> {
    if (this.#session?.alive) return this.#session
    if (this.#state.kind === 'down' && this.rest > 0) throw this.#state.error
    this.#opening ??= this.#open()
    return signal ? abandonable(this.#opening, signal) : this.#opening
  }

  /** Keeps the connection open and reopens it, each time after its pause, until the function returned is called. */
  hold(): () => void {
    this.#holds++
    let held = true
    this.#attend()
    return () => {
      if (!held) return
      held = false
      this.#holds--
      this.#attend()
    }
  }

  /** Forgets the pause, for a person who asks to try now. */
  wake(): void {
    this.#failures = 0
    if (this.#state.kind === 'down') this.#become({ kind: 'idle' })
    this.#attend()
  }

  /** The address or the password changed: what is open is closed, and what comes next goes to the new one. */
  reset(): void {
    this.#generation++
    this.#opening = null
    this.#failures = 0
    const session = this.#session
    this.#session = null
    this.#become({ kind: 'idle' })
    session?.close()
    this.#attend()
  }

  /** Closes for good, whoever holds it. */
  close(): void {
    this.#holds = 0
    this.reset()
    clearTimeout(this.#timer)
  }

  async #open(): Promise<RouterosSession> {
    const generation = this.#generation
    this.#become({ kind: 'connecting' })
    try {
      const session = await this.#settings.open(await this.#options())
      if (generation !== this.#generation) {
        session.close()
        throw new RouterosError('closed', 'not_sent', 'the connection was changed while it opened')
      }
      this.#opened(session)
      return session
    } catch (cause) {
      const error = cause instanceof RouterosError ? cause : noOptions(cause)
      if (generation === this.#generation) this.#failed(error)
      throw error
    }
  }

  #opened(session: RouterosSession): void {
    this.#opening = null
    this.#session = session
    this.#become({ kind: 'up', fingerprint: session.fingerprint })
    session.onIdle = () => this.#attend()
    void session.closed.then((why) => {
      if (this.#session !== session) return
      this.#session = null
      this.#failed(why)
    })
    this.#attend()
  }

  #failed(error: RouterosError): void {
    this.#opening = null
    const lived = this.#state.kind === 'up'
    this.#failures = lived ? 1 : this.#failures + 1
    const { firstPauseMs, maxPauseMs, random, now } = this.#settings
    const pause = STUBBORN.has(error.code) ? maxPauseMs : Math.min(maxPauseMs, firstPauseMs * 2 ** (this.#failures - 1))
    const retryAt = now() + pause * (0.5 + random() / 2)
    this.#become({ kind: 'down', error, failures: this.#failures, retryAt })
    this.#attend()
  }

  #become(state: LinkState): void {
    this.#state = state
    this.#onState(state)
  }

  /** Sets the one timer there is to what the link waits for: closing what nobody uses, or opening again what somebody holds. */
  #attend(): void {
    clearTimeout(this.#timer)
    if (this.#session) {
      if (this.#holds === 0 && this.#session.busy === 0)
        this.#timer = setTimeout(() => this.#closeUnused(), this.#settings.idleMs)
    } else if (this.#holds > 0 && !this.#opening) {
      this.#timer = setTimeout(() => this.#reopen(), this.rest)
    }
  }

  #closeUnused(): void {
    const session = this.#session
    if (!session || session.busy > 0 || this.#holds > 0) return
    this.#session = null
    this.#become({ kind: 'idle' })
    session.close()
  }

  /** The timer's hour has come, whatever the clock says: timers may be a little early by it. */
  #reopen(): void {
    this.#opening ??= this.#open()
    // Told by the state; the failure itself sets the next try.
    this.#opening.catch(() => undefined)
  }
}

/** The address or the password could not be had. */
const noOptions = (cause: unknown): RouterosError =>
  new RouterosError('unreachable', 'not_sent', String(cause), { cause })

/** Waits no longer than the signal; what is waited for goes on for the others. */
async function abandonable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const done = new AbortController()
  try {
    return await Promise.race([
      promise,
      new Promise<never>((_, reject) => {
        const abort = (): void => reject(new RouterosError('aborted', 'not_sent', 'given up', { cause: signal.reason }))
        if (signal.aborted) abort()
        signal.addEventListener('abort', abort, { once: true, signal: done.signal })
      }),
    ])
  } finally {
    done.abort()
  }
}
