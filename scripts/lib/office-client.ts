import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { OfficeControl, OfficeKey, OfficeSignal } from '../../contract/control.ts'
import type { Contract } from '../../contract/index.ts'
import { node24, ROOT } from './paths.mjs'

type Listener = (event?: { data: unknown }) => void

/** A client's line to an office that runs as a child: its messages travel as `data` with the client's number. */
class ChildPort {
  readonly #child: ChildProcess
  readonly #client: number

  constructor(child: ChildProcess, client: number) {
    this.#child = child
    this.#client = client
  }
  on(event: string, listener: Listener): void {
    if (event === 'close') this.#child.once('exit', () => listener())
    if (event !== 'message') return
    this.#child.on('message', (message) => {
      const signal = message as OfficeSignal
      if (signal.kind === 'data' && signal.client === this.#client) listener({ data: signal.data })
    })
  }
  postMessage(data: unknown): void {
    send(this.#child, { kind: 'data', client: this.#client, data })
  }
}

function send(child: ChildProcess, message: OfficeControl): void {
  // The callback takes the error of a child that died meanwhile: 'exit' tells.
  if (child.connected) child.send(message, () => undefined)
}

/** The office alone in plain Node, without Electron. */
export interface RunningOffice {
  child: ChildProcess
  /** A line of its own, as a window has: the session that a login makes belongs to it. */
  connect(): { link: RPCLink<Record<never, never>>; rpc: ContractRouterClient<Contract> }
  /** Lets it finish, checkpoint and close; settles when the process has ended. */
  stop(): Promise<void>
}

/** The office as it is written, and as it is built: the second starts in a tenth of the time, once `out/` is there. */
export const OFFICE_SOURCE = path.join(ROOT, 'office/entry/node.ts')
export const OFFICE_BUILT = path.join(ROOT, 'out/main/office-node.js')

/** Where Node keeps the compiled form of the office's scripts, which it looks at again at each start. */
const COMPILED = path.join(ROOT, '.cache/office-code')

/**
 * Starts the office on a data folder.
 * @throws when it refuses to open its data, with the stable code and the detail in the message
 */
export async function startOfficeChild(
  dataDir: string,
  version: string,
  entry = OFFICE_SOURCE,
  key: OfficeKey | null = null,
): Promise<RunningOffice> {
  const child = fork(entry, [], {
    execPath: node24(),
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const ready = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the office ended with ${code} before it was ready`)))
    child.on('message', (message) => {
      const signal = message as OfficeSignal
      if (signal.kind === 'ready') resolve()
      if (signal.kind === 'failed') reject(new Error(`${signal.code}: ${signal.detail}`))
    })
  })
  send(child, { kind: 'init', dataDir, migrationsDir: path.join(ROOT, 'db/migrations'), version, key })
  try {
    await ready
  } catch (error) {
    child.kill()
    throw error
  }
  let clients = 0
  return {
    child,
    connect() {
      const client = ++clients
      send(child, { kind: 'connect', client })
      const link = new RPCLink<Record<never, never>>({ port: new ChildPort(child, client) })
      return { link, rpc: createORPCClient(link) }
    },
    async stop() {
      send(child, { kind: 'stop' })
      await exited
    },
  }
}
