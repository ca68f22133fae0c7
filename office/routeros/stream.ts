import type { Reply, Row, Word } from './codec.ts'
import type { RouterosError } from './errors.ts'
import { lostError, RouterosUnknownOutcome, trapError } from './errors.ts'
import type { Connection, Exchange } from './connection.ts'

export interface StreamOptions {
  signal?: AbortSignal | undefined
  /** Rows kept for a reader that is slower than the device; 256 when left out. */
  buffer?: number | undefined
  /**
   * What happens when they are more. The socket is never paused: it is everybody's. `fail` (when left out) ends the stream with
   * `overflow`, for streams of changes (`listen`), where a lost row is a wrong picture; `drop` loses the oldest and counts them in
   * `dropped`, for measurements (`monitor-traffic`, `torch`, `ping`), where the newest is what matters.
   */
  overflow?: 'fail' | 'drop' | undefined
  /** Ends the stream with `timeout` when no row came for so long, ms: what should measure each second and is silent knows nothing. */
  silenceMs?: number | undefined
}

interface Reader {
  resolve(result: IteratorResult<Row, undefined>): void
  reject(error: RouterosError): void
}

/**
 * The rows of a command that goes on: ends when the device says it is done, and with an error when the connection dies, so that a
 * stream that says nothing is a live one. Leaving the loop, `return()` and the signal cancel the command on the device.
 */
export class RouterosStream implements AsyncIterableIterator<Row, undefined>, Exchange {
  readonly path: string
  readonly words: readonly Word[]
  readonly #connection: Connection
  readonly #options: StreamOptions
  readonly #cancel: (stream: RouterosStream) => void
  readonly #onEnd: (stream: RouterosStream) => void
  readonly #rows: Row[] = []
  readonly #readers: Reader[] = []
  readonly #settled = new AbortController()
  #error: RouterosError | null = null
  #ended = false
  #trap: RouterosError | null = null
  #silence: NodeJS.Timeout | undefined
  /** Rows lost because nobody read them in time. */
  dropped = 0

  constructor(
    connection: Connection,
    command: { path: string; words: readonly Word[] },
    options: StreamOptions,
    hooks: { cancel(stream: RouterosStream): void; ended(stream: RouterosStream): void },
  ) {
    this.path = command.path
    this.words = command.words
    this.#connection = connection
    this.#options = options
    this.#cancel = hooks.cancel
    this.#onEnd = hooks.ended
    this.#watchSilence()
    const { signal } = options
    signal?.addEventListener('abort', () => this.#abort(signal), { once: true, signal: this.#settled.signal })
    if (signal?.aborted) this.#abort(signal)
    else connection.begin(this, true)
  }

  /** Nothing more will come, but what was kept for the reader. */
  get ended(): boolean {
    return this.#ended
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<Row, undefined>> {
    const row = this.#rows.shift()
    if (row) return { done: false, value: row }
    if (this.#error) {
      const error = this.#error
      this.#error = null
      throw error
    }
    if (this.#ended) return { done: true, value: undefined }
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }))
  }

  /** Cancels the command; rows not read yet are lost. */
  async return(): Promise<IteratorResult<Row, undefined>> {
    this.#rows.length = 0
    if (!this.#ended) this.#stop(null)
    this.#error = null
    return { done: true, value: undefined }
  }

  heard(reply: Reply): void {
    if (reply.kind === '!re') this.#row(reply.row)
    else if (reply.kind === '!trap') this.#trap ??= trapError(...trapFacts(reply), this.path)
    else if (reply.kind === '!done') this.#end(this.#trap)
  }

  lost(why: RouterosError, sent: boolean): void {
    this.#end(lostError(why, sent, this.path))
  }

  #row(row: Row): void {
    this.#silence?.refresh()
    const reader = this.#readers.shift()
    if (reader) {
      reader.resolve({ done: false, value: row })
      return
    }
    this.#rows.push(row)
    if (this.#rows.length <= (this.#options.buffer ?? 256)) return
    if (this.#options.overflow === 'drop') {
      this.#rows.shift()
      this.dropped++
    } else this.#fail('overflow', 'rows came faster than they were read')
  }

  #watchSilence(): void {
    const { silenceMs } = this.#options
    if (silenceMs === undefined) return
    this.#silence = setTimeout(() => this.#fail('timeout', `no row for ${silenceMs} ms`), silenceMs)
  }

  #fail(code: 'overflow' | 'timeout', words: string): void {
    this.#stop(new RouterosUnknownOutcome(code, `${this.path}: ${words}`, { path: this.path }))
  }

  #abort(signal: AbortSignal): void {
    const facts = { path: this.path, cause: signal.reason }
    this.#stop(new RouterosUnknownOutcome('aborted', `${this.path}: given up`, facts))
  }

  #stop(error: RouterosError | null): void {
    this.#cancel(this)
    this.#connection.forget(this)
    this.#end(error)
  }

  #end(error: RouterosError | null): void {
    if (this.#ended) return
    this.#ended = true
    clearTimeout(this.#silence)
    this.#settled.abort()
    const [first, ...others] = this.#readers.splice(0)
    if (!first) this.#error = error
    else if (error) first.reject(error)
    else first.resolve({ done: true, value: undefined })
    for (const reader of others) reader.resolve({ done: true, value: undefined })
    this.#onEnd(this)
  }
}

/** Message and category of a trap; both may be absent. */
export function trapFacts(reply: Reply): [string, number | null] {
  const category = reply.row['category']
  return [reply.row['message'] ?? reply.words.join(' '), category === undefined ? null : Number(category)]
}
