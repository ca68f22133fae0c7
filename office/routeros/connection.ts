import type { Socket } from 'node:net'
import { readReply, type Reply, SentenceDecoder, SentenceWriter, type Word } from './codec.ts'
import { RouterosError, RouterosProtocolError } from './errors.ts'
import { errorCode } from './transport.ts'

/** A command under way: what it hears of its replies, and that the connection is gone. */
export interface Exchange {
  readonly words: readonly Word[]
  /** Every reply, `!done` the last. Called while a chunk is read: must not throw. */
  heard(reply: Reply): void
  /** No reply comes any more. `sent`: whether any of it may have reached the device. */
  lost(why: RouterosError, sent: boolean): void
}

/** How much is handed to the socket at once, in bytes; more waits until it drains. */
const BATCH_BYTES = 64 * 1024

/** So many commands leave together, and the device is at them while the next ones are made: of a thousand cuts at once a tenth. */
const EARLY = 128

/**
 * Many commands on one socket. Each has a tag; at most `maxInFlight` are unanswered at a time and the rest wait in order, here,
 * where they are known not to have been sent. Commands given in one turn leave in one write, unless they are many.
 */
export class Connection {
  readonly #socket: Socket
  readonly #maxInFlight: number
  readonly #waiting = new Set<Exchange>()
  /** What must pass the queue and the limit: cancels and streams. */
  readonly #urgent = new Set<Exchange>()
  readonly #byTag = new Map<string, Exchange>()
  readonly #tags = new Map<Exchange, string>()
  /** Those of `#byTag` that count against the limit. */
  readonly #limited = new Set<Exchange>()
  #nextTag = 1
  #flushing = false
  #blocked = false
  #why: RouterosError | null = null
  #ended: (why: RouterosError) => void = () => undefined

  /** Resolves with the reason when the connection has ended; never rejects. */
  readonly closed: Promise<RouterosError>
  /** When the last byte came, ms of `performance.now()`. */
  lastHeard = performance.now()

  constructor(socket: Socket, options: { maxInFlight: number; maxSentenceBytes: number }) {
    this.#socket = socket
    this.#maxInFlight = options.maxInFlight
    this.closed = new Promise((resolve) => {
      this.#ended = resolve
    })
    const decoder = new SentenceDecoder(
      (bytes, bounds) => this.#sentence(readReply(bytes, bounds)),
      options.maxSentenceBytes,
    )
    socket.on('data', (chunk: Buffer) => this.#read(decoder, chunk))
    socket.on('drain', () => this.#drained())
    socket.on('error', (error) => this.end(brokenError(error)))
    socket.on('end', () => this.end(new RouterosError('closed', 'not_sent', 'the device closed the connection')))
    socket.on('close', () => this.end(new RouterosError('closed', 'not_sent', 'the connection is closed')))
  }

  get why(): RouterosError | null {
    return this.#why
  }

  begin(exchange: Exchange, urgent = false): void {
    if (this.#why) {
      exchange.lost(this.#why, false)
      return
    }
    ;(urgent ? this.#urgent : this.#waiting).add(exchange)
    if (this.#waiting.size === EARLY) this.#flush()
    else this.#schedule()
  }

  /** The tag it was sent under; undefined while it was not sent. */
  tagOf(exchange: Exchange): string | undefined {
    return this.#tags.get(exchange)
  }

  /** Stops hearing of it: it leaves the queue, or its replies fall on deaf ears. */
  forget(exchange: Exchange): void {
    this.#waiting.delete(exchange)
    this.#urgent.delete(exchange)
    const tag = this.#tags.get(exchange)
    if (tag === undefined) return
    this.#tags.delete(exchange)
    this.#byTag.delete(tag)
    if (this.#limited.delete(exchange) && this.#waiting.size > 0) this.#schedule()
  }

  /** Ends the connection, and with it everything under way. */
  end(why: RouterosError): void {
    if (this.#why) return
    this.#why = why
    this.#socket.destroy()
    const unsent = [...this.#urgent, ...this.#waiting]
    const sent = [...this.#byTag.values()]
    for (const set of [this.#urgent, this.#waiting, this.#limited, this.#byTag, this.#tags]) set.clear()
    for (const exchange of sent) exchange.lost(why, true)
    for (const exchange of unsent) exchange.lost(why, false)
    this.#ended(why)
  }

  #read(decoder: SentenceDecoder, chunk: Buffer): void {
    if (this.#why) return
    this.lastHeard = performance.now()
    try {
      decoder.push(chunk)
    } catch (error) {
      if (!(error instanceof RouterosError)) throw error
      this.end(error)
    }
  }

  #sentence(reply: Reply): void {
    if (this.#why) return
    if (!reply.kind.startsWith('!')) throw new RouterosProtocolError('a reply that does not begin as one')
    if (reply.kind === '!fatal') {
      this.end(fatalError(reply.row['message'] ?? reply.words.join(' ')))
      return
    }
    // An answer that cannot be told whose it is leaves every command in doubt.
    if (reply.tag === null) throw new RouterosProtocolError('a reply without a tag')
    const exchange = this.#byTag.get(reply.tag)
    // Replies to what was given up are to be expected.
    if (!exchange) return
    if (reply.kind === '!done') this.forget(exchange)
    exchange.heard(reply)
  }

  #schedule(): void {
    if (this.#flushing || this.#blocked) return
    this.#flushing = true
    queueMicrotask(() => {
      this.#flushing = false
      this.#flush()
    })
  }

  #drained(): void {
    this.#blocked = false
    this.#flush()
  }

  #flush(): void {
    while (!this.#blocked && !this.#why) {
      const writer = new SentenceWriter()
      for (const exchange of this.#urgent) {
        if (writer.length >= BATCH_BYTES) break
        this.#send(writer, exchange, this.#urgent)
      }
      for (const exchange of this.#waiting) {
        if (writer.length >= BATCH_BYTES || this.#limited.size >= this.#maxInFlight) break
        this.#limited.add(exchange)
        this.#send(writer, exchange, this.#waiting)
      }
      if (writer.length === 0) return
      this.#blocked = !this.#socket.write(writer.take())
    }
  }

  #send(writer: SentenceWriter, exchange: Exchange, from: Set<Exchange>): void {
    const tag = String(this.#nextTag++)
    from.delete(exchange)
    this.#byTag.set(tag, exchange)
    this.#tags.set(exchange, tag)
    writer.append([...exchange.words, `.tag=${tag}`])
  }
}

function brokenError(error: unknown): RouterosError {
  const code = errorCode(error)
  const words = code === 'ECONNRESET' ? 'the device reset the connection' : `the connection broke (${code})`
  return new RouterosError('closed', 'not_sent', words, { cause: error })
}

function fatalError(message: string): RouterosError {
  return new RouterosError('fatal', 'not_sent', `the device gave up the connection: ${message}`, {
    deviceMessage: message,
  })
}
