import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import ExcelJS from 'exceljs'
import { asCashier, seedCounter } from './counter-office.ts'
import {
  collectDialog,
  doneDialog,
  enter,
  expectAccessible,
  money,
  openClient,
  openCollect,
  searchBox,
} from './counter-window.ts'
import { enterFacturas, grid, plain, rowsOf, saveInto } from './customers-window.ts'
import { expect, test } from './fixture.ts'

const MARIA = { nombre: 'María Pérez', documento: '20.123.456', debts: [1_700_000, 1_750_000] }
const RITA = { nombre: 'Rita Luna', debts: [900_000] }

// The frame that shows a document runs no scripts; Playwright tries to.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

test.afterEach(async ({ dataDir }) => {
  const { findings } = await asCashier(dataDir, (rpc) => rpc.system.check())
  expect(findings).toEqual([])
})

/** From what was collected back to the search. */
async function leaveDone(win: Page): Promise<void> {
  await expect(doneDialog(win)).toBeVisible()
  await expect(async () => {
    await win.keyboard.press('Escape')
    await expect(doneDialog(win)).toBeHidden({ timeout: 1000 })
  }).toPass()
  await expect(searchBox(win)).toBeFocused()
}

test('a promise, by the keyboard at the counter: shown beside the debt, and kept by the payment', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: [MARIA, RITA], recibo: { auto: false } })
  const app = await launch()
  const win = await app.firstWindow()
  await enter(win)
  await openClient(win, 'perez')
  await expect(win.locator('[aria-keyshortcuts="Alt+P" i]')).toBeEnabled()
  await win.keyboard.press('Alt+p')
  const dialog = win.getByRole('dialog', { name: 'Promesa de pago de María Pérez' })
  await expect(dialog.getByLabel('Cuánto promete pagar')).toBeFocused()
  await expect(dialog).toContainText('Promesas de este mes: 0 de 31')
  await expect(dialog).toContainText(money('Debe $ 34.500,00'))
  await expectAccessible(win, 'a promise')
  await win.keyboard.type('90.000')
  await expect(dialog).toContainText(money('Como mucho $ 34.500,00'))
  await dialog.getByLabel('Cuánto promete pagar').fill('20.000')
  await win.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  const card = win.getByRole('article')
  await expect(card).toContainText(money('Prometió $ 20.000,00 para el'))
  await expect(card.getByRole('button', { name: /Prometer/ })).toBeHidden()

  await win.keyboard.press('F2')
  await expect(collectDialog(win).getByLabel('Recibido')).toBeFocused()
  await win.keyboard.press('Enter')
  await leaveDone(win)
  await openClient(win, 'perez')
  await expect(card).toContainText('Promesas: 1 cumplidas, 0 rotas')
  await app.close()
})

test('an invoice is credited in part, then annulled: what it does is said before, and shown after', async ({
  dataDir,
  launch,
}) => {
  // Two screens are looked at in light and in dark.
  test.slow()
  await seedCounter(dataDir, { clients: [MARIA, RITA] })
  const app = await launch()
  const win = await app.firstWindow()
  await enterFacturas(win)
  await win.keyboard.type('1')
  await win.keyboard.press('Enter')
  const drawer = win.getByRole('dialog', { name: /^Factura P1-F-00000001/ })
  await drawer.getByRole('button', { name: 'Nota de crédito…' }).click()
  const note = win.getByRole('dialog', { name: 'Nota de crédito de P1-F-00000001' })
  await expect(note).toContainText('por acreditar')
  await win.keyboard.type('2.000')
  await expect(note).toContainText(money('La factura debe $ 2.000,00 menos; quedan $ 15.000,00.'))
  await win.keyboard.press('Control+Enter')
  await expect(note.getByText('Revisar 1 campo')).toBeVisible()
  await note.getByLabel('Motivo').fill('Dos días sin servicio')
  await expectAccessible(win, 'a credit note')
  await win.keyboard.press('Control+Enter')
  const paper = win.getByRole('dialog', { name: /Nota de crédito P1-NC-00000001/ })
  await expect(paper).toBeVisible()
  await win.keyboard.press('Escape')
  await expect(paper).toBeHidden()
  await expect(drawer).toContainText('Dos días sin servicio')
  await expect(drawer).toContainText(money('$ 15.000,00'))

  await drawer.getByRole('button', { name: 'Anular…' }).click()
  const annul = win.getByRole('dialog', { name: 'Anular la factura P1-F-00000001' })
  await expect(annul).toContainText('P1-F-00000001 queda anulada y su número no se vuelve a usar.')
  // Nobody's run made it: there is nothing to bill again.
  await expect(annul.getByText('¿Se vuelve a facturar?')).toBeHidden()
  await annul.getByLabel('Motivo').fill('Se emitió por error')
  await win.keyboard.press('Control+Enter')
  await win.getByRole('dialog', { name: /Nota de crédito P1-NC-00000002/ }).waitFor()
  await win.keyboard.press('Escape')
  await expect(drawer.getByText('Anulada').first()).toBeVisible()
  await expect(drawer.getByRole('button', { name: 'Anular…' })).toBeHidden()
  await win.keyboard.press('Escape')
  await expect(rowsOf(grid(win, 'Facturas')).filter({ hasText: 'P1-F-00000001' })).toContainText('Anulada')

  await win.getByRole('link', { name: 'Notas de crédito' }).click()
  const notes = grid(win, 'Notas de crédito')
  await expect(rowsOf(notes)).toHaveCount(2)
  await expectAccessible(win, 'credit notes')
  await notes.focus()
  await win.keyboard.press('Enter')
  const detail = win.getByRole('dialog', { name: 'Nota de crédito P1-NC-00000002' })
  await expect(detail).toContainText('Se emitió por error')
  await expect(detail).toContainText(money('$ 15.000,00'))
  await app.close()
})

test('money that is in favour is given back, and the account says so', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [RITA], recibo: { auto: false } })
  const app = await launch()
  const win = await app.firstWindow()
  await enter(win)
  await openCollect(win, 'luna')
  await win.getByLabel('Importe a cobrar').fill('12.000')
  await win.keyboard.press('Enter')
  await leaveDone(win)
  await openClient(win, 'luna')
  await win.getByRole('article').getByRole('button', { name: 'Devolver dinero…' }).click()
  const refund = win.getByRole('dialog', { name: 'Devolver dinero a Rita Luna' })
  await expect(refund.getByLabel('Motivo')).toBeFocused()
  await expect(refund.getByLabel('Importe')).toHaveValue('3000')
  await win.keyboard.type('Pagó de más')
  await expectAccessible(win, 'a refund')
  await win.keyboard.press('Control+Enter')
  await win.getByRole('dialog', { name: /P1-D-00000001/ }).waitFor()
  await win.keyboard.press('Escape')
  await win.keyboard.press('F3')
  await expect(win.getByRole('tablist')).toBeVisible()
  await win.keyboard.press('Alt+4')
  const account = grid(win, 'Estado de cuenta')
  await expect(rowsOf(account).filter({ hasText: 'Devolución' })).toContainText('P1-D-00000001')
  await expect(rowsOf(account).last()).toContainText(money('$ 0,00'))
  await app.close()
})

test('the reports: what the month brought, who owes since when, who promised', async ({ dataDir, launch }) => {
  // Every one of its three screens is looked at in light and in dark.
  test.slow()
  await seedCounter(dataDir, { clients: [MARIA, RITA], recibo: { auto: false } })
  await asCashier(dataDir, async (rpc) => {
    const [maria] = (await rpc.clientes.list({ filter: { texto: 'maria' } })).items
    const pay = { clienteId: maria?.id ?? '', metodo: 'efectivo' as const, monto: 100_000 }
    await rpc.cobros.record({ requestId: '018f0000-0000-7000-8000-000000000001', ...pay })
  })
  const app = await launch()
  const win = await app.firstWindow()
  await enter(win)
  await win.keyboard.press('Control+6')
  await expect(win.getByRole('heading', { name: 'Facturado y cobrado', exact: true })).toBeVisible()
  await expect(win.getByText('1 recibo', { exact: true })).toBeVisible()
  await expect(win.getByText(money('$ 1.000,00')).first()).toBeVisible()
  await expectAccessible(win, 'a month')

  await win.keyboard.press('Alt+2')
  const ages = grid(win, 'Deuda por antigüedad')
  await expect(rowsOf(ages)).toHaveCount(2)
  await expect(rowsOf(ages).first()).toContainText('María Pérez')
  await expect(win.getByRole('region', { name: 'Deuda total' })).toContainText(money('$ 42.500,00'))
  await expectAccessible(win, 'aged debt')
  await win.getByText('+90 días', { exact: true }).click()
  await expect(win.getByText('Nadie debe')).toBeVisible()
  await win.getByText('Todos', { exact: true }).click()

  await win.keyboard.press('Alt+3')
  await expect(win.getByText('Ninguna promesa abierta')).toBeVisible()
  await expectAccessible(win, 'promises')
  await app.close()
})

test('who owes, as a file for a spreadsheet program', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA, RITA] })
  const app = await launch()
  const win = await app.firstWindow()
  await enter(win)
  await win.keyboard.press('Control+6')
  await expect(win.getByRole('link', { name: /Deuda por antigüedad/ })).toBeVisible()
  await win.keyboard.press('Alt+2')
  await expect(rowsOf(grid(win, 'Deuda por antigüedad'))).toHaveCount(2)
  const xlsx = path.join(dataDir, 'deuda.xlsx')
  await saveInto(app, xlsx)
  await win.getByRole('button', { name: 'Exportar' }).click()
  await win.getByRole('menuitem', { name: 'Excel (XLSX)' }).click()
  await expect(win.getByText('Guardado: deuda.xlsx')).toBeVisible()
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(xlsx)
  const sheet = book.worksheets[0]
  expect(sheet?.rowCount).toBe(3)
  expect(sheet?.getRow(2).getCell(2).value).toBe('María Pérez')
  expect(sheet?.getRow(2).getCell(12).value).toBe(34_500)

  const csv = path.join(dataDir, 'deuda.csv')
  await saveInto(app, csv)
  await win.getByRole('button', { name: 'Exportar' }).click()
  await win.getByRole('menuitem', { name: 'Texto (CSV)' }).click()
  await expect(win.getByText('Guardado: deuda.csv')).toBeVisible()
  expect(plain(fs.readFileSync(csv, 'utf8'))).toMatch(/^\uFEFFCódigo;Cliente;.*\r\n1;María Pérez;.*;34500,00;/)

  await app.close()
})
