import type { Page } from '@playwright/test'
import { CASHIER, seedCounter, storedRecibos } from './counter-office.ts'
import { expect, test } from './fixture.ts'
import {
  collectDialog,
  doneDialog,
  enter,
  officePid,
  openCollect,
  searchBox,
  simulatePrinter,
} from './counter-window.ts'

const CLIENT = { nombre: 'María Pérez', documento: '20.123.456', debts: [1_700_000, 1_750_000] }
const PRINTER = { recibo: { auto: true, printer: 'Caja', papel: '80mm' } } as const

declare global {
  interface Window {
    /** While true, what the office answers does not arrive. */
    loseAnswers?: boolean
  }
}

const unlock = async (win: Page) => {
  const lock = win.getByRole('dialog', { name: CASHIER.nombre })
  await expect(lock.getByLabel(/PIN/).last()).toBeFocused()
  await win.keyboard.type(CASHIER.pin)
  await win.keyboard.press('Enter')
  await expect(lock).toBeHidden()
}

test('the office dies before it reads the payment: it is recorded once, when it is back', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: [CLIENT], ...PRINTER })
  const app = await launch()
  const win = await app.firstWindow()
  await simulatePrinter(app)
  await enter(win)
  await openCollect(win, 'perez')
  await win.keyboard.type('40000')
  const pid = await officePid(app)
  process.kill(pid, 'SIGSTOP')
  await win.keyboard.press('Enter')
  await expect(collectDialog(win)).toContainText('Registrando el cobro')
  await win.keyboard.press('Escape')
  await expect(collectDialog(win)).toContainText('El cobro se está registrando')
  await win.keyboard.press('Enter')
  process.kill(pid, 'SIGKILL')

  await unlock(win)
  await expect(doneDialog(win)).toContainText('quedó registrado una sola vez')
  await expect(doneDialog(win)).toContainText('P1-R-00000001')
  expect(storedRecibos(dataDir)).toMatchObject([{ numero: 'P1-R-00000001', montoTotal: 3_450_000 }])
  await win.keyboard.press('Enter')
  await expect(searchBox(win)).toBeFocused()
})

test('the answer is lost after it was recorded: the cashier learns that it was', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [CLIENT], ...PRINTER })
  const app = await launch()
  const win = await app.firstWindow()
  await simulatePrinter(app)
  await win.addInitScript(() => {
    const listen = MessagePort.prototype.addEventListener
    MessagePort.prototype.addEventListener = function (type: string, listener: unknown, ...rest: unknown[]) {
      const unlessLost = (event: Event) => {
        if (type === 'message' && window.loseAnswers === true) return
        if (typeof listener === 'function') Reflect.apply(listener, this, [event])
      }
      return Reflect.apply(listen, this, [type, unlessLost, ...rest])
    }
  })
  await win.reload()
  await enter(win)
  await openCollect(win, 'perez')
  await win.evaluate(() => {
    window.loseAnswers = true
  })
  await win.keyboard.press('Enter')
  await expect.poll(() => storedRecibos(dataDir).length).toBe(1)
  await expect(collectDialog(win)).toContainText('Registrando el cobro')
  await win.evaluate(() => {
    window.loseAnswers = false
  })
  process.kill(await officePid(app), 'SIGKILL')

  await unlock(win)
  await expect(doneDialog(win)).toContainText('quedó registrado una sola vez')
  expect(storedRecibos(dataDir)).toMatchObject([{ numero: 'P1-R-00000001', montoTotal: 3_450_000 }])
})
