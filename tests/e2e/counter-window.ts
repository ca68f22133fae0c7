/** What a cashier does in the window, and what stands around it: printer, keys, the office's process. */
import fs from 'node:fs'
import type { ElectronApplication, Page } from '@playwright/test'
import axe, { type RunOptions } from 'axe-core'
import { CHANNEL } from '../../contract/shell-channels.ts'
import type { PaperJob, PrintResult } from '../../contract/shell.ts'
import { CASHIER } from './counter-office.ts'
import { expect } from './fixture.ts'

export const searchBox = (win: Page) => win.getByRole('combobox', { name: 'Buscar cliente' })
export const collectDialog = (win: Page) => win.getByRole('dialog', { name: /^Cobrar a / })
export const doneDialog = (win: Page) => win.getByRole('dialog', { name: /^Cobrado / })
export const paperDialog = (win: Page) => win.getByRole('dialog', { name: /^Recibo / })

/** Through the door to the counter. */
export async function enter(win: Page): Promise<void> {
  await expect(win.getByLabel(/PIN/).last()).toBeFocused()
  await win.keyboard.type(CASHIER.pin)
  await win.keyboard.press('Enter')
  await expect(searchBox(win)).toBeFocused()
}

/** Starts, and enters as the cashier; what the printer answers is in `answers`, and what it got in `printed`. */
export async function openCounter(launch: () => Promise<ElectronApplication>, ...answers: PrintResult[]) {
  const app = await launch()
  const win = await app.firstWindow()
  const printed = await simulatePrinter(app, ...answers)
  await enter(win)
  return { app, win, printed }
}

/** Searches for a client and opens the first hit's card. */
export async function openClient(win: Page, texto: string): Promise<void> {
  await win.keyboard.type(texto)
  await expect(win.getByRole('option').first()).toBeVisible()
  await win.keyboard.press('Enter')
  await expect(win.getByRole('article')).toBeVisible()
}

export async function openCollect(win: Page, texto: string): Promise<void> {
  await openClient(win, texto)
  await win.keyboard.press('Enter')
  await expect(collectDialog(win).locator('input:focus')).toBeVisible()
}

/** The office answers only when this is over. */
export async function whileOfficeIsBusy(app: ElectronApplication, work: () => Promise<void>): Promise<void> {
  const pid = await officePid(app)
  process.kill(pid, 'SIGSTOP')
  try {
    await work()
  } finally {
    process.kill(pid, 'SIGCONT')
  }
}

export type SentToPrinter = PaperJob & { printer: string | null }

/** Takes the printer's place: answers each job with the next result, the last one for all that follow. */
export async function simulatePrinter(app: ElectronApplication, ...results: PrintResult[]) {
  const script = results.length === 0 ? [{ ok: true } as const] : results
  await app.evaluate(
    ({ ipcMain }, { channel, answers }) => {
      const sent: unknown[] = []
      Object.assign(globalThis, { sentToPrinter: sent })
      ipcMain.removeHandler(channel)
      ipcMain.handle(channel, (_event, job: unknown) => {
        sent.push(job)
        return answers[Math.min(sent.length, answers.length) - 1]
      })
    },
    { channel: CHANNEL.print, answers: script },
  )
  return () =>
    app.evaluate(() => (globalThis as unknown as { sentToPrinter: unknown[] }).sentToPrinter) as Promise<
      SentToPrinter[]
    >
}

/** Process id of the office of a running window. */
export async function officePid(app: ElectronApplication): Promise<number> {
  const utility = await app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name?.includes('office'))?.pid,
  )
  const pid = utility ?? childOf(app.process().pid ?? 0, 'office-node')
  if (pid === undefined) throw new Error('the office does not run')
  return pid
}

function childOf(parent: number, script: string): number | undefined {
  return fs
    .readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .find((pid) => {
      try {
        const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
        const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return status.includes(`PPid:\t${parent}\n`) && command.includes(script)
      } catch {
        // It ended meanwhile.
        return false
      }
    })
}

const RULES: Record<'dark' | 'light', NonNullable<RunOptions['runOnly']>> = {
  // What looks at colours. All else is the same in both schemes: once is enough.
  dark: ['color-contrast', 'link-in-text-block'],
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] },
}

/** No violation of the accessibility rules in what is shown now, in light and in dark. */
export async function expectAccessible(win: Page, state: string): Promise<void> {
  if (!(await win.evaluate(() => 'axe' in window))) await win.evaluate(axe.source)
  for (const colorScheme of ['dark', 'light'] as const) {
    await win.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(win.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    expect(await violations(win, RULES[colorScheme]), `${state}, ${colorScheme}`).toEqual([])
  }
}

/** Papers in frames run no scripts and are looked at by tests of their own. */
const violations = (win: Page, runOnly: NonNullable<RunOptions['runOnly']>): Promise<string[]> =>
  win.evaluate(
    async (options) => {
      // Colours on their way from one scheme to the other are those of neither.
      const changing = document.getAnimations().filter((one) => one instanceof CSSTransition)
      await Promise.allSettled(changing.map(({ finished }) => finished))
      const found = await (window as unknown as { axe: typeof axe }).axe.run(document, options)
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)
    },
    { runOnly, resultTypes: ['violations'], iframes: false } satisfies RunOptions,
  )

/** An amount as the screens write it, whatever kind of space the locale puts after the currency. */
export const money = (text: string) =>
  new RegExp(text.replaceAll(/[.$]/g, String.raw`\$&`).replaceAll(' ', String.raw`\s`))
