import type { Reply, Row, Word } from './codec.ts'
import type { Connection, Exchange } from './connection.ts'
import { lostError, RouterosError, RouterosUnknownOutcome, trapError } from './errors.ts'
import { trapFacts } from './stream.ts'

/** What a command answered: its rows, and what `!done` brought (the `.id` of what was added, a count). */
export interface Answer {
  rows: Row[]
  ret: string | null
}

export interface CallOptions {
  /** From the call to the last reply, waiting for its turn included, ms. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
  /** More rows than that end the call with `overflow`; 250,000 when left out. */
  maxRows?: number | undefined
}

/** What a call tells whoever made it. */
export interface CallHooks {
  /** It was given up while the device may be working at it. */
  abandoned(call: Call): void
  /** It is over, whichever way. */
  ended(): void
}

/** One command from its sending to its `!done`. Settles once, always. */
export class Call implements Exchange {
  readonly path: string
  readonly words: readonly Word[]
  readonly #connection: Connection
  readonly #hooks: CallHooks
  readonly #maxRows: number
  /** Takes the listener off the signal again. An AbortController of its own for that would cost more than the command. */
  #unlisten: () => void = () => undefined
  #settled = false
  readonly #deadline: NodeJS.Timeout
  readonly #rows: Row[] = []
  #trap: RouterosError | null = null
  #resolve: (answer: Answer) => void = () => undefined
  #reject: (error: RouterosError) => void = () => undefined
  readonly answer: Promise<Answer>

  constructor(
    connection: Connection,
    command: { path: string; words: readonly Word[]; urgent?: boolean },
    options: CallOptions & { timeoutMs: number },
    hooks: CallHooks,
  ) {
    this.path = command.path
    this.words = command.words
    this.#connection = connection
    this.#hooks = hooks
    this.#maxRows = options.maxRows ?? 250_000
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    const { signal, timeoutMs } = options
    this.#deadline = setTimeout(() => this.#giveUp('timeout', `no answer in ${timeoutMs} ms`, undefined), timeoutMs)
    if (signal) {
      const abort = (): void => this.#giveUp('aborted', 'given up', signal.reason)
      signal.addEventListener('abort', abort, { once: true })
      this.#unlisten = () => signal.removeEventListener('abort', abort)
    }
    if (signal?.aborted) this.#giveUp('aborted', 'given up', signal.reason)
    else connection.begin(this, command.urgent)
  }

  heard(reply: Reply): void {
    if (reply.kind === '!re') {
      if (this.#rows.push(reply.row) > this.#maxRows)
        this.#giveUp('overflow', `more than ${this.#maxRows} rows`, undefined)
    } else if (reply.kind === '!trap') this.#trap ??= trapError(...trapFacts(reply), this.path)
    else if (reply.kind === '!done') this.#end(this.#trap, reply.row['ret'] ?? null)
    // `!empty` (7.18 and later) and whatever comes to be said after it bring nothing of their own.
  }

  lost(why: RouterosError, sent: boolean): void {
    this.#end(this.#trap ?? lostError(why, sent, this.path), null)
  }

  #giveUp(code: 'timeout' | 'aborted' | 'overflow', words: string, cause: unknown): void {
    const sent = this.#connection.tagOf(this) !== undefined
    const facts = { path: this.path, cause }
    const message = `${this.path}: ${words}`
    if (sent) this.#hooks.abandoned(this)
    this.#connection.forget(this)
    const error = sent
      ? new RouterosUnknownOutcome(code, message, facts)
      : new RouterosError(code, 'not_sent', message, facts)
    this.#end(this.#trap ?? error, null)
  }

  #end(error: RouterosError | null, ret: string | null): void {
    if (this.#settled) return
    this.#settled = true
    this.#unlisten()
    clearTimeout(this.#deadline)
    if (error) this.#reject(error)
    else this.#resolve({ rows: this.#rows, ret })
    this.#hooks.ended()
  }
}
