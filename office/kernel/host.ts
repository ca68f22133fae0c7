import { MessagePortHandler } from '@orpc/server/message-port'
import { StandardRPCHandler } from '@orpc/server/standard'
import type { OfficeControl, OfficeSignal, ParentQuestion } from '../../contract/control.ts'
import { classifyOpenError } from '../../db/failure.ts'
import { closeOffice, startOffice } from '../lifecycle.ts'
import { loadAllParts, router } from '../router.ts'
import type { Caller, Office, RequestContext } from './office.ts'
import { ParentFailure } from './parent.ts'

/** What oRPC needs of a port; a MessagePortMain fits, and so does a relayed one. */
export interface Port {
  on(event: string, listener: (event?: { data: unknown }) => void): void
  postMessage(data: unknown): void
  start?(): void
  close?(): void
}

/** A port whose messages travel through the parent process. */
class RelayedPort implements Port {
  readonly #listeners = new Map<string, ((event?: { data: unknown }) => void)[]>()
  readonly #send: (data: unknown) => void

  constructor(send: (data: unknown) => void) {
    this.#send = send
  }

  on(event: string, listener: (event?: { data: unknown }) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
  }

  postMessage(data: unknown): void {
    this.#send(data)
  }

  receive(data: unknown): void {
    for (const listener of this.#listeners.get('message') ?? []) listener({ data })
  }

  close(): void {
    for (const listener of this.#listeners.get('close') ?? []) listener()
  }
}

/** What each window asks first. */
const FIRST_QUESTIONS = ['setup/status', 'access/people']

/** By then the door is drawn; who enters sooner begins it sooner. */
const CATCH_UP_AFTER_MS = 1000

/** Questions to the parent that wait for their answer. */
class Questions {
  readonly #waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  #count = 0

  add(send: (question: number) => void): Promise<unknown> {
    const question = ++this.#count
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(question, { resolve, reject }))
    send(question)
    return answer
  }

  answer(message: Extract<OfficeControl, { kind: 'answer' }>): void {
    const waiting = this.#waiting.get(message.question)
    this.#waiting.delete(message.question)
    if ('error' in message) waiting?.reject(new ParentFailure(message.error))
    else waiting?.resolve(message.answer)
  }

  /** Nobody answers any more. */
  giveUp(): void {
    for (const { reject } of this.#waiting.values()) reject(new ParentFailure('the office stops'))
    this.#waiting.clear()
  }
}

/**
 * The office behind a process boundary: takes control messages, speaks signals, serves any number of windows.
 * `emit` sends a signal to the parent; `exit` ends the process after a clean stop.
 */
export class OfficeHost {
  #office: Office | null = null
  #stopping = false
  readonly #relayed = new Map<number, RelayedPort>()
  readonly #questions = new Questions()
  readonly #rpc = new StandardRPCHandler<RequestContext>(router, {})
  readonly #handler = new MessagePortHandler(this.#rpc)
  readonly #emit: (signal: OfficeSignal) => void
  readonly #exit: (code: number) => void

  constructor(emit: (signal: OfficeSignal) => void, exit: (code: number) => void) {
    this.#emit = emit
    this.#exit = exit
  }

  async receive(message: OfficeControl, ports: readonly Port[]): Promise<void> {
    switch (message.kind) {
      case 'init':
        return this.#init(message)
      case 'connect':
        return this.#connect(message.client, ports[0])
      case 'data':
        return this.#relayed.get(message.client)?.receive(message.data)
      case 'disconnect':
        this.#relayed.get(message.client)?.close()
        this.#relayed.delete(message.client)
        return
      case 'answer':
        return this.#questions.answer(message)
      case 'stop':
        return this.#stop()
    }
  }

  /**
   * A promise that nobody waited for failed: a message that makes no sense, say. Written down, and the office goes on;
   * one that is not open yet, or cannot stop, has nothing to go on with.
   */
  unhandled(error: unknown): void {
    this.#office?.log.error({ err: error }, 'unhandled rejection')
    if (!this.#office || this.#stopping) this.#exit(1)
  }

  async #init(message: Extract<OfficeControl, { kind: 'init' }>): Promise<void> {
    try {
      const ask = (question: ParentQuestion) =>
        this.#questions.add((number) => this.#emit({ kind: 'ask', question: number, ask: question }))
      const { dataDir, migrationsDir, version, key = null } = message
      this.#office = await startOffice({ dataDir, migrationsDir, version, key, ask: message.answers ? ask : null })
      const sqlite = this.#office.db.read.sqlite.prepare('select sqlite_version()').pluck().get() as string
      this.#emit({ kind: 'ready', pid: process.pid, sqlite, node: process.versions.node })
      void this.#rehearse(this.#office)
      setTimeout(() => void this.#office?.catchUp().then(loadAllParts), CATCH_UP_AFTER_MS).unref()
    } catch (error) {
      const failure = classifyOpenError(error)
      this.#emit({ kind: 'failed', code: failure.code, detail: failure.message })
    }
  }

  /** Answers the first questions to nobody while the page still loads: the window that asks them waits for no library. */
  async #rehearse(office: Office): Promise<void> {
    for (const path of FIRST_QUESTIONS) {
      const request = { method: 'POST', headers: {}, body: () => Promise.resolve({}), signal: undefined }
      const context = { office, caller: { actor: null } }
      await this.#rpc.handle({ ...request, url: new URL(path, 'orpc://office/') }, { context })
    }
  }

  #connect(client: number, port: Port | undefined): void {
    const office = this.#office
    if (!office || this.#stopping) return port?.close?.()
    const caller: Caller = { actor: null }
    let end: Port
    if (port) end = port
    else {
      const relayed = new RelayedPort((data) => this.#emit({ kind: 'data', client, data }))
      this.#relayed.set(client, relayed)
      end = relayed
    }
    this.#handler.upgrade(end, { context: { office, caller } })
    end.on('close', () => office.sessions.close(caller))
    end.start?.()
  }

  async #stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    for (const port of this.#relayed.values()) port.close()
    this.#questions.giveUp()
    if (this.#office) await closeOffice(this.#office)
    this.#emit({ kind: 'stopped' })
    this.#exit(0)
  }
}
