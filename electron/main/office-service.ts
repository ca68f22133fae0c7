import path from 'node:path'
import { app, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron'
import type { ParentQuestion } from '../../contract/control.ts'
import type { OfficeState } from '../../contract/shell.ts'
import { CHANNEL } from '../../contract/shell-channels.ts'
import { FOLDER } from './constants.ts'
import type { Logs } from './logging.ts'
import type { OfficeKeys } from './office-key.ts'
import { OfficeLines } from './office-lines.ts'
import { startNodeOffice } from './office-node.ts'
import type { StartOfficeProcess } from './office-process.ts'
import { OfficeSupervisor } from './office-supervisor.ts'
import { startUtilityOffice } from './office-utility.ts'

export interface OfficeService {
  state(): OfficeState
  restart(): Promise<void>
  stop(): Promise<void>
  /** Gives the page of these contents a line to the office, now or as soon as there is one. */
  requestPort(contents: WebContents): void
}

export interface OfficeServiceOptions {
  /** Folder of the build: `main/` and `migrations/` are in it. */
  out: string
  /** A Node to run the office in, for runtimes whose own Node cannot load the database; null: a utility process. */
  node: string | null
  onState(state: OfficeState): void
  /** Does what the office asks. */
  answer(ask: ParentQuestion): Promise<unknown>
  keys: OfficeKeys
  logs: Logs
}

/** Starts the office as soon as it may: its process, its supervisor and the windows' lines to it. */
export function createOffice(options: OfficeServiceOptions): OfficeService {
  const { out, node, logs } = options
  // Code and data that a plain Node reads must be outside the archive.
  const reachable = (file: string) => (node === null ? file : file.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'))
  // A plain Node may begin before Electron is ready, a utility process may not; the key store is not asked before.
  const early = node !== null
  const supervisor = new OfficeSupervisor<MessagePortMain>({
    startProcess: chooseTransport(node, (file) => reachable(path.join(out, 'main', file))),
    init: {
      dataDir: path.join(app.getPath('userData'), FOLDER.office),
      migrationsDir: reachable(path.join(out, 'migrations')),
      version: app.getVersion(),
      answers: true,
      // Looked up at each start of the office: it may have been renewed.
      get key() {
        return options.keys.load()
      },
    },
    answer: options.answer,
    onState: (state) => {
      options.onState(state)
      if (state.estado === 'ready') lines.officeReady()
    },
    ...(early ? { beforeInit: app.whenReady() } : {}),
    onOutput: (chunk) => logs.office.write(chunk),
    log: logs.main,
  })
  const lines = new OfficeLines(() => supervisor.connect())
  if (early) supervisor.start()
  else void app.whenReady().then(() => supervisor.start())
  const followed = new WeakSet<WebContents>()
  return {
    state: () => supervisor.state,
    restart: () => supervisor.restart(),
    stop: () => supervisor.stop(),
    requestPort: (contents) => {
      if (!followed.has(contents)) followPage(contents, lines)
      followed.add(contents)
      lines.request({ id: contents.id, deliver: (port) => contents.postMessage(CHANNEL.port, null, [port]) })
    },
  }
}

function chooseTransport(node: string | null, entry: (file: string) => string): StartOfficeProcess<MessagePortMain> {
  const codeCache = path.join(app.getPath('userData'), FOLDER.codeCache)
  if (node === null) return startUtilityOffice(entry('office.js'), codeCache)
  const createChannel = () => {
    const { port1, port2 } = new MessageChannelMain()
    return { near: port1, far: port2 }
  }
  return startNodeOffice({ execPath: node, entry: entry('office-node.js'), codeCache, createChannel })
}

/** A page that reloads closes its end by itself, and the next page asks for its own; crashes and ends are told here. */
function followPage(contents: WebContents, lines: OfficeLines<MessagePortMain>): void {
  const { id } = contents
  const forget = () => lines.forget(id)
  contents.on('render-process-gone', forget)
  contents.on('destroyed', forget)
}
