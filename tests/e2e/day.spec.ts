import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { collectDialog, expectAccessible, money, openClient, paperDialog, searchBox } from './counter-window.ts'
import { expect, root, test } from './fixture.ts'

const SPREADSHEET = path.join(root, 'tests/data/clientes.csv')

/** The first client of the spreadsheet, and what the old program said they owe. */
const FIRST = { typed: 'lopez flores tomas', nombre: 'Tomás Raúl López Flores', debt: '$ 34.500,50' }

/** Answers the system's dialog «save as» with a file of the test's. */
async function saveInto(app: ElectronApplication, file: string) {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
}

/** The words of a PDF, as another program reads them. */
const pdfText = (file: string) =>
  execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/[\u00a0\u202f]/g, ' ')

async function setUpOffice(win: Page) {
  await win.getByLabel('Nombre de la empresa').fill('Red del Valle')
  await expectAccessible(win, 'wizard: company')
  await win.keyboard.press('Enter')
  await expect(win.getByRole('heading', { name: 'País, moneda e impuestos' })).toBeVisible()
  await expectAccessible(win, 'wizard: country')
  await win.getByRole('button', { name: /Siguiente/ }).click()
  await win.getByLabel('Nombre y apellido').fill('Ana Admin')
  await win.getByLabel('Correo').fill('ana@valle.example')
  await win.getByLabel('Contraseña').first().fill('una clave larga 9')
  await expectAccessible(win, 'wizard: admin')
  await win.keyboard.press('Enter')
  await win.getByText('Importar clientes de una planilla').click()
  await expectAccessible(win, 'wizard: start')
  await win.getByRole('button', { name: /Crear e importar clientes/ }).click()
  await expect(win.getByRole('heading', { name: 'Importar clientes' })).toBeVisible()
}

async function importSpreadsheet(win: Page) {
  await win.locator('input[type=file]').setInputFiles(SPREADSHEET)
  await expect(win.getByRole('button', { name: /Continuar/ })).toBeEnabled()
  await expectAccessible(win, 'import: columns')
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText('Filas cortadas')).toBeVisible()
  await expectAccessible(win, 'import: review')
  await expect(win.getByRole('button', { name: /^Importar [\d.]+ clientes/ })).toBeEnabled()
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText('Importación terminada')).toBeVisible({ timeout: 60_000 })
  await expectAccessible(win, 'import: result')
}

test('a new office: wizard, spreadsheet, a collection, its receipt on paper, and the reprint', async ({
  app,
  win,
  dataDir,
  problems,
}) => {
  test.setTimeout(180_000)
  problems.expect(/Blocked script execution in 'paper:/)
  await win.getByText('Español').click()
  await setUpOffice(win)
  await importSpreadsheet(win)

  await win.keyboard.press('Control+1')
  await expect(searchBox(win)).toBeFocused()
  await openClient(win, FIRST.typed)
  await expect(win.getByRole('article')).toContainText(FIRST.nombre)
  await expect(win.getByRole('article')).toContainText(money(FIRST.debt))
  await win.keyboard.press('Enter')
  await expect(collectDialog(win).getByLabel('Recibido')).toBeFocused()
  await win.keyboard.type('40000')
  await expect(collectDialog(win)).toContainText(money('$ 5.499,50'))
  await win.keyboard.press('Enter')
  // The first drawer of a new office, with nothing in it: the collection goes on once it is open.
  await expect(win.getByRole('dialog', { name: 'Abrir caja' })).toBeVisible()
  await win.keyboard.press('Control+Enter')

  const original = path.join(dataDir, 'recibo.pdf')
  await saveInto(app, original)
  await expect(paperDialog(win).getByRole('button', { name: /Guardar PDF/ })).toBeEnabled()
  await win.keyboard.press('Control+s')
  await expect.poll(() => fs.existsSync(original)).toBe(true)
  const paper = pdfText(original)
  for (const words of [
    'Red del Valle',
    FIRST.nombre,
    'P1-R-00000001',
    FIRST.debt,
    '$ 40.000,00',
    '$ 5.499,50',
    'Efectivo',
  ])
    expect(paper).toContain(words)
  expect(paper).not.toContain('COPIA')

  const copy = path.join(dataDir, 'copia.pdf')
  await saveInto(app, copy)
  await win.keyboard.press('Control+s')
  await expect.poll(() => fs.existsSync(copy)).toBe(true)
  expect(pdfText(copy)).toContain('COPIA')
})

test('importing the same spreadsheet again changes nothing', async ({ win }) => {
  test.setTimeout(180_000)
  await win.getByText('Español').click()
  await setUpOffice(win)
  await importSpreadsheet(win)
  await win.getByRole('button', { name: 'Importar otro archivo' }).click()
  await win.locator('input[type=file]').setInputFiles(SPREADSHEET)
  await expect(win.getByRole('button', { name: /Continuar/ })).toBeEnabled()
  await win.keyboard.press('Control+Enter')
  await expect(win.getByRole('button', { name: /Nada que importar/ })).toBeDisabled()
})
