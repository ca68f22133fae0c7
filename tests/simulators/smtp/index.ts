import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { node24 } from '../../../scripts/lib/paths.mjs'

/** How the server misbehaves; nothing of it: it takes every mail. */
export interface Behaviour {
  /** Takes mail only from this user. */
  auth?: { user: string; pass: string }
  refuseSender?: boolean
  /** Addresses that do not exist (550). */
  unknown?: string[]
  /** So many recipients are put off (451) before one is taken. */
  greylist?: number
  /** Refuses the message after having read it (554). */
  rejectData?: boolean
  /** Breaks the line while the message is being sent. */
  drop?: boolean
  /** Answers late, ms. */
  slowMs?: number
}

export interface ReceivedMail {
  messageId: string
  from: string
  to: string[]
  replyTo: string
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  attachments: { filename: string; contentType: string; content: Uint8Array; cid: string }[]
}

export type SmtpSignal = { kind: 'listening'; port: number } | { kind: 'mail'; mail: ReceivedMail } | { kind: 'obeyed' }

export interface SmtpSimulator {
  port: number
  /** Every mail so far, in the order in which they came. */
  received: ReceivedMail[]
  behave(behaviour: Behaviour): Promise<void>
  /** Settles once so many mails have come. */
  until(count: number): Promise<void>
  stop(): void
}

/** Starts a mail server on this machine, in its own process. `tls`: encrypted from the first byte, self-signed. */
export async function startSmtp({ tls = false } = {}): Promise<SmtpSimulator> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'server.ts'), [], {
    execPath: node24(),
    execArgv: [],
    serialization: 'advanced',
    env: { ...process.env, SMTP_TLS: tls ? 'tls' : '' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const received: ReceivedMail[] = []
  const listeners = new Set<(signal: SmtpSignal) => void>()
  const next = (wanted: (signal: SmtpSignal) => boolean): Promise<SmtpSignal> =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the mail server ended'))
      const listener = (signal: SmtpSignal) => {
        if (!wanted(signal)) return
        listeners.delete(listener)
        child.off('exit', ended)
        resolve(signal)
      }
      listeners.add(listener)
      child.once('exit', ended)
    })
  child.on('message', (message) => {
    const signal = message as SmtpSignal
    if (signal.kind === 'mail') received.push(signal.mail)
    for (const listener of [...listeners]) listener(signal)
  })
  const listening = await next(({ kind }) => kind === 'listening')
  return {
    port: listening.kind === 'listening' ? listening.port : 0,
    received,
    async behave(behaviour) {
      const obeyed = next(({ kind }) => kind === 'obeyed')
      child.send(behaviour)
      await obeyed
    },
    async until(count) {
      while (received.length < count) await next(({ kind }) => kind === 'mail')
    },
    stop: () => child.kill(),
  }
}
