import path from 'node:path'
import { seedCounter } from './counter-office.ts'
import { expectAccessible, money, searchBox } from './counter-window.ts'
import { enterFacturas, grid, pdfText, plain, rowsOf, saveInto } from './customers-window.ts'
import { expect, test } from './fixture.ts'

const MARIA = { nombre: 'María Pérez', documento: '20.123.456', direccion: 'Mitre 200', debts: [1_700_000, 1_750_000] }
const RITA = { nombre: 'Rita Luna', debts: [900_000] }
const TAXES = [
  { nombre: 'IVA', tasaBp: 2100, incluido: true },
  { nombre: 'Tasa', tasaBp: 333, incluido: false },
]

// The frame that shows a document runs no scripts; Playwright tries to.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

test('a manual invoice, by the keyboard: what it adds up to on the screen is what its PDF says', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: [MARIA, RITA], tenant: { impuestos: TAXES } })
  const app = await launch()
  const win = await app.firstWindow()
  await expect(rowsOf(await enterFacturas(win))).toHaveCount(3)
  await win.keyboard.press('Control+Shift+N')
  const form = win.getByRole('dialog', { name: 'Factura manual' })
  await expect(form.getByLabel('Cliente')).toBeFocused()
  await win.keyboard.press('Control+Enter')
  await expect(form.getByText('Revisar 3 campos')).toBeVisible()

  await win.keyboard.type('luna')
  await win.keyboard.press('Enter')
  await expect(form.getByLabel('Cliente')).toHaveValue('Rita Luna')
  await expect(form.getByLabel('Descripción de la línea 1')).toBeFocused()
  await win.keyboard.type('Instalación con antena')
  await win.keyboard.press('Enter')
  await win.keyboard.type('3')
  await win.keyboard.press('Enter')
  await win.keyboard.type('33.333,33')
  await win.keyboard.press('Enter')
  await expect(form.getByLabel('Descripción de la línea 2')).toBeFocused()
  await win.keyboard.type('Cable')
  await win.keyboard.press('Enter')
  await win.keyboard.press('Enter')
  await win.keyboard.type('10,05')
  await form.getByRole('group', { name: 'Línea 2' }).getByText('Tasa').click()
  await form.getByLabel('Vencimiento').fill('31/12/2030')
  await form.getByLabel('Notas').fill('Colocada en el techo')

  await expect(form.locator('dl > div dt')).toHaveText(['Neto', 'IVA 21%', 'Tasa 3,33%', 'Total'])
  const sums = await form
    .locator('dl > div')
    .evaluateAll((rows) =>
      rows.map((row) => [row.querySelector('dt')?.textContent ?? '', row.querySelector('dd')?.textContent ?? '']),
    )
  const total = plain(sums.at(-1)?.[1] ?? '')
  await form.getByRole('button', { name: /Emitir por/ }).focus()
  await expect(form.getByRole('button', { name: /Emitir por/ })).toContainText(money(total))
  await win.keyboard.press('Control+Enter')

  const paper = win.getByRole('dialog', { name: 'Factura P1-F-00000004' }).filter({ hasText: 'Guardar PDF' })
  await expect(paper.getByRole('button', { name: /Guardar PDF/ })).toBeEnabled()
  const file = path.join(dataDir, 'factura.pdf')
  await saveInto(app, file)
  await win.keyboard.press('Control+s')
  await expect(paper.getByText('Guardado: factura.pdf')).toBeVisible()
  const text = pdfText(file)
  const columns = text.split('\n').map((row) => row.trim().split(/\s{2,}/))
  for (const [label, amount] of sums) {
    const shown = columns.find((row) => row.includes(plain(label ?? '')) && row.length < 4)
    expect(shown?.at(-1), `${label} in\n${text}`).toBe(plain(amount ?? ''))
  }
  for (const words of ['P1-F-00000004', 'Rita Luna', 'Instalación con antena', '31/12/2030', 'Colocada en el techo'])
    expect(text).toContain(words)

  await win.keyboard.press('Escape')
  await expect(paper).toBeHidden()
  const drawer = win.getByRole('dialog', { name: /^Factura P1-F-00000004/ })
  await expect(drawer).toContainText(money(total))
  await win.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(rowsOf(grid(win, 'Facturas')).first()).toContainText('P1-F-00000004')
})

test('a barcode opens its invoice, wherever the focus is and whatever the keyboard makes of its dashes', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: [MARIA, RITA] })
  const win = await (await launch()).firstWindow()
  const table = await enterFacturas(win)
  await table.focus()
  await win.keyboard.type("P1'F'00000002\n")
  const drawer = win.getByRole('dialog', { name: /^Factura P1-F-00000002/ })
  await expect(drawer).toBeVisible()
  await expect(drawer.getByRole('link', { name: 'María Pérez' })).toBeVisible()
  await expect(drawer).toContainText('Abono mensual')
  await win.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(rowsOf(table)).toHaveCount(3)

  await win.keyboard.type('3\n')
  await expect(win.getByRole('dialog', { name: /^Factura P1-F-00000003/ })).toBeVisible()
  await win.keyboard.press('Escape')
  await win.keyboard.type('77\n')
  await expect(win.getByText('No hay ninguna factura P1-F-00000077')).toBeVisible()
  await win.keyboard.press('Escape')
  await expect(rowsOf(table)).toHaveCount(3)

  // Who clicks twice opens once.
  await rowsOf(table).last().dblclick()
  await expect(win.getByRole('dialog', { name: /^Factura P1-F-00000001/ })).toBeVisible()
  await win.getByRole('link', { name: 'María Pérez' }).click()
  await expect(win.getByRole('heading', { name: 'María Pérez', level: 1 })).toBeVisible()
})

test('invoices are filtered by state and period, and the filters are kept', async ({ dataDir, launch }) => {
  const [maria] = await seedCounter(dataDir, { clients: [MARIA, RITA] })
  const win = await (await launch()).firstWindow()
  const table = await enterFacturas(win)
  await expect(rowsOf(table)).toHaveCount(3)
  await win.getByText('Pagada', { exact: true }).first().click()
  await expect(win.getByText('Ninguna factura coincide')).toBeVisible()
  await win.getByText('Vencida', { exact: true }).first().click()
  await expect(rowsOf(table)).toHaveCount(3)

  const oldest = maria?.facturas[0]
  const period = win.getByRole('combobox', { name: 'Período' })
  await period.click()
  const month = new Intl.DateTimeFormat('es-AR', { month: 'long', year: 'numeric', timeZone: 'UTC' })
  await period.fill(month.format(Date.parse(`${oldest?.periodo}-01T00:00:00Z`)))
  await win.getByRole('option').first().click()
  await expect(rowsOf(table)).toHaveCount(1)
  await expect(rowsOf(table).first()).toContainText(oldest?.numero ?? 'none')

  await win.keyboard.press('Control+1')
  await expect(searchBox(win)).toBeFocused()
  await win.keyboard.press('Control+4')
  await expect(rowsOf(table)).toHaveCount(1)
  await win.getByRole('button', { name: 'Quitar filtros' }).click()
  await expect(rowsOf(table)).toHaveCount(3)
})

test('the screens of invoices keep the rules of accessibility', async ({ dataDir, launch }) => {
  test.slow()
  await seedCounter(dataDir, { clients: [MARIA, RITA], tenant: { impuestos: TAXES } })
  const win = await (await launch()).firstWindow()
  const table = await enterFacturas(win)
  await expectAccessible(win, 'list')
  await table.focus()
  await win.keyboard.press('Enter')
  await expect(win.getByRole('dialog', { name: /^Factura P1-F-/ })).toContainText('Abono mensual')
  await expectAccessible(win, 'invoice')
  await win.keyboard.press('Escape')
  await win.keyboard.press('Control+Shift+N')
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText('Revisar 3 campos')).toBeVisible()
  await expectAccessible(win, 'manual invoice')
  await win.getByLabel('Emisión').click()
  await expect(win.getByRole('button', { name: /^1 de / }).first()).toBeVisible()
  await expectAccessible(win, 'calendar')
})
