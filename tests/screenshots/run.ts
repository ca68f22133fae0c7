// npm run screenshots [-- NAME...]: pictures of the screens, from a demo office, in the form README shows them; all, or those named
// (some begin where the one before them ends).
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { ensureDemoOffice } from '../../scripts/lib/demo-office.mjs'
import { ROOT } from '../../scripts/lib/paths.mjs'
import { launchApp } from '../e2e/fixture.ts'
import { CAJA_SHOTS, openDrawer } from './caja.ts'
import { redShots } from './red.ts'
import { takeTickets } from './tickets.ts'

const OUT = path.join(ROOT, 'docs/screenshots')
const SIZE = { width: 1366, height: 768 }
const PIN = '1234'
const SPREADSHEET = path.join(ROOT, 'tests/data/clientes.csv')

const named = process.argv.slice(2)
const isWanted = (name: string): boolean => named.length === 0 || named.includes(name)

type Scheme = 'light' | 'dark'

interface Shot {
  name: string
  schemes: readonly Scheme[]
  take(win: Page): Promise<void>
}

const go = async (win: Page, route: string) => {
  await win.evaluate((to) => location.assign(to), `#${route}`)
  await win.locator('main').waitFor()
}

/** The list of clients who are overdue, the one who owes most first. */
async function listDebtors(win: Page): Promise<void> {
  await go(win, '/clientes')
  await win.getByText('Vencidos', { exact: true }).click()
  await win.getByRole('columnheader', { name: /deuda/i }).getByRole('button').click()
  await win.getByRole('row').nth(3).waitFor()
}

/** The name in a row of that list. */
const nameAt = async (win: Page, row: number): Promise<string> =>
  (await win.getByRole('row').nth(row).getByRole('gridcell').nth(1).innerText()).trim()

/** As many days ahead as can be, so that there is a period to bill whatever day it is. */
async function billAhead(win: Page): Promise<void> {
  await go(win, '/ajustes/facturacion')
  await win.getByLabel('Días de anticipación').fill('27')
  await win.keyboard.press('Control+Enter')
  await win.getByText(/^Guardado/).waitFor()
}

const SHOTS: readonly Shot[] = [
  {
    name: 'mostrador',
    schemes: ['light', 'dark'],
    async take(win) {
      await listDebtors(win)
      const nombre = await nameAt(win, 4)
      await go(win, '/mostrador')
      await win.getByRole('combobox').first().fill(nombre)
      await win.getByRole('option').first().waitFor()
      await win.keyboard.press('Enter')
      await win.getByRole('article').waitFor()
    },
  },
  {
    name: 'cobrar',
    schemes: ['light', 'dark'],
    async take(win) {
      await win.keyboard.press('F2')
      await win.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'recibo',
    schemes: ['light', 'dark'],
    async take(win) {
      await win.keyboard.press('Escape')
      await win.getByRole('dialog').waitFor({ state: 'hidden' })
      await go(win, '/mostrador')
      await win
        .getByRole('button', { name: /reimprimir/i })
        .first()
        .click()
      const frame = win.getByRole('dialog').frameLocator('iframe')
      await frame.locator('svg').first().waitFor()
    },
  },
  {
    name: 'clientes',
    schemes: ['light', 'dark'],
    async take(win) {
      await win.keyboard.press('Escape')
      await go(win, '/clientes')
      await win.getByText('Todos', { exact: true }).click()
      await win.getByRole('row').nth(5).waitFor()
    },
  },
  {
    name: 'ficha',
    schemes: ['light', 'dark'],
    async take(win) {
      await listDebtors(win)
      await win.getByRole('row').nth(4).dblclick()
      await win.getByRole('tab').first().waitFor()
      await win.getByRole('tab', { name: /estado de cuenta/i }).click()
      await win.getByRole('row').nth(2).waitFor()
    },
  },
  {
    name: 'facturas',
    schemes: ['light', 'dark'],
    async take(win) {
      await go(win, '/facturas')
      await win.getByRole('row').nth(2).waitFor()
    },
  },
  {
    name: 'servicio',
    schemes: ['light', 'dark'],
    async take(win) {
      await listDebtors(win)
      await win.getByRole('row').nth(4).dblclick()
      await win
        .getByRole('link', { name: /Ver servicio/ })
        .first()
        .click()
      await win.getByRole('heading', { name: 'Facturas' }).waitFor()
    },
  },
  {
    name: 'reportes',
    schemes: ['light', 'dark'],
    async take(win) {
      await go(win, '/reportes')
      await win.getByRole('heading', { name: 'Por forma de pago' }).waitFor()
      await win.getByRole('table').first().waitFor()
    },
  },
  {
    name: 'antiguedad',
    schemes: ['light', 'dark'],
    async take(win) {
      await win.keyboard.press('Alt+2')
      await win.getByRole('row').nth(5).waitFor()
      await win.getByRole('region', { name: 'Deuda total' }).waitFor()
    },
  },
  {
    name: 'avisos',
    schemes: ['light', 'dark'],
    async take(win) {
      await go(win, '/correos')
      await win.keyboard.press('Alt+2')
      await win.getByRole('row').nth(5).waitFor()
    },
  },
  {
    name: 'importar',
    schemes: ['light', 'dark'],
    async take(win) {
      await go(win, '/clientes/importar')
      await win.locator('input[type=file]').setInputFiles(SPREADSHEET)
      await win.getByRole('button', { name: /Continuar/ }).click()
      await win.getByText('Filas cortadas').waitFor()
      await win.getByRole('row').nth(3).waitFor()
    },
  },
  {
    name: 'facturar',
    schemes: ['light', 'dark'],
    async take(win) {
      await billAhead(win)
      await go(win, '/facturas/facturar')
      await win.getByRole('button', { name: /Ver lo que se emitiría/ }).click()
      await win.getByRole('row').nth(3).waitFor()
    },
  },
  {
    name: 'corrida',
    schemes: ['light', 'dark'],
    async take(win) {
      await win.keyboard.press('Control+Enter')
      await win.getByRole('dialog').waitFor()
      await win.keyboard.press('Control+Enter')
      await win.getByRole('heading', { name: /Terminada/ }).waitFor({ timeout: 120_000 })
      await win.getByRole('row').nth(3).waitFor()
    },
  },
  ...CAJA_SHOTS,
  { name: 'ajustes-facturacion', schemes: ['light'], take: (win) => go(win, '/ajustes/facturacion') },
  { name: 'ajustes', schemes: ['light'], take: (win) => go(win, '/ajustes/empresa') },
]

async function enter(win: Page): Promise<void> {
  await win.getByRole('button', { name: /Alicia/ }).click()
  await win.getByLabel(/PIN/).last().waitFor()
  await win.keyboard.type(PIN)
  await win.keyboard.press('Enter')
  await win.getByRole('navigation').first().waitFor()
}

/** Still: nothing is said in the corner, and nothing moves. */
async function settle(win: Page): Promise<void> {
  await win.evaluate(() => document.fonts.ready)
  await win.waitForFunction(() => document.querySelector('.mantine-Notification-root') === null)
  await win.waitForFunction(() => document.getAnimations().every((a) => a.playState !== 'running'))
}

async function takeAll(demo: string, scheme: Scheme): Promise<void> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-shots-'))
  fs.cpSync(demo, dataDir, { recursive: true })
  const app = await launchApp({ dataDir, args: ['--lang=es'] })
  const red = redShots(dataDir)
  try {
    const win = await app.firstWindow()
    await win.setViewportSize(SIZE)
    await win.evaluate((value) => localStorage.setItem('mantine-color-scheme-value', value), scheme)
    await win.reload()
    await win.getByRole('button', { name: /Alicia/ }).waitFor()
    await settle(win)
    if (isWanted('entrar')) await win.screenshot({ path: path.join(OUT, `entrar-${scheme}.png`) })
    await enter(win)
    await openDrawer(win)
    for (const shot of [...SHOTS, ...red.shots].filter((s) => s.schemes.includes(scheme) && isWanted(s.name))) {
      await shot.take(win)
      await settle(win)
      await win.screenshot({ path: path.join(OUT, `${shot.name}-${scheme}.png`), caret: 'initial' })
      console.error(`${shot.name}-${scheme}`)
    }
  } finally {
    await app.close()
    await red.close()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

fs.mkdirSync(OUT, { recursive: true })
if (isWanted('tickets')) takeTickets(OUT)
// Filled anew: a demo office that was kept may be of an older version.
const demo = await ensureDemoOffice({ size: 'office', fresh: true, say: console.error })
for (const scheme of ['light', 'dark'] as const) await takeAll(demo, scheme)
