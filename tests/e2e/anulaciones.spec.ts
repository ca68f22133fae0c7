import path from 'node:path'
import type { Page } from '@playwright/test'
import { receiveGatewayEvent } from '../../office/gateways/receive.ts'
import { silentLog } from '../../office/kernel/log.ts'
import { closeOffice, startOffice } from '../../office/lifecycle.ts'
import { stripeCharge, stripeEvent } from '../simulators/gateways/events.ts'
import { enterAs } from './caja-window.ts'
import { CASHIER, seedCounter } from './counter-office.ts'
import { collectDialog, doneDialog, expectAccessible, money, openClient, paperDialog } from './counter-window.ts'
import { expect, test } from './fixture.ts'

const MARIA = { nombre: 'María Pérez', documento: '20.123.456', debts: [1_700_000, 1_750_000] }
const SARA = { nombre: 'Sara Supervisora', rol: 'admin', pin: '7373' } as const

// The preview's frame runs no scripts, and the test's own eyes are one.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

const voidDialog = (win: Page) => win.getByRole('dialog', { name: /^Anular el recibo / })

test('a receipt is voided with the keyboard: why, who approves, and what it undid', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA], people: [SARA] })
  const win = await (await launch()).firstWindow()
  await enterAs(win, CASHIER)
  await openClient(win, 'perez')
  await win.keyboard.press('Enter')
  await expect(win.getByLabel('Recibido')).toBeFocused()
  await win.keyboard.press('Enter')
  await expect(paperDialog(win)).toBeVisible()
  await win.keyboard.press('Escape')
  await expect(doneDialog(win)).toBeVisible()
  await win.keyboard.press('Escape')

  await openClient(win, 'perez')
  await expect(win.getByRole('article')).toContainText('No debe nada')
  await win.keyboard.press('F9')
  await expect(paperDialog(win).getByRole('button', { name: /Anular recibo/ })).toBeVisible()
  await win.keyboard.press('Alt+a')
  const dialog = voidDialog(win)
  await expect(dialog).toContainText(money('María Pérez pasa de deber $ 0,00 a deber $ 34.500,00'))
  await expect(dialog).toContainText(money('Salen $ 34.500,00 de su caja abierta'))
  await expectAccessible(win, 'voiding')
  await expect(dialog.getByLabel('Motivo')).toBeFocused()
  await win.keyboard.type('Era de otra clienta')
  // A PIN is needed: nothing happens without one, and a wrong one is said beside it.
  await win.keyboard.press('Control+Enter')
  await expect(dialog).toBeVisible()
  const pin = dialog.getByLabel(/PIN/)
  await pin.focus()
  await win.keyboard.type('0000')
  await win.keyboard.press('Control+Enter')
  await expect(dialog.getByText(/Intentos restantes/)).toBeVisible()
  await pin.focus()
  await win.keyboard.type(SARA.pin)
  await win.keyboard.press('Control+Enter')
  await expect(win.getByRole('dialog', { name: 'Anulación P1-AN-00000001' })).toBeVisible()
  await win.keyboard.press('Escape')

  const card = win.getByRole('article')
  await expect(card).toContainText(money('$ 34.500,00'))
  await expect(card).toContainText('Anulado')
  await win.keyboard.press('F9')
  await expect(paperDialog(win)).toContainText('Era de otra clienta')
  await expect(paperDialog(win)).toContainText('Aprobó Sara Supervisora')
  await expect(paperDialog(win).getByRole('button', { name: /Anular recibo/ })).toBeHidden()
  await win.keyboard.press('Escape')
  await expect(collectDialog(win)).toBeHidden()

  await win.keyboard.press('Control+2')
  await expect(win.getByRole('link', { name: /Anulaciones/ })).toBeVisible()
  await win.keyboard.press('Alt+5')
  await expect(win.getByRole('heading', { name: 'Anulaciones' })).toBeVisible()
  await expect(win.getByRole('grid')).toContainText('Era de otra clienta')
  await expectAccessible(win, 'voids')
  await win.keyboard.press('Enter')
  await expect(win.getByRole('dialog', { name: 'Anulación P1-AN-00000001' })).toBeVisible()
})

const SECRET = 'whsec_prueba_0123456789'

/** What the tenant's server would hand over, while the window is closed. */
async function sendPayment(dataDir: string): Promise<void> {
  const office = await startOffice({
    dataDir: path.join(dataDir, 'office'),
    migrationsDir: path.resolve(import.meta.dirname, '../../db/migrations'),
    version: '0.1.0',
    log: silentLog,
    key: { protection: 'file', bytes: new Uint8Array(32).fill(7) },
  })
  const { id: tenantId } = office.db.read.sqlite.prepare('select id from tenant').get() as { id: string }
  const sealed = office.seal.seal(SECRET, `pasarela.secreto:stripe:${tenantId}`)
  const settings = { stripe: { activa: true, cuenta: '', prueba: false, secreto: sealed } }
  await office.writer.maintain((db, now) =>
    db.sqlite
      .prepare('insert into ajuste (tenant_id, clave, valor_json, actualizado_en) values (?, ?, ?, ?)')
      .run(tenantId, 'pasarelas', JSON.stringify(settings), now),
  )
  const charge = { id: 'pi_3PxSolAndino', amount: 1_700_000, currency: 'ARS', metadata: { documento: '20123456' } }
  await receiveGatewayEvent(
    office,
    stripeEvent('charge.succeeded', stripeCharge(charge), { secret: SECRET, at: Date.now() }),
  )
  await closeOffice(office)
}

test('a gateway payment without a client is given to one, and becomes their receipt', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA], people: [SARA] })
  await sendPayment(dataDir)
  const win = await (await launch()).firstWindow()
  await enterAs(win, CASHIER)
  await win.keyboard.press('Control+2')
  await expect(win.getByRole('link', { name: /Pasarelas/ })).toBeVisible()
  await win.keyboard.press('Alt+6')
  await expect(win.getByRole('grid')).toContainText('Sin cliente')
  await win.keyboard.press('Enter')
  const drawer = win.getByRole('dialog')
  await expect(drawer).toContainText('pi_3PxSolAndino')
  await expectAccessible(win, 'a gateway payment')
  await drawer.getByRole('button', { name: /María Pérez/ }).click()
  await expect(drawer.getByLabel('Cliente')).toHaveValue('María Pérez')
  await win.keyboard.press('Control+Enter')
  await expect(drawer).toContainText('Recibo P1-R-00000001 de María Pérez')
  await win.keyboard.press('Escape')
  await expect(win.getByRole('grid')).toContainText('P1-R-00000001')
  await expectAccessible(win, 'gateway payments')
})

test('what signs the events of a gateway is kept in the settings, which say that none arrives yet', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: [MARIA], people: [SARA] })
  const win = await (await launch()).firstWindow()
  await enterAs(win, CASHIER)
  await win.keyboard.press('Control+,')
  await win.getByRole('link', { name: 'Pasarelas' }).click()
  await expect(win.getByText('todavía no está conectado')).toBeVisible()
  await expectAccessible(win, 'gateway settings')
})
