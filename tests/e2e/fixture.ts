import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test as base, type ElectronApplication, _electron, expect, type Page, type TestInfo } from '@playwright/test'
import { openDisplay } from '../../scripts/lib/display.mjs'
import { electronArgs, electronEnv, resolveElectron } from '../../scripts/lib/electron-runtime.mjs'

export { expect } from '@playwright/test'

export const root = path.resolve(import.meta.dirname, '../..')
const START_LIMIT_MS = 30_000
const CLOSE_LIMIT_MS = 15_000

declare global {
  interface Window {
    /** What the CSP refused, collected by the window from its start. */
    __violations?: string[]
  }
}

/** What went wrong in a window without anybody asking: fails the test unless it was expected. */
export class Problems {
  readonly #seen: string[] = []
  readonly #expected: RegExp[] = []

  add(problem: string) {
    this.#seen.push(problem)
  }
  /** A test that provokes an error says which. */
  expect(pattern: RegExp) {
    this.#expected.push(pattern)
  }
  unexpected() {
    return this.#seen.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)))
  }
}

interface LaunchOptions {
  /** Data folder; the test's own unless told. */
  dataDir?: string
  env?: Record<string, string>
  args?: string[]
}

interface Fixtures {
  /** A fresh data folder, removed after the test. */
  dataDir: string
  problems: Problems
  /** Starts the app; again after `app.close()` it finds its data as it left them. What is still open at the end is closed. */
  launch: (options?: LaunchOptions) => Promise<ElectronApplication>
  /** The app, started once. */
  app: ElectronApplication
  /** Its window, loaded. */
  win: Page
}

/** Where a data folder keeps the scripts of the page and of the office as they were compiled. */
const COMPILED = ['Code Cache', 'office-code']

function copyCompiled(from: string, to: string) {
  for (const folder of COMPILED) {
    if (fs.existsSync(path.join(from, folder)))
      fs.cpSync(path.join(from, folder), path.join(to, folder), { recursive: true })
  }
}

export const test = base.extend<Fixtures, { display: void; compiled: string }>({
  // A window that has the focus is what a cashier works with: each worker's windows have a display to themselves.
  display: [
    async ({}, use) => {
      if (process.env['MOSTRADOR_VIRTUAL_DISPLAY'] === '1') delete process.env['DISPLAY']
      const display = await openDisplay()
      Object.assign(process.env, display.env)
      await use()
      display.stop()
    },
    { scope: 'worker', auto: true },
  ],
  // Compiled by the tests before, as on the second day of an office: only the first window of a worker starts as on the first.
  compiled: [
    async ({}, use) => {
      const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-compiled-'))
      await use(dir)
      fs.rmSync(dir, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  dataDir: async ({ compiled }, use) => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-e2e-'))
    copyCompiled(compiled, dir)
    await use(dir)
    copyCompiled(dir, compiled)
    fs.rmSync(dir, { recursive: true, force: true })
  },
  problems: async ({}, use) => {
    const problems = new Problems()
    await use(problems)
    expect(problems.unexpected(), 'errors in the console of a window').toEqual([])
  },
  launch: async ({ dataDir, problems }, use, info) => {
    const running: ElectronApplication[] = []
    await use(async (options = {}) => {
      const app = await launchApp({ dataDir, ...options })
      watch(app, problems)
      // Costs as much as the test itself: only where one failed before.
      if (info.retry > 0) await app.context().tracing.start({ screenshots: true, snapshots: true })
      running.push(app)
      app.on('close', () => running.splice(running.indexOf(app), 1))
      return app
    })
    for (const [index, app] of [...running].entries()) {
      await within(CLOSE_LIMIT_MS, collectViolations(app, problems))
      const failed = info.status !== info.expectedStatus || problems.unexpected().length > 0
      if (failed) await within(CLOSE_LIMIT_MS, keepEvidence(app, info, index))
      await closeApp(app, problems)
    }
  },
  app: async ({ launch }, use) => use(await launch()),
  win: async ({ app }, use) => {
    const win = await app.firstWindow()
    await win.waitForLoadState('domcontentloaded')
    await use(win)
  },
})

const WINDOW_LIMIT_MS = 15_000

/**
 * Starts the built app on a data folder, outside of any test's care: whoever calls closes it. Now and then Electron hangs
 * at its start under a virtual display, before it runs a line of ours: then it is started once more.
 */
export async function launchApp(options: LaunchOptions & { dataDir: string }) {
  const app = await launchOnce(options)
  try {
    await app.firstWindow({ timeout: WINDOW_LIMIT_MS })
    return app
  } catch {
    app.process().kill('SIGKILL')
    return launchOnce(options)
  }
}

async function launchOnce({ dataDir, env = {}, args = [] }: LaunchOptions & { dataDir: string }) {
  const runtime = await resolveElectron()
  const runtimeEnv = electronEnv(runtime)
  // Playwright itself looks the executable up through this one.
  Object.assign(process.env, runtimeEnv)
  return _electron.launch({
    args: [...electronArgs(runtime), '--disable-gpu', root, ...args],
    cwd: root,
    env: { ...definedEnv(), ...runtimeEnv, MOSTRADOR_DATA_DIR: dataDir, MOSTRADOR_PLAIN_SECRETS: '1', ...env },
    timeout: START_LIMIT_MS,
  })
}

function definedEnv() {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

function watch(app: ElectronApplication, problems: Problems) {
  const watchPage = (page: Page) => {
    page.on('pageerror', (error) => problems.add(`uncaught: ${error.stack ?? error.message}`))
    page.on('crash', () => problems.add('the window crashed'))
  }
  app.context().on('console', (message) => {
    if (message.type() === 'error') problems.add(`console: ${message.text()} (${message.location().url})`)
  })
  app.on('window', watchPage)
  app.windows().forEach(watchPage)
}

/** An app that does not end when its windows are closed is a problem, and must not stay to be the next test's. */
async function closeApp(app: ElectronApplication, problems: Problems) {
  const child = app.process()
  if ((await within(CLOSE_LIMIT_MS, app.close())) === 'settled') return
  problems.add(`the app did not close within ${CLOSE_LIMIT_MS / 1000} s`)
  child.kill('SIGKILL')
}

/** Waits for work that may hang in an app that is stuck; what it throws then is of no interest. */
async function within(limitMs: number, work: Promise<unknown>): Promise<'settled' | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs)
  })
  const settled = work.then(
    () => 'settled' as const,
    () => 'settled' as const,
  )
  return Promise.race([settled, late]).finally(() => clearTimeout(timer))
}

/** Playwright does this by itself for browsers, not for Electron. */
async function keepEvidence(app: ElectronApplication, info: TestInfo, index: number) {
  for (const [number, page] of app.windows().entries()) {
    await page.screenshot({ path: info.outputPath(`window-${index}-${number}.png`) }).catch(() => {})
  }
  if (info.retry > 0) await app.context().tracing.stop({ path: info.outputPath(`trace-${index}.zip`) })
}

async function collectViolations(app: ElectronApplication, problems: Problems) {
  for (const page of app.windows()) {
    const violations = await page.evaluate(() => window.__violations ?? []).catch(() => [])
    for (const violation of violations) problems.add(`CSP: ${violation}`)
  }
}
