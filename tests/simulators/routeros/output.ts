// What a router sends over one connection: in order, as late and in such pieces as its manners are.
import type { Socket } from 'node:net'
import type { Manners } from './types.ts'
import type { Bytes } from './wire.ts'

type Ending = 'drop' | 'reset'
interface Due {
  at: number
  what: Buffer | Ending
}

export class Output {
  readonly #socket: Socket
  /** The TCP connection below, where the socket is one of TLS. */
  readonly #wire: Socket
  readonly #manners: () => Manners
  readonly #sent: (bytes: number) => void
  readonly #due: Due[] = []
  #pending: Bytes[] = []
  #flushing = false
  #timer: NodeJS.Timeout | undefined

  constructor(socket: Socket, wire: Socket, manners: () => Manners, sent: (bytes: number) => void) {
    this.#socket = socket
    this.#wire = wire
    this.#manners = manners
    this.#sent = sent
  }

  /** Sends bytes, together with what else is sent in this turn. */
  send(bytes: Bytes): void {
    this.#pending.push(bytes)
    if (this.#flushing) return
    this.#flushing = true
    setImmediate(() => this.flush())
  }

  /** Ends the connection behind what was sent so far. */
  end(how: Ending): void {
    this.flush()
    this.#push(how)
  }

  flush(): void {
    this.#flushing = false
    if (this.#pending.length === 0) return
    const buffer = Buffer.from(this.#pending.join(''), 'latin1')
    this.#pending = []
    const { split } = this.#manners()
    if (split === undefined) return this.#push(buffer)
    for (let at = 0; at < buffer.length; at += split) this.#push(buffer.subarray(at, at + split))
  }

  /** Nothing more is sent. */
  close(): void {
    clearTimeout(this.#timer)
    this.#due.length = 0
    this.#pending = []
  }

  #push(what: Due['what']): void {
    const { rttMs = 0, split } = this.#manners()
    if (rttMs === 0 && split === undefined && this.#due.length === 0) return this.#do(what)
    this.#due.push({ at: performance.now() + rttMs, what })
    if (this.#due.length === 1) this.#wait()
  }

  #wait(): void {
    const next = this.#due[0]
    if (!next) return
    const ms = next.at - performance.now()
    // Pieces go one in a turn: each is a segment of its own.
    if (ms <= 0) setImmediate(() => this.#turn())
    else this.#timer = setTimeout(() => this.#turn(), Math.ceil(ms))
  }

  #turn(): void {
    const pieces = this.#manners().split !== undefined
    const now = performance.now()
    while (this.#due[0] && this.#due[0].at <= now) {
      const next = this.#due.shift()
      if (next) this.#do(next.what)
      if (pieces) break
    }
    this.#wait()
  }

  #do(what: Due['what']): void {
    if (this.#socket.destroyed) return
    if (what === 'drop') this.#socket.end()
    else if (what === 'reset') this.#wire.resetAndDestroy()
    else {
      this.#sent(what.length)
      this.#socket.write(what)
    }
  }
}
