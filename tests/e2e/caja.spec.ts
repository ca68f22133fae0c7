import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import {
  BETO,
  CLIENTS,
  closeDialog,
  collectAll,
  countNotes,
  enterAs,
  expectBooks,
  goToCaja,
  leave,
  leaveReceipt,
  reportDialog,
  resultDialog,
  tabTo,
} from './caja-window.ts'
import { asCashier, CASHIER, seedCounter, type Rpc } from './counter-office.ts'
import { collectDialog, expectAccessible, money, openClient, paperDialog } from './counter-window.ts'
import { saveInto } from './customers-window.ts'
import { readPdf } from './documents-window.ts'
import { expect, test } from './fixture.ts'

// The frame that shows a document runs no scripts; Playwright tries to.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))
test.afterEach(({ dataDir }) => expectBooks(dataDir))

test("a cashier's day with the keyboard alone: opened while collecting, an expense, a withdrawal, an X, a difference, its Z", async ({
  dataDir,
  launch,
}) => {
  test.setTimeout(180_000)
  await seedCounter(dataDir, { clients: CLIENTS, drawerClosed: true, people: [BETO] })
  const app = await launch()
  const win = await app.firstWindow()
  await enterAs(win, BETO)

  // The drawer is closed: what is typed stays, and the collection goes on once it is open.
  await openClient(win, 'perez')
  await win.keyboard.press('Enter')
  await expect(collectDialog(win).getByLabel('Recibido')).toBeFocused()
  await expect(collectDialog(win)).toContainText('La caja está cerrada')
  await win.keyboard.type('60000')
  await win.keyboard.press('Enter')
  const opening = win.getByRole('dialog', { name: 'Abrir caja' })
  await countNotes(win, { 1_000: 10 })
  await expect(opening).toContainText(money('$ 10.000,00'))
  await expectAccessible(win, 'opening a drawer over a collection')
  await win.keyboard.press('Control+Enter')
  await expect(paperDialog(win)).toContainText(money('$ 8.500,00'))
  await leaveReceipt(win)
  await collectAll(win, 'gomez')

  await goToCaja(win)
  await expect(win.getByRole('heading', { name: 'Mi caja' })).toBeVisible()
  // Where closes are blind, a cashier is not told what there should be.
  await expect(win.getByText('Debería haber')).toBeHidden()

  await win.keyboard.press('F4')
  const expense = win.getByRole('dialog', { name: 'Gasto en efectivo' })
  await expect(expense.getByLabel('Importe')).toBeFocused()
  await win.keyboard.type('3500')
  await win.keyboard.press('Tab')
  await win.keyboard.type('Combus')
  await win.keyboard.press('ArrowDown')
  await win.keyboard.press('Enter')
  await win.keyboard.press('Tab')
  await win.keyboard.type('Nafta para la camioneta')
  const slip = path.join(dataDir, 'nafta.png')
  fs.writeFileSync(slip, Buffer.from(PIXEL, 'base64'))
  await expense.locator('input[type=file]').setInputFiles(slip)
  await win.keyboard.press('Control+Enter')
  await expect(expense).toBeHidden()
  await expect(win.getByRole('row', { name: /Gasto · Combustible · Nafta/ })).toContainText(money('-$ 3.500,00'))
  await tabTo(win, win.getByRole('button', { name: 'nafta.png' }))
  await win.keyboard.press('Enter')
  await expect(win.getByRole('img', { name: 'nafta.png' })).toBeVisible()
  await win.keyboard.press('Escape')

  await win.keyboard.press('F3')
  await expect(win.getByRole('dialog', { name: 'Retiro de efectivo' }).getByLabel('Importe')).toBeFocused()
  await win.keyboard.type('20000')
  await win.keyboard.press('Enter')
  await expect(win.getByRole('row', { name: /Retiro · Caja fuerte/ })).toBeVisible()
  await expectAccessible(win, 'an open drawer')

  // An X says what should be there: the admin allows it with their PIN.
  await win.keyboard.press('F7')
  const asked = win.getByRole('dialog', { name: 'Informe X' })
  await expect(asked.getByLabel(`PIN de ${CASHIER.nombre}`)).toBeFocused()
  await win.keyboard.type('0000')
  await win.keyboard.press('Enter')
  await expect(asked.getByRole('alert')).toBeVisible()
  await win.keyboard.type(CASHIER.pin)
  await win.keyboard.press('Enter')
  await expect(reportDialog(win)).toContainText('P1-X-00000001')
  await win.keyboard.press('Escape')

  // 10.000 + 51.500 + 17.000 − 3.500 − 20.000 = 55.000; two thousand are missing.
  await win.keyboard.press('F9')
  await countNotes(win, { 20_000: 2, 10_000: 1, 1_000: 3 })
  await expectAccessible(win, 'a blind count')
  await win.keyboard.press('Control+Enter')
  await expect(closeDialog(win)).toContainText('Lo contado no es lo que debería haber')
  await expect(closeDialog(win)).not.toContainText(money('$ 55.000,00'))
  await win.keyboard.type('Se dio mal un vuelto')
  await tabTo(win, closeDialog(win).getByRole('radio', { name: 'Aprobar después' }))
  await win.keyboard.press('ArrowRight')
  await tabTo(win, closeDialog(win).getByLabel(`PIN de ${CASHIER.nombre}`))
  await win.keyboard.type(CASHIER.pin)
  await expectAccessible(win, 'a difference and its approval')
  await win.keyboard.press('Enter')
  const result = resultDialog(win, BETO.nombre)
  await expect(result).toContainText(money('$ 55.000,00'))
  await expect(result).toContainText(money('$ 53.000,00'))
  await expect(result).toContainText(money('-$ 2.000,00'))
  await expect(result).toContainText(`Aprobó ${CASHIER.nombre}`)
  await expectAccessible(win, 'the result of a close')
  await win.keyboard.press('Enter')

  const z = path.join(dataDir, 'z.pdf')
  await saveInto(app, z)
  await expect(reportDialog(win).getByTitle('Vista previa')).toBeVisible()
  await win.keyboard.press('Control+s')
  await expect(reportDialog(win)).toContainText('Guardado: z.pdf')
  const { text } = readPdf(z)
  for (const words of [
    'P1-Z-00000001',
    BETO.nombre,
    CASHIER.nombre,
    'Se dio mal un vuelto',
    '$ 10.000,00',
    '$ 68.500,00',
    '$ 3.500,00',
    '$ 20.000,00',
    '$ 55.000,00',
    '$ 53.000,00',
    '$ 2.000,00',
  ])
    expect(text).toContain(words)
  expect(text).not.toContain('COPIA')
  const copy = path.join(dataDir, 'copia.pdf')
  await saveInto(app, copy)
  await win.keyboard.press('Control+s')
  await expect(reportDialog(win)).toContainText('Guardado: copia.pdf')
  expect(readPdf(copy).text).toContain('COPIA')
  await win.keyboard.press('Escape')
  await expect(win.getByRole('heading', { name: 'Caja cerrada' })).toBeVisible()
  // What stayed is what the next one should find.
  await expect(win.getByText(money('$ 10.000,00'))).toBeVisible()
  await expectAccessible(win, 'a closed drawer')
  await app.close()
})

test('a drawer left open overnight: it goes on, takes out above its limit with a PIN, and its receipts are there', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: CLIENTS, drawerClosed: true, people: [BETO] })
  await asCashier(dataDir, async (rpc) => {
    const config = { ...(await rpc.caja.config()), limiteMovimiento: 2_000_000 }
    await rpc.caja.saveConfig({ requestId: randomUUID(), config })
  })
  const yesterday = { nombre: BETO.nombre, at: Date.now() - 24 * 3_600_000 }
  const openAndCollect = async (rpc: Rpc) => {
    await rpc.caja.open({ requestId: randomUUID(), conteo: [{ valor: 100_000, cantidad: 5 }] })
    const [pedro] = (await rpc.clientes.list({ filter: { texto: 'gomez' } })).items
    const pay = { clienteId: pedro?.id ?? '', metodo: 'efectivo' as const, monto: 1_700_000 }
    await rpc.cobros.record({ requestId: randomUUID(), ...pay })
  }
  await asCashier(dataDir, openAndCollect, yesterday)

  const app = await launch()
  const win = await app.firstWindow()
  await enterAs(win, BETO)
  await expect(win.getByText('Caja abierta desde otro día')).toBeVisible()
  await goToCaja(win)
  await expect(win.getByRole('status').filter({ hasText: 'Se puede seguir usando' })).toBeVisible()

  // 5.000 + 17.000 are there; 30.000 are above the limit, and a blind cashier is not told that they are too much.
  await win.keyboard.press('F3')
  const out = win.getByRole('dialog', { name: 'Retiro de efectivo' })
  await expect(out.getByLabel('Importe')).toBeFocused()
  await win.keyboard.type('30000')
  await tabTo(win, out.getByLabel(`PIN de ${CASHIER.nombre}`))
  await expectAccessible(win, 'a withdrawal above its limit')
  await win.keyboard.type(CASHIER.pin)
  await win.keyboard.press('Enter')
  await expect(out).toBeHidden()
  await expect(win.getByRole('row', { name: /Retiro · Caja fuerte/ })).toContainText(`Aprobó ${CASHIER.nombre}`)

  await tabTo(win, win.getByRole('radio', { name: 'Movimientos' }))
  await win.keyboard.press('ArrowRight')
  const receipts = win.getByRole('grid', { name: 'Cobros' })
  await expect(receipts.getByRole('row', { name: /P1-R-00000001/ })).toContainText(money('$ 17.000,00'))
  await expectAccessible(win, 'the receipts of a drawer left open')
  await tabTo(win, receipts)
  await win.keyboard.press('Enter')
  await expect(paperDialog(win).getByRole('button', { name: /Anular recibo/ })).toBeVisible()
  await win.keyboard.press('Escape')
  await expect(paperDialog(win)).toBeHidden()
  await leave(win)

  await enterAs(win, CASHIER)
  await goToCaja(win, 4)
  const drawer = win.getByRole('table', { name: 'Cajas' }).getByRole('row', { name: new RegExp(BETO.nombre) })
  await expect(drawer).toContainText(money('-$ 8.000,00'))
  await expect(drawer).toContainText('Salió más de lo que había')
  await expectAccessible(win, 'a drawer below zero')
})

/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
