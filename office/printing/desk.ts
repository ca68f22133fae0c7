import type { EstadoImpresora, FallaImpresora, ImpresoraConfig } from '../../contract/index.ts'
import type { WriteDb } from '../../db/open.ts'
import { recordOutput, wasIssued } from '../documents/issued.ts'
import type { Office } from '../kernel/office.ts'
import { findPuestoId, findTenantId, readPuesto } from '../kernel/tenancy.ts'
import { PRINTER_TIMES, PrinterFailure, type PrinterLine, type PrinterTimes } from './line.ts'
import { openPrinter } from './printer.ts'
import { changeTicket, findTicket, nextTicket, sendingTickets, type TicketRow } from './rows.ts'

/** Waits after the 1st, 2nd … time in a row that the printer cannot print, ms. */
const PAUSES = [1_000, 2_000, 3_000, 5_000, 10_000, 15_000, 30_000]
/** Timers reach no further: a clock that was set, or a computer that slept, is noticed within this. */
const LOOK_AGAIN = 30_000
/** The drawer opens with a ticket only while the client is there: later it would open with nobody before it. */
const KICK_WITHIN = 60_000

type PrintOffice = Pick<Office, 'db' | 'writer' | 'log' | 'now'>

interface Seat {
  tenantId: string
  puestoId: string
  config: ImpresoraConfig
}

/** What a try at a ticket came to: another one may follow, or the printer has to rest first. */
type Turn = 'next' | 'wait'

/**
 * Sends what waits in `trabajo_impresion` to the printer of this seat, one ticket after the other and in their order. At
 * most once: `enviando` and the output are committed before the first byte leaves, and what fails or dies after that is
 * `incierto`: only a person has it printed again, as COPIA.
 */
export class PrintDesk {
  readonly #office: PrintOffice
  readonly #times: PrinterTimes
  #passing: Promise<unknown> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #stopped = true
  #queued = false
  #pause: { falla: FallaImpresora; times: number; until: number } | null = null

  constructor(office: PrintOffice, times: PrinterTimes = PRINTER_TIMES) {
    this.#office = office
    this.#times = times
  }

  /** What stops the printer, as of the last try; null when nothing is known to. */
  get falla(): FallaImpresora | null {
    return this.#pause?.falla ?? null
  }

  /** What was on its way when the office ended may be on paper. */
  async recover(): Promise<void> {
    const seat = this.#seat()
    if (seat === null) return
    const ids = sendingTickets(this.#office.db.read, seat.tenantId, seat.puestoId)
    if (ids.length === 0) return
    await this.#office.writer.maintain((db) => {
      for (const id of ids) changeTicket(db, seat.tenantId, id, { estado: 'incierto', error: 'reinicio' })
    })
  }

  start(): void {
    this.#stopped = false
    this.wake()
  }

  /** Another printer, or a person says that it works: the next try is now. */
  reset(): void {
    this.#pause = null
    this.wake()
  }

  /** There is something new to print, or it may be tried again. */
  wake(): void {
    if (this.#stopped || this.#queued) return
    this.#queued = true
    setImmediate(() => {
      this.#queued = false
      void this.run()
    })
  }

  /** Prints all that can be printed now; resolves when nothing more can for the moment. */
  run(): Promise<void> {
    return this.#alone(async () => {
      clearTimeout(this.#timer)
      try {
        while (!this.#stopped && (await this.#turn()) === 'next');
      } catch (error) {
        this.#office.log.error({ err: error }, 'printing failed')
      }
      this.#lookAgain()
    })
  }

  /** Tries one ticket now, whatever waits before it; resolves when its state is final or it waits. */
  runNow(id: string): Promise<void> {
    return this.#alone(async () => {
      const seat = this.#seat()
      if (seat === null) return
      const row = findTicket(this.#office.db.read, seat.tenantId, id)
      if (row.estado === 'pendiente') await this.#try(seat, row)
    })
  }

  /** Asks the printer how it is. Never at the same time as a ticket: most printers take one line. */
  status(): Promise<EstadoImpresora> {
    return this.#alone(async () => {
      const seat = this.#seat()
      const none = (falla: FallaImpresora): EstadoImpresora => ({
        falla,
        papel: 'desconocido',
        tapa: 'desconocido',
        cajonAlto: null,
        responde: false,
      })
      if (seat === null) return none('sin_configurar')
      let line: PrinterLine | null = null
      try {
        line = await openPrinter(seat.config, this.#times)
        const state = await line.status()
        if (state.falla === null && this.#pause !== null) this.reset()
        return state
      } catch (error) {
        return none(error instanceof PrinterFailure ? error.falla : 'averia')
      } finally {
        line?.close()
      }
    })
  }

  /** Waits for the ticket that is on its way. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#passing
    clearTimeout(this.#timer)
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#passing.then(work)
    this.#passing = turn.catch(() => {})
    return turn
  }

  #seat(): Seat | null {
    const { read } = this.#office.db
    const tenantId = findTenantId(read)
    const puestoId = tenantId === null ? null : findPuestoId(read, tenantId)
    if (tenantId === null || puestoId === null) return null
    return { tenantId, puestoId, config: readPuesto(read, puestoId).impresora }
  }

  #next({ tenantId, puestoId }: Seat): TicketRow | null {
    return nextTicket(this.#office.db.read, tenantId, puestoId, this.#office.now())
  }

  /** Only while something waits: a printer that nobody needs is left alone. */
  #lookAgain(): void {
    if (this.#stopped) return
    const seat = this.#seat()
    if (seat === null || seat.config.conexion.tipo === 'ninguna' || this.#next(seat) === null) return
    const wait = Math.min(Math.max((this.#pause?.until ?? 0) - this.#office.now(), 250), LOOK_AGAIN)
    this.#timer = setTimeout(() => this.wake(), wait).unref()
  }

  async #turn(): Promise<Turn> {
    if (this.#pause !== null && this.#pause.until > this.#office.now()) return 'wait'
    const seat = this.#seat()
    if (seat === null || seat.config.conexion.tipo === 'ninguna') return 'wait'
    const row = this.#next(seat)
    return row === null ? 'wait' : this.#try(seat, row)
  }

  async #try(seat: Seat, row: TicketRow): Promise<Turn> {
    const { db, log } = this.#office
    let line: PrinterLine | null = null
    try {
      const copia = row.copia || (row.documentoId !== '' && wasIssued(db.read, row.tenantId, row.documentoId))
      const drawn = await this.#draw(seat, row, copia)
      line = await openPrinter(seat.config, this.#times)
      const { falla } = await line.status()
      if (falla !== null) throw new PrinterFailure(falla)
      const claimed = await this.#office.writer.maintain((write, now) => claim(write, row, now))
      if (claimed === null) return 'next'
      // It went out some other way meanwhile.
      const bytes = claimed.copia === copia ? drawn : await this.#draw(seat, row, claimed.copia)
      return await this.#send(line, row, bytes)
    } catch (error) {
      if (error instanceof PrinterFailure) return await this.#postpone(row, error.falla)
      log.error({ err: error, trabajo: row.id }, 'ticket not drawn')
      await this.#settle(row, { estado: 'fallido', error: 'documento' })
      return 'next'
    } finally {
      line?.close()
    }
  }

  async #draw(seat: Seat, row: TicketRow, copia: boolean): Promise<Uint8Array> {
    // Not a part of the office's start: what draws is large.
    const { drawTicket } = await import('./sources.ts')
    const now = this.#office.now()
    const kick = row.abreCajon && !copia && now - row.creadoEn <= KICK_WITHIN
    return drawTicket(this.#office.db.read, seat.config, row, { copia, kick, now })
  }

  async #send(line: PrinterLine, row: TicketRow, bytes: Uint8Array): Promise<Turn> {
    const progress = { handedOver: false }
    try {
      await line.send(bytes, progress)
    } catch (error) {
      const falla = error instanceof PrinterFailure ? error.falla : 'interrumpida'
      if (!progress.handedOver) return this.#postpone(row, falla)
      await this.#settle(row, { estado: 'incierto', error: falla })
      // Whatever stopped it stops the next one too, most likely: that one looks first.
      return 'next'
    }
    this.#pause = null
    await this.#settle(row, { estado: 'impreso', impresoEn: this.#office.now(), error: null })
    return 'next'
  }

  /** Nothing of it is on paper. A test page or the drawer does not wait: whoever asked stands before it. */
  async #postpone(row: TicketRow, falla: FallaImpresora): Promise<Turn> {
    if (row.documentoId === '') {
      await this.#settle(row, { estado: 'fallido', error: falla })
      return 'next'
    }
    const times = Math.min((this.#pause?.times ?? 0) + 1, PAUSES.length)
    this.#pause = { falla, times, until: this.#office.now() + (PAUSES[times - 1] ?? LOOK_AGAIN) }
    if (row.error !== falla || findTicket(this.#office.db.read, row.tenantId, row.id).estado === 'enviando')
      await this.#settle(row, { estado: 'pendiente', error: falla })
    return 'wait'
  }

  #settle(row: TicketRow, change: Parameters<typeof changeTicket>[3]): Promise<void> {
    return this.#office.writer.maintain((db) => {
      const { estado } = findTicket(db, row.tenantId, row.id)
      // A person gave it up meanwhile.
      if (estado === 'pendiente' || estado === 'enviando') changeTicket(db, row.tenantId, row.id, change)
    })
  }
}

/** Takes a ticket for sending and writes down that its document goes out; null when it is no longer to be printed. */
function claim(db: WriteDb, row: TicketRow, now: number): { copia: boolean } | null {
  const { id, tenantId, puestoId, usuarioId, tipo, documentoId } = row
  const current = findTicket(db, tenantId, id)
  if (current.estado !== 'pendiente') return null
  changeTicket(db, tenantId, id, { estado: 'enviando', intentos: current.intentos + 1, error: null })
  if (tipo === 'prueba' || tipo === 'cajon') return { copia: false }
  const output = { id, tenantId, documentoTipo: tipo, documentoId, salida: 'impresora' as const, usuarioId, puestoId }
  return { copia: recordOutput(db, { ...output, fecha: now }) || row.copia }
}
