import net from 'node:net'
import type { EstadoImpresora, FallaImpresora } from '../../contract/index.ts'
import { PrinterFailure, type PrinterLine, type PrinterTimes } from './line.ts'
import { ASK_WHEN_DONE, askStatus, isDone, isStatus, readStatus, STATUS_QUERIES, type StatusQuery } from './status.ts'

/** A raw port (JetDirect, 9100) and the printer behind it. */

interface Address {
  host: string
  puerto: number
}

const UNKNOWN: EstadoImpresora = {
  falla: null,
  papel: 'desconocido',
  tapa: 'desconocido',
  cajonAlto: null,
  responde: false,
}

/** Between two looks at a printer that works on a ticket. */
const LOOK_EVERY_MS = 400
/** So many looks in a row must say the same: a cover sensor flickers. */
const LOOKS = 2

function connect({ host, puerto }: Address, ms: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port: puerto })
    const fail = () => {
      socket.destroy()
      reject(new PrinterFailure('sin_conexion'))
    }
    socket.setNoDelay(true)
    const timer = setTimeout(fail, ms)
    socket.once('error', fail)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.off('error', fail)
      resolve(socket)
    })
  })
}

class TcpLine implements PrinterLine {
  readonly #socket: net.Socket
  readonly #answers: boolean
  readonly #times: PrinterTimes
  #onByte: ((byte: number) => void) | null = null
  #broken = false
  readonly #whenBroken: Promise<never>

  constructor(socket: net.Socket, answers: boolean, times: PrinterTimes) {
    this.#socket = socket
    this.#answers = answers
    this.#times = times
    socket.on('data', (bytes: Buffer) => {
      for (const byte of bytes) this.#onByte?.(byte)
    })
    this.#whenBroken = new Promise((_, reject) => {
      const broke = () => {
        this.#broken = true
        reject(new PrinterFailure('interrumpida'))
      }
      for (const event of ['error', 'end', 'close']) socket.once(event, broke)
    })
    // It breaks at the latest when it is closed, and then nobody waits for it.
    this.#whenBroken.catch(() => {})
  }

  /** `work`, unless the line breaks or the time is over; then it fails with `falla`. */
  async #within<T>(work: Promise<T>, ms: number, falla: FallaImpresora): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new PrinterFailure(falla)), ms)
    })
    try {
      return await Promise.race([work, this.#whenBroken, late])
    } finally {
      clearTimeout(timer)
    }
  }

  #write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.write(bytes, (error) => (error ? reject(new PrinterFailure('interrumpida')) : resolve()))
    })
  }

  /** The next byte that is an answer of the kind wanted. */
  #answer(wanted: (byte: number) => boolean): Promise<number> {
    return new Promise((resolve) => {
      this.#onByte = (byte) => {
        if (wanted(byte)) resolve(byte)
      }
    })
  }

  async #ask(query: StatusQuery): Promise<number> {
    const answer = this.#answer(isStatus)
    await this.#write(askStatus(query))
    return this.#within(answer, this.#times.status, 'sin_respuesta')
  }

  async status(): Promise<EstadoImpresora> {
    if (!this.#answers) return UNKNOWN
    const found: Record<StatusQuery, number> = { 1: 0, 2: 0, 4: 0 }
    try {
      for (const query of STATUS_QUERIES) found[query] = await this.#ask(query)
    } catch {
      throw new PrinterFailure('sin_respuesta')
    } finally {
      this.#onByte = null
    }
    return readStatus(found)
  }

  async send(bytes: Uint8Array, progress: { handedOver: boolean }): Promise<void> {
    if (this.#broken) throw new PrinterFailure('interrumpida')
    progress.handedOver = true
    const whole = this.#answers ? Buffer.concat([bytes, ASK_WHEN_DONE]) : Buffer.from(bytes)
    if (this.#answers) return this.#sendAndHear(whole)
    await this.#within(this.#write(whole), this.#times.write, 'interrumpida')
    await this.#hangUp()
  }

  /** Waits for the answer that comes after the ticket; looks meanwhile whether the printer has stopped. */
  async #sendAndHear(bytes: Uint8Array): Promise<void> {
    const seen: { done: boolean; stopped: FallaImpresora | null } = { done: false, stopped: null }
    const asked: { wait: ((byte: number) => void) | null } = { wait: null }
    const finished = new Promise<void>((resolve) => {
      this.#onByte = (byte) => {
        if (isStatus(byte)) asked.wait?.(byte)
        else if (isDone(byte)) {
          seen.done = true
          resolve()
        }
      }
    })
    const writing = this.#write(bytes)
    writing.catch(() => {})
    const until = performance.now() + this.#times.done
    let troubled = 0
    while (!seen.done) {
      const pause = new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      await this.#within(Promise.race([finished, pause]), this.#times.write, 'interrumpida')
      if (seen.done) return
      const state = await this.#look(asked).catch((error: unknown) => {
        if (this.#broken) throw error
        return null
      })
      troubled = state?.falla ? troubled + 1 : 0
      if (state?.falla && troubled >= LOOKS) throw new PrinterFailure(state.falla)
      // It knows DLE EOT and says that all is well, but not GS r: it has taken the ticket.
      if (performance.now() > until) {
        if (state !== null && state.falla === null) return
        throw new PrinterFailure('sin_respuesta')
      }
    }
  }

  async #look(asked: { wait: ((byte: number) => void) | null }): Promise<EstadoImpresora> {
    const found: Record<StatusQuery, number> = { 1: 0, 2: 0, 4: 0 }
    for (const query of STATUS_QUERIES) {
      const answer = new Promise<number>((resolve) => {
        asked.wait = resolve
      })
      await this.#write(askStatus(query))
      found[query] = await this.#within(answer, this.#times.status, 'sin_respuesta')
    }
    return readStatus(found)
  }

  /** Says that there is no more, and waits until the printer has read all of it. */
  async #hangUp(): Promise<void> {
    const closed = new Promise<void>((resolve, reject) => {
      this.#socket.once('error', () => reject(new PrinterFailure('interrumpida')))
      this.#socket.once('close', (failed) => (failed ? reject(new PrinterFailure('interrumpida')) : resolve()))
    })
    let timer: NodeJS.Timeout | undefined
    // A printer that keeps the line open has read what it was sent all the same.
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#times.connect)
    })
    this.#socket.end()
    await Promise.race([closed, enough])
    clearTimeout(timer)
  }

  close(): void {
    this.#onByte = null
    this.#socket.destroy()
  }
}

/** Connects to a printer on the network. `answers`: it says how it is. Throws PrinterFailure. */
export async function openTcp(address: Address, answers: boolean, times: PrinterTimes): Promise<PrinterLine> {
  return new TcpLine(await connect(address, times.connect), answers, times)
}
