import type { FallaCorreo } from '../../contract/index.ts'
import type { MailAccess } from './config.ts'

export interface MailAttachment {
  filename: string
  contentType: string
  content: Uint8Array | string
  /** Set when the letter shows it: an image within the text. */
  cid?: string
}

export interface OutgoingMail {
  /** Stable: a mail that is sent again has the same, so that a repeat is recognised as one. */
  messageId: string
  from: { name: string; address: string }
  replyTo: string
  to: { name: string; address: string }
  subject: string
  html: string
  text: string
  attachments: MailAttachment[]
  /** Written by the office itself, not by a person. */
  automatic: boolean
}

/**
 * `never`: this mail will not be taken, however often it is tried; `later`: perhaps the next time; `server`: it says
 * nothing about this mail, no other would leave either.
 */
export type FailureKind = 'never' | 'later' | 'server'

export class DeliveryFailure extends Error {
  override name = 'DeliveryFailure'
  readonly motivo: FallaCorreo
  readonly kind: FailureKind
  /** The server's own words. */
  readonly detalle: string

  constructor(motivo: FallaCorreo, kind: FailureKind, detalle: string) {
    super(motivo)
    this.motivo = motivo
    this.kind = kind
    this.detalle = detalle.slice(0, 500)
  }
}

/** Takes mail to a server. */
export interface Carrier {
  /** Resolves once the server has it. Throws DeliveryFailure. */
  deliver(access: MailAccess, mail: OutgoingMail): Promise<void>
  /** Nothing to do for now: open connections end. */
  rest(): void
}
