import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import {
  closeDialog,
  countNotes,
  enterAs,
  goToCaja,
  leave,
  type Person,
  reportDialog,
  resultDialog,
  tabTo,
} from './caja-window.ts'
import { asCashier, CASHIER, type Rpc, seedCounter } from './counter-office.ts'
import {
  collectDialog,
  doneDialog,
  expectAccessible,
  money,
  openClient,
  paperDialog,
  searchBox,
} from './counter-window.ts'
import { saveInto } from './customers-window.ts'
import { readPdf } from './documents-window.ts'
import { expect, test } from './fixture.ts'

const MARIA = { nombre: 'María Pérez', documento: '20.123.456', debts: [1_700_000, 1_700_000, 1_750_000] }
const PEDRO = { nombre: 'Pedro Gómez', documento: '30.111.222', debts: [1_700_000] }
const RITA = { nombre: 'Rita Luna', documento: '40.222.333', direccion: 'Mitre 200', debts: [900_000] }
const BETO: Person & { rol: 'cobranza' } = { nombre: 'Beto Cobranza', pin: '7391', rol: 'cobranza' }
const DORA: Person & { rol: 'cobranza' } = { nombre: 'Dora Cobranza', pin: '6207', rol: 'cobranza' }
const CLIENTS = [MARIA, PEDRO, RITA]

// The frame that shows a document runs no scripts; Playwright tries to.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

// Whatever was done with drawers, the books agree.
test.afterEach(async ({ dataDir }) => {
  const { findings } = await asCashier(dataDir, (rpc) => rpc.system.check())
  expect(findings).toEqual([])
})

/** From the receipt on the screen back to the search. */
async function leaveReceipt(win: Page): Promise<void> {
  await expect(paperDialog(win)).toBeVisible()
  await win.keyboard.press('Escape')
  await expect(doneDialog(win)).toBeVisible()
  await expect(paperDialog(win)).toBeHidden()
  await win.keyboard.press('Enter')
  await expect(searchBox(win)).toBeFocused()
}

async function collectAll(win: Page, texto: string): Promise<void> {
  await openClient(win, texto)
  await win.keyboard.press('Enter')
  await expect(collectDialog(win).getByLabel('Recibido')).toBeFocused()
  await win.keyboard.press('Enter')
  await leaveReceipt(win)
}

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

test('two cashiers: a drawer handed over, a difference that waits, and its approval from the supervision', async ({
  dataDir,
  launch,
}) => {
  test.setTimeout(180_000)
  await seedCounter(dataDir, { clients: CLIENTS, drawerClosed: true, people: [BETO, DORA] })
  const app = await launch()
  const win = await app.firstWindow()
  await enterAs(win, BETO)
  await goToCaja(win)
  await win.keyboard.press('F2')
  await countNotes(win, { 1_000: 5 })
  await win.keyboard.press('Control+Enter')
  await expect(win.getByRole('heading', { name: 'Mi caja' })).toBeVisible()
  await win.keyboard.press('Control+1')
  await collectAll(win, 'gomez')
  await leave(win)

  // The drawer is in Beto's name: Dora is told, what she typed stays for when it is hers.
  await enterAs(win, DORA)
  await openClient(win, 'luna')
  await win.keyboard.press('Enter')
  await expect(collectDialog(win)).toContainText(`Caja abierta a nombre de ${BETO.nombre}`)
  await win.keyboard.type('20000')
  await win.keyboard.press('Enter')
  const taken = win.getByRole('dialog', { name: `Caja abierta a nombre de ${BETO.nombre}` })
  await expect(taken).toContainText('Lo escrito se conserva')
  await expectAccessible(win, "another person's drawer")
  await expect(taken.getByRole('button', { name: `Que entre ${BETO.nombre}` })).toBeFocused()
  await win.keyboard.press('Enter')

  // Beto is asked for his PIN at once.
  await enterAs(win, BETO)
  await goToCaja(win)
  await win.keyboard.press('F8')
  await countNotes(win, { 20_000: 1, 2_000: 1 })
  const handover = win.getByRole('dialog', { name: 'Entregar la caja' })
  await tabTo(win, handover.getByRole('combobox', { name: /Quién la recibe/ }))
  await win.keyboard.type('Dora')
  await expect(handover.getByRole('option')).toHaveCount(1)
  await win.keyboard.press('ArrowDown')
  await win.keyboard.press('Enter')
  await expect(handover.getByLabel(`PIN de ${DORA.nombre}`)).toBeFocused()
  await win.keyboard.type(DORA.pin)
  await expectAccessible(win, 'a handover')
  await win.keyboard.press('Enter')
  await expect(resultDialog(win, BETO.nombre)).toContainText(`La caja sigue a nombre de ${DORA.nombre}`)
  await win.keyboard.press('Escape')
  await expect(win.getByRole('heading', { name: `Caja abierta a nombre de ${DORA.nombre}` })).toBeVisible()
  await leave(win)

  await enterAs(win, DORA)
  await openClient(win, 'luna')
  await win.keyboard.press('Enter')
  await expect(collectDialog(win)).toContainText('Se conservó lo que había escrito antes')
  await expect(collectDialog(win).getByLabel('Recibido')).toHaveValue('20000')
  await win.keyboard.press('Enter')
  await leaveReceipt(win)
  // 22.000 + 9.000 = 31.000; five thousand too many, and nobody to approve.
  await goToCaja(win)
  await win.keyboard.press('F9')
  await countNotes(win, { 20_000: 1, 10_000: 1, 2_000: 3 })
  await win.keyboard.press('Control+Enter')
  await expect(closeDialog(win).getByLabel('Explicación')).toBeFocused()
  await win.keyboard.type('Sobra, no se sabe por qué')
  await win.keyboard.press('Control+Enter')
  const result = resultDialog(win, DORA.nombre)
  await expect(result).toContainText('La diferencia quedó por aprobar')
  await expect(result).toContainText(money('$ 5.000,00'))
  await win.keyboard.press('Escape')
  // Her own session, no one else's, and no supervision.
  await win.keyboard.press('Alt+2')
  await expect(win.getByRole('row')).toHaveCount(2)
  await expect(win.getByRole('link', { name: /Supervisión/ })).toBeHidden()
  await leave(win)

  await enterAs(win, CASHIER)
  await goToCaja(win, 4)
  await expect(win.getByRole('heading', { name: 'Supervisión' })).toBeVisible()
  await expect(win.getByRole('table', { name: 'Cajas' })).toContainText(BETO.nombre)
  await expect(win.getByRole('table', { name: 'Cobrado por persona y método' })).toContainText(money('$ 17.000,00'))
  await expectAccessible(win, 'the supervision')
  await win.keyboard.press('F2')
  const approval = win.getByRole('dialog', { name: `Aprobar la diferencia de ${DORA.nombre}` })
  await expect(approval).toContainText('Sobra, no se sabe por qué')
  await expect(approval.getByLabel(`PIN de ${CASHIER.nombre}`)).toBeFocused()
  await win.keyboard.type(CASHIER.pin)
  await expectAccessible(win, 'an approval')
  await win.keyboard.press('Enter')
  await expect(win.getByText('Ninguna diferencia espera.')).toBeVisible()

  await win.keyboard.press('Alt+2')
  const sessions = win.getByRole('grid', { name: 'Sesiones' })
  await expect(sessions.getByRole('row')).toHaveCount(3)
  await expect(sessions).toBeFocused()
  await win.keyboard.press('Enter')
  await expect(win.getByRole('dialog')).toContainText(`Aprobó ${CASHIER.nombre}`)
  await expectAccessible(win, 'a session')
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

test('a round: made, brought back stop by stop with the keyboard, and its cash in the drawer', async ({
  dataDir,
  launch,
}) => {
  test.setTimeout(120_000)
  await seedCounter(dataDir, { clients: CLIENTS, people: [BETO] })
  const app = await launch()
  const win = await app.firstWindow()
  await enterAs(win, CASHIER)
  await goToCaja(win, 3)
  await expect(win.getByText('Todavía no hay rutas')).toBeVisible()
  await expectAccessible(win, 'no rounds')
  await win.keyboard.press('Control+n')
  await expect(win.getByLabel('Buscar entre los que deben')).toBeFocused()
  // Those who owe most come first: all three, with Enter.
  await expect(win.getByRole('row')).toHaveCount(4)
  await win.keyboard.press('ArrowDown')
  await win.keyboard.press('Enter')
  for (const _ of [2, 3]) {
    await win.keyboard.press('ArrowDown')
    await win.keyboard.press('Enter')
  }
  await expect(win.getByText('3 visitas')).toBeVisible()
  await tabTo(win, win.getByRole('combobox', { name: /Cobrador/ }))
  await win.keyboard.type('Beto')
  await win.keyboard.press('ArrowDown')
  await win.keyboard.press('Enter')
  await expectAccessible(win, 'a new round')
  await win.keyboard.press('Control+Enter')

  // The whole debt of the first, a part by transfer of the second, nobody at the third.
  await expect(win.getByLabel(`Cobrado a ${MARIA.nombre}`)).toBeFocused()
  await win.keyboard.press('+')
  await win.keyboard.press('Enter')
  await win.keyboard.type('5000')
  await win.keyboard.press('t')
  await expect(win.getByLabel(`Referencia de ${PEDRO.nombre}`)).toBeFocused()
  await win.keyboard.press('Enter')
  await win.keyboard.press('a')
  await expect(win.getByLabel(`Resultado de ${RITA.nombre}`)).toHaveValue('ausente')
  await win.keyboard.press('F9')
  await expect(win.getByRole('row', { name: new RegExp(PEDRO.nombre) })).toContainText('Falta la referencia')
  await expect(win.getByLabel(`Referencia de ${PEDRO.nombre}`)).toBeFocused()
  await win.keyboard.type('OP-551')
  await expectAccessible(win, 'settling a round')
  await win.keyboard.press('F9')
  await countNotes(win, { 20_000: 2, 10_000: 1, 1_000: 1, 500: 1 })
  await win.keyboard.press('Control+Enter')
  await expect(resultDialog(win, BETO.nombre)).toContainText('Lo contado es lo que debía haber')
  await win.keyboard.press('Escape')
  await expect(win.getByText('Rendida')).toBeVisible()
  await expect(win.getByRole('row', { name: new RegExp(PEDRO.nombre) })).toContainText(money('$ 5.000,00'))
  await win.keyboard.press('Alt+1')
  await expect(win.getByRole('row', { name: /Recepción/ })).toContainText(money('$ 51.500,00'))

  await win.evaluate(() => location.assign('#/ajustes/caja'))
  await win.getByLabel('Diferencia que pasa sin aprobación').fill('500')
  await expectAccessible(win, 'settings of the cash desk')
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText('Guardado', { exact: true })).toBeVisible()
  await app.close()
})

/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
