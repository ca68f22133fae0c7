/** The shell alone: the built main process and preload, a page that only listens, and an office without a database. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type ElectronApplication, _electron, type Page } from '@playwright/test'
import type { MenuCommand, OfficeState, ShellApi } from '../../contract/shell.ts'
import { electronArgs, electronEnv, resolveElectron } from '../../scripts/lib/electron-runtime.mjs'
import { root, test as base } from './fixture.ts'

/** What the page of `tests/simulators/shell/renderer` remembers. */
export interface ShellPage {
  states: OfficeState[]
  commands: MenuCommand[]
  ports: MessagePort[]
  /** Ports that were closed from the other side. */
  closed: number
  violations: string[]
}

declare global {
  interface Window {
    mostrador: ShellApi
    shellPage: ShellPage
  }
}

export type Transport = 'node' | 'utility'

export interface RunningShell {
  app: ElectronApplication
  win: Page
}

interface ShellFixtures {
  /** Assembled once per worker. */
  shellRoot: string
  /** Starts the shell on the test's data folder; closed at the end of the test. */
  openShell: (transport?: Transport, extraEnv?: Record<string, string>) => Promise<RunningShell>
  shell: RunningShell
}

const SIMULATORS = path.join(root, 'tests/simulators/shell')

/** A copy of the build whose office and page are the simulated ones. */
function assembleShell(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-shell-'))
  const copy = (from: string, to: string) => fs.cpSync(from, path.join(folder, 'out', to), { recursive: true })
  copy(path.join(root, 'out/main'), 'main')
  copy(path.join(root, 'out/preload'), 'preload')
  copy(path.join(SIMULATORS, 'renderer'), 'renderer')
  for (const entry of ['office.js', 'office-node.js']) copy(path.join(SIMULATORS, 'fake-office.mjs'), `main/${entry}`)
  const manifest = { name: 'mostrador-shell', version: '9.8.7', type: 'module', main: 'out/main/index.js' }
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
  return folder
}

/** Environment and arguments that start the assembled shell by hand. */
export async function shellCommand(shellRoot: string, dataDir: string, transport: Transport) {
  const runtime = await resolveElectron()
  const runtimeEnv: Record<string, string | undefined> = electronEnv(runtime)
  // Playwright itself looks the executable up through this one.
  Object.assign(process.env, runtimeEnv)
  const chosen = { ...process.env, ...runtimeEnv, MOSTRADOR_DATA_DIR: dataDir }
  const office = transport === 'node' ? process.execPath : undefined
  const env = Object.fromEntries(
    Object.entries({ ...chosen, MOSTRADOR_OFFICE_NODE: office }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )
  return { executable: runtime.executable, args: [...electronArgs(runtime), '--disable-gpu', shellRoot], env }
}

export const test = base.extend<ShellFixtures>({
  shellRoot: async ({}, use) => {
    const folder = assembleShell()
    await use(folder)
    fs.rmSync(folder, { recursive: true, force: true })
  },
  openShell: async ({ shellRoot, dataDir }, use) => {
    const running = new Set<ElectronApplication>()
    await use(async (transport = 'node', extraEnv = {}) => {
      const { args, env } = await shellCommand(shellRoot, dataDir, transport)
      const app = await _electron.launch({ args, env: { ...env, ...extraEnv }, cwd: shellRoot, colorScheme: null })
      running.add(app)
      app.on('close', () => running.delete(app))
      const win = await app.firstWindow()
      await win.waitForFunction(() => window.shellPage?.states.at(-1)?.estado.match(/ready|failed/))
      return { app, win }
    })
    for (const app of running) await app.close()
  },
  shell: async ({ openShell }, use) => use(await openShell()),
})

/** Asks the simulated office over the page's newest port; it answers with the question and its process id. */
export const askOffice = (win: Page, question: string): Promise<{ echo: string; pid: number }> =>
  win.evaluate(
    (asked) =>
      new Promise((resolve, reject) => {
        const port = window.shellPage.ports.at(-1)
        if (port === undefined) return reject(new Error('no port'))
        port.addEventListener('message', (event) => resolve(event.data), { once: true })
        return port.postMessage(asked)
      }),
    question,
  )

/** Kills the office's process and waits until the page has a line to the next one, or the failure. */
export async function killOffice(win: Page): Promise<void> {
  const { pid } = await askOffice(win, 'who?')
  const before = await win.evaluate(() => ({ ports: window.shellPage.ports.length, failed: 0 }))
  process.kill(pid, 'SIGKILL')
  await win.waitForFunction(
    ({ ports }) => window.shellPage.ports.length > ports || window.shellPage.states.at(-1)?.estado === 'failed',
    before,
  )
}
