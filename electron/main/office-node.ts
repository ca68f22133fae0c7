import { type ChildProcess, fork } from 'node:child_process'
import type { OfficeControl, OfficeSignal } from '../../contract/control.ts'
import {
  describeExit,
  killProcess,
  type OfficeConnection,
  type OfficeProcess,
  type OfficeProcessEvents,
  type RelayPort,
  type StartOfficeProcess,
} from './office-process.ts'

export interface NodeOfficeOptions<Port> {
  /** The Node that runs it, and its script. */
  execPath: string
  entry: string
  /** Folder where Node keeps the compiled form of its scripts, so that the next start does not compile them again. */
  codeCache: string
  createChannel(): { near: RelayPort; far: Port }
}

/** These would turn the child into something else than a plain Node. */
const REMOVED_VARIABLES = ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'NODE_CHANNEL_FD']

function plainEnvironment(codeCache: string): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, NODE_COMPILE_CACHE: codeCache }
  for (const name of REMOVED_VARIABLES) delete environment[name]
  return environment
}

/** The office as a plain Node child: main relays each message between a window's port and the child. */
class NodeOffice<Port> implements OfficeProcess<Port> {
  readonly #child: ChildProcess
  readonly #createChannel: NodeOfficeOptions<Port>['createChannel']
  readonly #ports = new Map<number, RelayPort>()
  #clients = 0
  #ended = false

  constructor(options: NodeOfficeOptions<Port>, events: OfficeProcessEvents) {
    this.#createChannel = options.createChannel
    this.#child = fork(options.entry, [], {
      execPath: options.execPath,
      execArgv: [],
      env: plainEnvironment(options.codeCache),
      // Structured clone, as over a MessagePort: dates, maps and bytes survive.
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.#child.stdout?.on('data', events.onOutput)
    this.#child.stderr?.on('data', events.onOutput)
    this.#child.on('message', (message) => this.#receive(message as OfficeSignal, events))
    this.#child.once('exit', (code, signal) => this.#end(describeExit(code, signal), events))
    this.#child.on('error', (error) => {
      // Without a pid it never started and 'exit' does not come; otherwise this is a failed send or kill.
      if (this.#child.pid === undefined) this.#end(error.message, events)
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  send(message: OfficeControl): void {
    // The callback takes the error of a child that died meanwhile; 'exit' tells the rest.
    if (this.#child.connected) this.#child.send(message, () => undefined)
  }

  connect(): OfficeConnection<Port> {
    const client = ++this.#clients
    const { near, far } = this.#createChannel()
    this.#ports.set(client, near)
    this.send({ kind: 'connect', client })
    near.on('message', (event) => this.send({ kind: 'data', client, data: event.data }))
    near.on('close', () => this.#disconnect(client))
    near.start()
    if (this.#ended) near.close()
    return { port: far, close: () => near.close() }
  }

  kill(): void {
    killProcess(this.#child.pid)
  }

  #disconnect(client: number): void {
    if (this.#ports.delete(client)) this.send({ kind: 'disconnect', client })
  }

  #receive(signal: OfficeSignal, events: OfficeProcessEvents): void {
    if (signal.kind === 'data') this.#ports.get(signal.client)?.postMessage(signal.data)
    else events.onSignal(signal)
  }

  #end(how: string, events: OfficeProcessEvents): void {
    if (this.#ended) return
    this.#ended = true
    // The windows' ends close with these, so that calls on their way settle instead of hanging.
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
    events.onExit(how)
  }
}

export const startNodeOffice =
  <Port>(options: NodeOfficeOptions<Port>): StartOfficeProcess<Port> =>
  (events) =>
    new NodeOffice(options, events)
