import net from 'node:net'
import { EscPos } from './escpos.ts'
import type { Printed, PrintedTicket } from './paper.ts'

/** How the printer misbehaves; nothing of it: it prints everything. */
export interface Behaviour {
  /** Nobody answers at its address. */
  unplugged?: boolean
  offline?: boolean
  paperOut?: boolean
  paperLow?: boolean
  coverOpen?: boolean
  /** So many lines are left on the roll. */
  linesLeft?: number
  /** Bytes that it prints each 10 ms. */
  bytesPerTick?: number
  /** Breaks the line (RST) and forgets its buffer after so many bytes of a connection. */
  resetAfter?: number
  /** Ends its half of the line after so many bytes. */
  halfCloseAfter?: number
  /** Answers nothing. */
  mute?: boolean
  /** Knows DLE EOT, and not GS r. */
  noDone?: boolean
  /** Answers every question with this byte. */
  garbage?: number
}

export type Heard =
  | { kind: 'ticket'; ticket: PrintedTicket }
  | { kind: 'kick'; pin: 2 | 5; at: number }
  | { kind: 'error'; message: string }

const TICK_MS = 10
/** Three questions of three bytes come before a ticket. */
const REQUESTS = 9
const now = (): number => performance.timeOrigin + performance.now()

/** What happens at a printer while it gets a ticket, in this order. */
export const MOMENTS = [
  'connect',
  'status_1',
  'status_2',
  'status_4',
  'first_byte',
  'middle',
  'cut',
  'done',
  'answered',
] as const
export type Moment = (typeof MOMENTS)[number]

/** So many bytes into a ticket is its middle. */
const MIDDLE = 400

/** A receipt printer with its roll, its buffer and its raw port. */
export class Device {
  readonly #hear: (heard: Heard) => void
  readonly #onMoment: (moment: Moment) => void
  readonly #server: net.Server
  readonly #sockets = new Set<net.Socket>()
  readonly #buffer: { byte: number; socket: net.Socket }[] = []
  #behaviour: Behaviour = {}
  #language = this.#fresh()
  #printed: Printed[] = []
  #beeps = 0
  #current: net.Socket | null = null
  #port = 0

  /** `onMoment` is called before the printer goes on, so that whoever sends can be stopped just there. */
  constructor(hear: (heard: Heard) => void, onMoment: (moment: Moment) => void = () => {}) {
    this.#hear = hear
    this.#onMoment = onMoment
    this.#server = net.createServer({ allowHalfOpen: true }, (socket) => this.#serve(socket))
    setInterval(() => this.#print(), TICK_MS)
  }

  /** Begins to listen; resolves with its port. */
  listen(port = 0): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(port, '127.0.0.1', () => {
        this.#port = (this.#server.address() as net.AddressInfo).port
        resolve(this.#port)
      })
    })
  }

  async behave(behaviour: Behaviour): Promise<void> {
    const wasUnplugged = this.#behaviour.unplugged ?? false
    this.#behaviour = behaviour
    if (behaviour.unplugged && !wasUnplugged) await this.#unplug()
    if (!behaviour.unplugged && wasUnplugged) await this.listen(this.#port)
    this.#print()
  }

  #unplug(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#forget()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  #fresh(): EscPos {
    return new EscPos({
      print: (printed) => {
        this.#printed.push(printed)
        const { linesLeft } = this.#behaviour
        if (linesLeft !== undefined) this.#behaviour = { ...this.#behaviour, linesLeft: Math.max(0, linesLeft - 1) }
      },
      cut: (kind) => {
        this.#onMoment('cut')
        this.#finish(kind)
      },
      kick: (pin) => this.#hear({ kind: 'kick', pin, at: now() }),
      beep: () => {
        this.#beeps += 1
      },
      done: () => {
        this.#onMoment('done')
        if (!this.#behaviour.mute && !this.#behaviour.noDone) this.#say(this.#current, this.#behaviour.garbage ?? 0x00)
        this.#onMoment('answered')
      },
    })
  }

  /** The paper is torn off, or cut. */
  #finish(cut: PrintedTicket['cut']): void {
    if (this.#printed.length === 0) return
    this.#hear({ kind: 'ticket', ticket: { printed: this.#printed, cut, beeps: this.#beeps, at: now() } })
    this.#printed = []
    this.#beeps = 0
  }

  /** Switched off and on: what was not printed never will be. */
  #forget(): void {
    this.#buffer.length = 0
    this.#finish(null)
    this.#language = this.#fresh()
  }

  #serve(socket: net.Socket): void {
    const { halfCloseAfter } = this.#behaviour
    this.#sockets.add(socket)
    this.#onMoment('connect')
    socket.setNoDelay(true)
    let received = 0
    let tail: number[] = []
    if (halfCloseAfter === 0) socket.end()
    socket.on('data', (bytes: Buffer) => {
      for (const byte of bytes) {
        received += 1
        tail = [...tail.slice(-2), byte]
        // Real-time commands are acted on as they arrive, whatever they stand in.
        if (tail.at(-3) === 0x10 && tail.at(-2) === 0x04) this.#answer(socket, byte)
        this.#passed(received - REQUESTS)
        this.#buffer.push({ byte, socket })
        if (received === this.#behaviour.halfCloseAfter) socket.end()
        if (received === this.#behaviour.resetAfter) {
          socket.resetAndDestroy()
          return this.#forget()
        }
      }
      this.#print()
    })
    socket.on('end', () => {
      this.#print()
      socket.end()
    })
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
  }

  /** Bytes of a ticket that arrived on this line, after the questions that came before it. */
  #passed(bytes: number): void {
    if (bytes === 1) this.#onMoment('first_byte')
    if (bytes === MIDDLE) this.#onMoment('middle')
  }

  #say(socket: net.Socket | null, byte: number): void {
    if (socket?.writable) socket.write(Uint8Array.of(byte))
  }

  #noPaper(): boolean {
    return this.#behaviour.paperOut === true || this.#behaviour.linesLeft === 0
  }

  /** DLE EOT n. */
  #answer(socket: net.Socket, n: number): void {
    const { mute, garbage, offline, coverOpen, paperLow } = this.#behaviour
    if (mute) return
    if (garbage !== undefined) return this.#say(socket, garbage)
    const moment = MOMENTS.find((name) => name === `status_${n}`)
    if (moment !== undefined) this.#onMoment(moment)
    const noPaper = this.#noPaper()
    const stopped = offline || coverOpen || noPaper
    const bits = {
      1: stopped ? 0x08 : 0,
      2: (coverOpen ? 0x04 : 0) | (noPaper ? 0x20 : 0),
      3: 0,
      4: (paperLow || noPaper ? 0x0c : 0) | (noPaper ? 0x60 : 0),
    }[n]
    if (bits !== undefined) this.#say(socket, 0x12 | bits)
  }

  /** Prints from the buffer, as fast as it is told to, until something stops it. */
  #print(): void {
    const most = this.#behaviour.bytesPerTick ?? Number.POSITIVE_INFINITY
    for (let count = 0; count < most && this.#buffer.length > 0; count++) {
      const { offline, coverOpen } = this.#behaviour
      if (offline || coverOpen || this.#noPaper()) return
      const next = this.#buffer.shift()
      if (next === undefined) return
      this.#current = next.socket
      try {
        this.#language.feed(next.byte)
      } catch (error) {
        this.#hear({ kind: 'error', message: String(error) })
        return this.#forget()
      }
    }
    // A ticket without a cut is torn off once its line has ended.
    if (this.#buffer.length === 0 && this.#sockets.size === 0) this.#finish(null)
  }
}
