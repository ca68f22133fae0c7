import fs from 'node:fs'
import path from 'node:path'
import { expectAccessible } from './counter-window.ts'
import { enterClientes, enterFacturas, openProfile, saveInto } from './customers-window.ts'
import { folderIs, openBatch, readPdf, seedInvoices } from './documents-window.ts'
import { expect, test } from './fixture.ts'

// The frame that shows a document runs no scripts; Playwright tries to.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

test('many invoices become one PDF, in order and whole; afterwards they are copies', async ({ dataDir, launch }) => {
  test.slow()
  const { numeros } = await seedInvoices(dataDir, 90, 50)
  const app = await launch()
  const win = await app.firstWindow()
  await enterFacturas(win)
  const file = path.join(dataDir, 'Facturas.pdf')
  await saveInto(app, file)
  const dialog = await openBatch(win)
  await expect(dialog).toContainText('90 facturas')
  await expect(dialog).toContainText(`${numeros[0]} a ${numeros.at(-1)}`)
  await expectAccessible(win, 'batch')
  await win.keyboard.press('Control+Enter')
  await expect(dialog.getByText('Listo: Facturas.pdf')).toBeVisible({ timeout: 60_000 })

  const pdf = readPdf(file)
  // All take a sheet, but for the long one, which takes three.
  expect(pdf.pages).toBe(92)
  expect(Math.abs(pdf.widthMm - 210)).toBeLessThan(0.3)
  // On each once as its number and once under its barcode.
  const found = [...pdf.text.matchAll(/P1-F-\d{8}/g)].map(([numero]) => numero)
  expect([...new Set(found)]).toEqual(numeros)
  expect(pdf.text).not.toContain('COPIA')
  expect(fs.readdirSync(dataDir).filter((name) => name.endsWith('.tmp'))).toEqual([])

  await dialog.getByRole('button', { name: 'Cerrar' }).last().click()
  await openBatch(win)
  await win.keyboard.press('Control+Enter')
  await expect(dialog.getByText('Listo: Facturas.pdf')).toBeVisible({ timeout: 60_000 })
  expect(readPdf(file).text.match(/COPIA/g)).toHaveLength(90)
})

test('or a PDF each in a folder of their own, on half letter', async ({ dataDir, launch }) => {
  const { numeros } = await seedInvoices(dataDir, 5)
  const app = await launch()
  const win = await app.firstWindow()
  await enterFacturas(win)
  const chosen = path.join(dataDir, 'papeles')
  fs.mkdirSync(path.join(chosen, `Facturas ${numeros[0]}`), { recursive: true })
  await folderIs(app, chosen)
  const dialog = await openBatch(win)
  await dialog.getByText('Un PDF por factura').click()
  await dialog.getByText('Media carta').click()
  await win.keyboard.press('Control+Enter')
  await expect(dialog.getByText(/^Listo: /)).toBeVisible({ timeout: 30_000 })
  // What was there is left alone.
  const folder = path.join(chosen, `Facturas ${numeros[0]} (2)`)
  expect(fs.readdirSync(folder).toSorted()).toEqual(numeros.map((numero) => `factura-${numero}.pdf`))
  const pdf = readPdf(path.join(folder, `factura-${numeros[2]}.pdf`))
  expect(pdf).toMatchObject({ pages: 1 })
  expect(Math.abs(pdf.widthMm - 139.7)).toBeLessThan(0.4)
  expect(Math.abs(pdf.heightMm - 215.9)).toBeLessThan(0.4)
  expect(pdf.text).toContain(numeros[2])
  expect(pdf.text).toContain('1.000,02')
})

test('a batch that is cancelled leaves no file', async ({ dataDir, launch }) => {
  test.slow()
  await seedInvoices(dataDir, 250)
  const app = await launch()
  const win = await app.firstWindow()
  await enterFacturas(win)
  const folder = path.join(dataDir, 'papeles')
  fs.mkdirSync(folder)
  await saveInto(app, path.join(folder, 'Facturas.pdf'))
  const dialog = await openBatch(win)
  await win.keyboard.press('Control+Enter')
  await dialog.getByRole('button', { name: 'Cancelar' }).click()
  await expect(dialog.getByText('Se canceló. No quedó ningún archivo a medias.')).toBeVisible({ timeout: 30_000 })
  expect(fs.readdirSync(folder)).toEqual([])
})

test('a statement runs from a day to a day, with its balances', async ({ dataDir, launch }) => {
  await seedInvoices(dataDir, 3)
  const app = await launch()
  const win = await app.firstWindow()
  await enterClientes(win)
  await openProfile(win, 'maría', 'María Pérez')
  await expect(win.getByRole('tablist')).toBeVisible()
  await win.keyboard.press('Alt+4')
  await win.getByRole('button', { name: 'Estado de cuenta' }).click()
  const dates = win.getByRole('dialog', { name: 'Estado de cuenta' })
  await dates.getByLabel('Desde').fill('01/03/2026')
  await dates.getByLabel('Hasta').fill('31/03/2026')
  await win.keyboard.press('Control+Enter')
  const file = path.join(dataDir, 'estado.pdf')
  await saveInto(app, file)
  await expect(win.getByTitle('Vista previa')).toBeVisible()
  await win.keyboard.press('Control+S')
  await expect(win.getByText('Guardado: estado.pdf')).toBeVisible()
  const { text } = readPdf(file)
  expect(text).toContain('Estado de cuenta')
  expect(text).toContain('Saldo anterior al 01/03/2026')
  // 1.000,00 + 1.000,01 + 1.000,02
  expect(text).toContain('3.000,03')
})
