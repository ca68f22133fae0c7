import type { Transporter } from 'nodemailer'
import { type Carrier, DeliveryFailure, type OutgoingMail } from './carrier.ts'
import type { MailAccess } from './config.ts'

/** Milliseconds: an office line is slow, but a server that says nothing for this long will not. */
const TIMEOUTS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000, dnsTimeout: 10_000 }
const MAILS_PER_CONNECTION = 100

/** What nodemailer says of a failure. */
interface SmtpError {
  code?: string
  command?: string
  syscall?: string
  responseCode?: number
  response?: string
  message: string
}

/** Mail over SMTP, one connection that is kept while there is something to send. */
export class SmtpCarrier implements Carrier {
  #transport: { key: string; transporter: Transporter } | null = null
  #active = 0

  async deliver(access: MailAccess, mail: OutgoingMail): Promise<void> {
    this.#active++
    try {
      const transporter = await this.#open(access)
      await transporter.sendMail({
        messageId: mail.messageId,
        from: mail.from,
        to: mail.to,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        attachments: mail.attachments.map(({ content, ...rest }) => ({
          ...rest,
          content: typeof content === 'string' ? content : Buffer.from(content),
        })),
        ...(mail.replyTo === '' ? {} : { replyTo: mail.replyTo }),
        ...(mail.automatic ? { headers: { 'Auto-Submitted': 'auto-generated' } } : {}),
        // Content is what the office made: nothing is fetched on its behalf.
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    } catch (error) {
      this.#close()
      throw failureOf(error as SmtpError)
    } finally {
      this.#active--
    }
  }

  rest(): void {
    if (this.#active === 0) this.#close()
  }

  #close(): void {
    this.#transport?.transporter.close()
    this.#transport = null
  }

  async #open(access: MailAccess): Promise<Transporter> {
    const key = JSON.stringify(access)
    if (this.#transport?.key === key) return this.#transport.transporter
    this.#close()
    const { host, puerto, seguridad, usuario } = access.config
    // Loaded by the first mail: an office that sends none starts without it.
    const { createTransport } = await import('nodemailer')
    const transporter = createTransport({
      pool: true,
      maxConnections: 1,
      maxMessages: MAILS_PER_CONNECTION,
      host,
      port: puerto,
      secure: seguridad === 'tls',
      requireTLS: seguridad === 'starttls',
      ignoreTLS: seguridad === 'ninguna',
      ...TIMEOUTS,
      ...(usuario !== '' && access.clave !== null ? { auth: { user: usuario, pass: access.clave } } : {}),
    })
    this.#transport = { key, transporter }
    return transporter
  }
}

const TLS_WORDS = /certificate|tls|ssl|wrong version number|starttls/i

/** What a failure means for this mail and for those behind it (reply codes: RFC 5321 §4.2.1). */
function failureOf(error: SmtpError): DeliveryFailure {
  const { code = '', command = '', responseCode = 0 } = error
  const said = error.response ?? error.message
  const permanent = responseCode >= 500 && responseCode !== 503
  if (code === 'EAUTH' || code === 'ENOAUTH') return new DeliveryFailure('autenticacion', 'server', said)
  if (code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(error.message))
    return new DeliveryFailure('servidor_desconocido', 'server', said)
  if (code === 'ETLS' || code === 'EREQUIRETLS' || (code === 'ESOCKET' && TLS_WORDS.test(error.message)))
    return new DeliveryFailure('tls', 'server', said)
  if (command === 'MAIL FROM' && permanent) return new DeliveryFailure('remitente', 'server', said)
  if (command === 'RCPT TO' && permanent) return new DeliveryFailure('destinatario', 'never', said)
  if (code === 'EENVELOPE' && responseCode === 0) return new DeliveryFailure('destinatario', 'never', said)
  if (command === 'DATA' && permanent) return new DeliveryFailure('rechazado', 'never', said)
  if (responseCode === 421) return new DeliveryFailure('mas_tarde', 'server', said)
  if (responseCode >= 400) return new DeliveryFailure('mas_tarde', 'later', said)
  // A line that was never open says nothing of the mail; one that broke may have been broken by this very mail.
  const never = error.syscall === 'connect' || (code === 'ETIMEDOUT' && command === 'CONN')
  const motivo = code === 'ETIMEDOUT' ? 'tiempo' : 'conexion'
  return new DeliveryFailure(motivo, never ? 'server' : 'later', said)
}
