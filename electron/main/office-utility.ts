import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import type { OfficeControl, OfficeSignal } from '../../contract/control.ts'
import {
  describeExit,
  killProcess,
  type OfficeConnection,
  type OfficeProcess,
  type OfficeProcessEvents,
  type StartOfficeProcess,
} from './office-process.ts'

/** The office as an Electron utility process: each window talks to it directly over its own port. */
class UtilityOffice implements OfficeProcess<MessagePortMain> {
  readonly #child: UtilityProcess
  #clients = 0
  #alive = true

  constructor(entry: string, codeCache: string, events: OfficeProcessEvents) {
    const env = { ...process.env, NODE_COMPILE_CACHE: codeCache }
    this.#child = utilityProcess.fork(entry, [], { serviceName: 'mostrador-office', stdio: 'pipe', env })
    this.#child.stdout?.on('data', events.onOutput)
    this.#child.stderr?.on('data', events.onOutput)
    this.#child.on('message', (message: OfficeSignal) => {
      if (message.kind !== 'data') events.onSignal(message)
    })
    this.#child.once('exit', (code) => {
      this.#alive = false
      events.onExit(describeExit(code, null))
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  send(message: OfficeControl): void {
    if (this.#alive) this.#child.postMessage(message)
  }

  connect(): OfficeConnection<MessagePortMain> {
    const client = ++this.#clients
    const { port1, port2 } = new MessageChannelMain()
    // The port belongs to the office now; when its process dies, Chromium closes the window's end by itself.
    if (this.#alive) this.#child.postMessage({ kind: 'connect', client } satisfies OfficeControl, [port1])
    return { port: port2, close: () => this.send({ kind: 'disconnect', client }) }
  }

  kill(): void {
    killProcess(this.#child.pid)
  }
}

/** Only after `app` is ready: forking earlier is a segmentation fault. */
export const startUtilityOffice =
  (entry: string, codeCache: string): StartOfficeProcess<MessagePortMain> =>
  (events) =>
    new UtilityOffice(entry, codeCache, events)
