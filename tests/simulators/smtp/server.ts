// A mail server in a process of its own: takes real SMTP, hands each mail to its parent as it was parsed, and misbehaves
// when told to. Told and heard over IPC: see index.ts.
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { Behaviour, ReceivedMail, SmtpSignal } from './index.ts'

let behaviour: Behaviour = {}
const say = (signal: SmtpSignal) => process.send?.(signal)

/** An answer of the server that is a no. */
const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode })

const options: SMTPServerOptions = {
  authOptional: true,
  allowInsecureAuth: true,
  disableReverseLookup: true,
  // TLS is there only for those who want it, with a certificate that nobody vouches for.
  ...(process.env['SMTP_TLS'] === 'tls' ? { secure: true } : {}),
  onAuth(auth, _session, done) {
    const { auth: wanted } = behaviour
    if (wanted && (auth.username !== wanted.user || auth.password !== wanted.pass))
      return done(refusal(535, 'Authentication credentials invalid'))
    return done(null, { user: auth.username ?? '' })
  },
  onMailFrom(address, session, done) {
    if (behaviour.auth && !session.user) return done(refusal(530, 'Authentication required'))
    if (behaviour.refuseSender) return done(refusal(550, `Sender ${address.address} not allowed`))
    return done()
  },
  onRcptTo(address, _session, done) {
    if (behaviour.unknown?.includes(address.address)) return done(refusal(550, '5.1.1 Mailbox unknown'))
    if ((behaviour.greylist ?? 0) > 0) {
      behaviour = { ...behaviour, greylist: (behaviour.greylist ?? 0) - 1 }
      return done(refusal(451, '4.7.1 Greylisted, try again later'))
    }
    return done()
  },
  onData(stream, session, done) {
    if (behaviour.drop) {
      // The line breaks while the message is on it.
      stream.once('data', () => connections.get(session.id)?.destroy())
      stream.resume()
      return
    }
    simpleParser(stream, (_error, parsed) => {
      if (behaviour.rejectData) return done(refusal(554, '5.7.1 Message refused'))
      const mail: ReceivedMail = {
        messageId: parsed.messageId ?? '',
        from: parsed.from?.text ?? '',
        to: [parsed.to].flat().flatMap((each) => each?.value.map(({ address }) => address ?? '') ?? []),
        replyTo: parsed.replyTo?.text ?? '',
        subject: parsed.subject ?? '',
        html: parsed.html || '',
        text: parsed.text ?? '',
        headers: Object.fromEntries(parsed.headerLines.map(({ key, line }) => [key, line])),
        attachments: parsed.attachments.map(({ filename, contentType, content, cid }) => ({
          filename: filename ?? '',
          contentType,
          content: new Uint8Array(content),
          cid: cid ?? '',
        })),
      }
      // Heard by the parent before the client hears its «250».
      say({ kind: 'mail', mail })
      setTimeout(() => done(), behaviour.slowMs ?? 0)
    })
  },
}

const server = new SMTPServer(options)
const connections = new Map<string, { destroy(): void }>()
server.on('connect', (event: { id: string }) => {
  for (const connection of server.connections) {
    if (connection.session?.id === event.id) connections.set(event.id, connection._socket)
  }
})
server.on('error', () => undefined)
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address()
  if (typeof address === 'object' && address) say({ kind: 'listening', port: address.port })
})
process.on('message', (told: Behaviour) => {
  behaviour = told
  say({ kind: 'obeyed' })
})
process.on('disconnect', () => process.exit(0))
