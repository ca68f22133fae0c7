import type { CorreoResumen, FallaCorreo } from '../../contract/index.ts'
import { recordOutput } from '../documents/issued.ts'
import { toOfficeError } from '../kernel/errors.ts'
import type { Office } from '../kernel/office.ts'
import { ParentFailure } from '../kernel/parent.ts'
import { findPuestoId, findTenantId } from '../kernel/tenancy.ts'
import { type Carrier, DeliveryFailure, type OutgoingMail } from './carrier.ts'
import type { ComposedMail } from './compose.ts'
import { type MailAccess, mailAccess } from './config.ts'
import { recheck } from './reminders-recheck.ts'
import {
  cancelMail,
  claimMail,
  dueMail,
  failMail,
  findMail,
  freeInterrupted,
  latestSent,
  markSent,
  nextTurn,
  postponeMail,
  type QueuedMail,
  releaseMail,
  writeReason,
} from './rows.ts'
import { SmtpCarrier } from './smtp.ts'

export type { Carrier } from './carrier.ts'

/** Milliseconds. A mail that was claimed and of which nothing was heard has its turn again after this. */
const LEASE = 15 * 60_000
const MINUTE = 60_000
/** Waits after the 1st, 2nd … failure of one mail; then it is given up: about two days in all. */
const BACKOFF = [1, 5, 15, 60, 180, 360, 720, 1440].map((minutes) => minutes * MINUTE)
/** Waits of the whole queue while the server takes nothing. */
const PAUSES = [1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE)
/** Timers reach no further: a computer that slept, or a clock that was set, is noticed within this. */
const LOOK_AGAIN = MINUTE

type MailOffice = Omit<Office, 'mail' | 'network' | 'catchUp'>
type Turn = 'sent' | 'wait'

/**
 * Sends what waits in `correo`, one mail after the other. At least once: a mail is claimed, sent, and then written down
 * as sent; should the office die in between it is sent again, under the same Message-ID.
 */
export class MailDesk {
  readonly #office: MailOffice
  readonly #carrier: Carrier
  #passing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #stopped = true
  #queued = false
  #sending: string | null = null
  #pause: (NonNullable<CorreoResumen['pausa']> & { times: number }) | null = null
  /** When the mails of the last minute left, ms; null until looked up. */
  #left: number[] | null = null

  constructor(office: MailOffice, carrier: Carrier = new SmtpCarrier()) {
    this.#office = office
    this.#carrier = carrier
  }

  /** The mail that is on its way at this moment. */
  get sending(): string | null {
    return this.#sending
  }

  /** Why nothing leaves, and until when. */
  get pause(): CorreoResumen['pausa'] {
    if (!this.#pause || this.#pause.hasta <= this.#office.now()) return null
    const { motivo, detalle, hasta } = this.#pause
    return { motivo, detalle, hasta }
  }

  start(): void {
    this.#stopped = false
    this.wake()
  }

  /** Other settings: what failed with the old ones has its turn at once. */
  reset(): void {
    this.#pause = null
    this.#carrier.rest()
    this.wake()
  }

  /** There is something new to send, or it may be tried again. */
  wake(): void {
    if (this.#stopped || this.#queued) return
    this.#queued = true
    setImmediate(() => {
      this.#queued = false
      void this.run()
    })
  }

  /** Sends all that is due now; resolves when nothing more can leave for the moment. */
  run(): Promise<void> {
    this.#passing = this.#passing.then(async () => {
      try {
        while (!this.#stopped && (await this.#turn()) === 'sent');
      } catch (error) {
        this.#office.log.error({ err: error }, 'mail failed')
      }
      this.#lookAgain()
    })
    return this.#passing
  }

  /** Sends a mail that is in no queue, now. Throws DeliveryFailure. */
  deliverNow(access: MailAccess, mail: OutgoingMail): Promise<void> {
    return this.#carrier.deliver(access, mail)
  }

  /** Waits for the mail that is on its way. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#passing
    clearTimeout(this.#timer)
    this.#carrier.rest()
  }

  #lookAgain(): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    const tenantId = findTenantId(this.#office.db.read)
    const next = tenantId === null ? null : nextTurn(this.#office.db.read, tenantId)
    if (next === null) return this.#carrier.rest()
    const from = Math.max(next, this.pause?.hasta ?? 0)
    const wait = Math.min(Math.max(from - this.#office.now(), 1_000), LOOK_AGAIN)
    this.#timer = setTimeout(() => this.wake(), wait).unref()
  }

  /** Whether one more may leave within this minute. */
  #mayLeave(tenantId: string, { config }: MailAccess): boolean {
    const now = this.#office.now()
    this.#left ??= latestSent(this.#office.db.read, tenantId, 2 * config.porMinuto)
    this.#left = this.#left.filter((at) => at > now - MINUTE && at <= now)
    return this.#left.length < config.porMinuto
  }

  async #turn(): Promise<Turn> {
    const { db, seal, writer, parent } = this.#office
    const now = this.#office.now()
    const tenantId = findTenantId(db.read)
    if (tenantId === null) return 'wait'
    const access = mailAccess(db.read, tenantId, seal)
    if (access === null || this.pause !== null) return 'wait'
    if (access === 'ilegible') return this.#wait('clave_ilegible', '')
    if (this.#left === null) await writer.maintain((write, at) => freeInterrupted(write, tenantId, at))
    if (!this.#mayLeave(tenantId, access)) return 'wait'
    const row = dueMail(db.read, tenantId, now)
    if (!row) return 'wait'
    this.#sending = row.id
    try {
      // Looked at twice: here so that nothing is drawn in vain, and in the transaction that claims it.
      const first = recheck(db.read, row, now)
      const composed = first.go ? await this.#compose(row, access, parent) : null
      if (first.go && composed === null) return 'sent'
      const claimed = await this.#claim(row, composed !== null)
      if (claimed && composed) await this.#deliver(row, composed, access)
      return 'sent'
    } finally {
      this.#sending = null
    }
  }

  /** The mail, or null when it cannot be written: it then waits, or is given up. */
  async #compose(row: QueuedMail, access: MailAccess, parent: Office['parent']): Promise<ComposedMail | null> {
    try {
      const { composeMail } = await import('./compose.ts')
      return await composeMail(this.#office.db.read, parent, row, access, this.#office.now())
    } catch (error) {
      const drawing = error instanceof ParentFailure
      const known = drawing
        ? null
        : toOfficeError(error, (unexpected) => {
            this.#office.log.error({ correo: row.id, err: unexpected }, 'mail not written')
            return row.id.slice(-6)
          })
      await this.#office.writer.maintain((db, now) => {
        claimMail(db, row.id, now)
        this.#failed(
          db,
          row,
          new DeliveryFailure('documento', known?.code === 'not_found' ? 'never' : 'later', ''),
          now,
        )
      })
      return null
    }
  }

  /** Takes it, unless it is no longer to be sent: the transaction looks at what was paid a moment ago. */
  #claim(row: QueuedMail, written: boolean): Promise<boolean> {
    return this.#office.writer.maintain((db, now) => {
      const current = findMail(db, row.tenantId, row.id)
      if (current?.estado !== 'pendiente' || current.proximoEn > now) return false
      const verdict = recheck(db, current, now)
      if ('cancel' in verdict) cancelMail(db, row.id, verdict.cancel)
      else if ('until' in verdict) postponeMail(db, row.id, verdict.until, null)
      // It may go now, but could not when it was to be written: its next turn is at once.
      else if (written) claimMail(db, row.id, now + LEASE)
      return verdict.go && written
    })
  }

  async #deliver(row: QueuedMail, { mail, document }: ComposedMail, access: MailAccess): Promise<void> {
    try {
      await this.#carrier.deliver(access, mail)
    } catch (error) {
      const failure = error instanceof DeliveryFailure ? error : new DeliveryFailure('conexion', 'later', String(error))
      if (failure.kind === 'server') this.#wait(failure.motivo, failure.detalle)
      await this.#office.writer.maintain((db, now) => this.#failed(db, row, failure, now))
      return
    }
    this.#pause = null
    await this.#office.writer.maintain((db, now) => {
      markSent(db, row.id, now)
      this.#left?.push(now)
      const puestoId = findPuestoId(db, row.tenantId)
      const usuarioId = row.usuarioId ?? this.#issuer(row)
      if (document === null || puestoId === null || usuarioId === null) return
      recordOutput(db, {
        id: row.id,
        tenantId: row.tenantId,
        documentoTipo: document.tipo,
        documentoId: document.id,
        salida: 'correo',
        usuarioId,
        puestoId,
        fecha: now,
      })
    })
  }

  /** Who answers for what the office sends by itself: whoever made the invoice. */
  #issuer({ documentoId }: QueuedMail): string | null {
    const find = this.#office.db.read.sqlite.prepare<[string | null], string>(
      'select usuario_id from factura where id = ?',
    )
    return find.pluck().get(documentoId) ?? null
  }

  #failed(db: Parameters<typeof failMail>[0], row: QueuedMail, failure: DeliveryFailure, now: number): void {
    const reason = writeReason(failure.motivo, failure.detalle)
    if (failure.kind === 'server') return releaseMail(db, row.id, this.#pause?.hasta ?? now + MINUTE, reason)
    const wait = BACKOFF[row.intentos]
    if (failure.kind === 'never' || wait === undefined) failMail(db, row.id, reason)
    else postponeMail(db, row.id, now + wait, reason)
  }

  #wait(motivo: FallaCorreo, detalle: string): 'wait' {
    const times = Math.min((this.#pause?.times ?? 0) + 1, PAUSES.length)
    this.#pause = { motivo, detalle, times, hasta: this.#office.now() + (PAUSES[times - 1] ?? MINUTE) }
    return 'wait'
  }
}
