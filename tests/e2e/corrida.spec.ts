import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { addDays, addMonths, civilDate, daysBetween, formatDate, formatPeriod, periodOf } from '../../contract/dates.ts'
import { zFacturacionConfig } from '../../contract/procedures/facturacion.ts'
import { asCashier, seedCounter } from './counter-office.ts'
import { expectAccessible, money } from './counter-window.ts'
import { enterFacturas, grid, pdfText, plain, rowsOf, saveInto } from './customers-window.ts'
import { expect, test } from './fixture.ts'

const ZONE = 'America/Argentina/Buenos_Aires'
const today = () => civilDate(Date.now(), ZONE)
/** The first day of this month, which the seeded office bills on. */
const first = () => `${periodOf(today())}-01`
const LONG_NAME = 'Cooperativa de Trabajo y Consumo «La Nueva Esperanza» del Valle de Uco Limitada'

// The frame that shows a document runs no scripts; Playwright tries to.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

/** A client whose service began on the 18th of last month: this month's invoice carries those days too. */
async function seedNewClient(dataDir: string): Promise<{ days: number; base: number; part: number }> {
  const desde = addDays(addMonths(first(), -1), 17)
  await asCashier(dataDir, async (rpc) => {
    const [plan] = await rpc.planes.list()
    const [other] = (await rpc.clientes.list({ limit: 10 })).items
    if (plan === undefined || other === undefined) throw new Error('the office is empty')
    const cliente = await rpc.clientes.create({
      requestId: crypto.randomUUID(),
      codigoCliente: '',
      nombreRazonSocial: 'Nora Nueva',
      documento: '30.111.222',
      telefono: '',
      email: '',
      direccion: 'Belgrano 10',
      notas: '',
    })
    await rpc.servicios.create({
      requestId: crypto.randomUUID(),
      clienteId: cliente.id,
      planId: plan.id,
      tecnologia: 'fiber',
      dispositivoRef: '',
      fechaActivacion: desde,
    })
  })
  const base = daysBetween(addMonths(first(), -1), first())
  const days = daysBetween(desde, first())
  return { days, base, part: Math.round((1_700_000 * days) / base) }
}

const pesos = (minor: number) =>
  plain(new Intl.NumberFormat('es-AR', { style: 'currency', currency: 'ARS' }).format(minor / 100))

const preview = (win: Page) => grid(win, 'Filas de la vista previa')
const outcome = (win: Page) => grid(win, 'Filas de la corrida')
const issue = (win: Page, name: string | RegExp) => win.getByRole('button', { name })

async function toRow(win: Page, nombre: string): Promise<void> {
  await win.getByRole('textbox', { name: 'Nombre o código del cliente' }).fill(nombre)
  await expect(rowsOf(preview(win))).toHaveText([new RegExp(nombre)])
  await preview(win).focus()
  await win.keyboard.press('Enter')
  await expect(win.getByRole('dialog', { name: new RegExp(nombre) })).toBeVisible()
}

test('a month is closed by the keyboard: seen before, one row left out, issued, explained on screen and on paper', async ({
  dataDir,
  launch,
}) => {
  test.setTimeout(180_000)
  await seedCounter(dataDir, {
    clients: [{ nombre: 'María Pérez', documento: '20.123.456' }, { nombre: 'Rita Luna' }, { nombre: LONG_NAME }],
  })
  const { days, base, part } = await seedNewClient(dataDir)
  const month = formatPeriod(periodOf(today()), 'es-AR')
  const total = 4 * 1_700_000 + part
  const app = await launch()
  const win = await app.firstWindow()
  await enterFacturas(win)
  await expect(win.getByText(`Ya se puede facturar ${month}.`)).toBeVisible()
  await expectAccessible(win, 'a period is due')

  await win.keyboard.press('Control+k')
  await win.keyboard.type('facturar')
  await expect(win.getByRole('option', { name: 'Facturar período' })).toBeVisible()
  await win.keyboard.press('Enter')
  await expect(win.getByRole('combobox', { name: 'Período' })).toHaveValue(month)
  await expectAccessible(win, 'period')

  await win.keyboard.press('Control+Enter')
  await expect(issue(win, money(`Emitir 4 facturas por ${pesos(total)}`))).toBeEnabled()
  await expect(rowsOf(preview(win))).toHaveCount(4)
  await expect(win.getByRole('complementary', { name: 'Resumen' })).toContainText('Sin documento')
  await expectAccessible(win, 'review')
  await win.getByRole('button', { name: /Sin documento/ }).click()
  await expect(rowsOf(preview(win))).toHaveCount(2)
  await win.getByRole('button', { name: /Sin documento/ }).click()

  await toRow(win, 'Nora')
  const explained = `${days} de ${base} días (18/${first().slice(5, 7) === '01' ? '12' : String(Number(first().slice(5, 7)) - 1).padStart(2, '0')}`
  const drawer = win.getByRole('dialog', { name: /Nora/ })
  await expect(drawer).toContainText(explained)
  await expect(drawer).toContainText(money(pesos(1_700_000 + part)))
  await expectAccessible(win, 'row')
  await win.keyboard.press('Escape')

  await toRow(win, 'Rita')
  await win.keyboard.press('Control+d')
  await expect(win.getByRole('button', { name: 'Volver a incluir', exact: false }).first()).toBeVisible()
  await win.keyboard.press('Control+d')
  await win.keyboard.press('Control+d')
  await win.keyboard.press('Escape')
  await expect(issue(win, money(`Emitir 3 facturas por ${pesos(total - 1_700_000)}`))).toBeEnabled()
  await expect(win.getByText('1 fila excluida a mano')).toBeVisible()
  await expectAccessible(win, 'one left out')

  const file = path.join(dataDir, 'vista.csv')
  await saveInto(app, file)
  await win.getByRole('button', { name: 'Exportar' }).click()
  await win.getByRole('menuitem', { name: 'Texto (CSV)' }).click()
  await expect(win.getByText('Guardado: vista.csv')).toBeVisible()
  expect(plain(fs.readFileSync(file, 'utf8'))).toContain(explained)

  await win.keyboard.press('Control+Enter')
  const dialog = win.getByRole('dialog', { name: `¿Facturar ${month}?` })
  await expect(dialog).toContainText(
    money(`Se emitirán 3 facturas por ${pesos(total - 1_700_000)} con fecha ${formatDate(today(), 'es-AR')}.`),
  )
  await expect(dialog).toContainText('1 fila excluida a mano')
  await expectAccessible(win, 'confirmation')
  await win.keyboard.press('Control+Enter')

  await expect(win.getByRole('heading', { name: /Terminada/ })).toBeVisible({ timeout: 60_000 })
  await expect(win.getByRole('button', { name: /^3\s*Facturas emitidas/ })).toBeVisible()
  await expect(win.getByRole('button', { name: /^1\s*Quedaron afuera/ })).toBeVisible()
  await expect(rowsOf(outcome(win))).toHaveCount(4)
  await expectAccessible(win, 'result')
  await win.getByRole('button', { name: 'Trabajos' }).click()
  await expect(win.getByText(/Emisión de facturas/)).toBeVisible()
  await win.keyboard.press('Escape')

  await rowsOf(outcome(win)).filter({ hasText: 'Nora Nueva' }).click()
  const invoice = win.getByRole('dialog', { name: /^Factura P1-F-/ }).first()
  await expect(invoice).toContainText(explained)
  await win.keyboard.press('Control+p')
  const paper = win.getByRole('dialog').filter({ hasText: 'Guardar PDF' })
  await expect(paper.getByRole('button', { name: /Guardar PDF/ })).toBeEnabled()
  const pdf = path.join(dataDir, 'factura.pdf')
  await saveInto(app, pdf)
  await win.keyboard.press('Control+s')
  await expect.poll(() => fs.existsSync(pdf)).toBe(true)
  expect(pdfText(pdf).replace(/\s+/g, ' ')).toContain(explained)
  await win.keyboard.press('Escape')
  await expect(paper).toBeHidden()
  await win.keyboard.press('Escape')
  await expect(win.getByText('Ya se puede facturar')).toBeHidden()

  await issueRest(win, month)
})

/** The row that was left out is all that another run finds; after it there is nothing to do. */
async function issueRest(win: Page, month: string): Promise<void> {
  const again = async () => {
    await win.evaluate((to) => location.assign(to), `#/facturas/facturar?periodo=${periodOf(today())}`)
    await expect(win.getByRole('combobox', { name: 'Período' })).toHaveValue(month)
    await win.keyboard.press('Control+Enter')
    await expect(preview(win)).toBeVisible()
  }
  await again()
  await expect(issue(win, /^Emitir 1 factura por/)).toBeEnabled()
  await win.keyboard.press('Control+Enter')
  await expect(win.getByRole('dialog', { name: `¿Facturar ${month}?` })).toContainText('Se emitirá 1 factura')
  await win.keyboard.press('Control+Enter')
  await expect(win.getByRole('heading', { name: /Terminada/ })).toBeVisible({ timeout: 60_000 })
  await again()
  await expect(issue(win, /^Nada que facturar/)).toBeDisabled()
  await expect(win.getByRole('complementary', { name: 'Resumen' })).toContainText('Ya facturado')

  await win.getByRole('link', { name: 'Corridas' }).click()
  await expect(rowsOf(grid(win, 'Corridas'))).toHaveCount(2)
  await expect(grid(win, 'Corridas')).toContainText('Terminada')
  await expectAccessible(win, 'runs')
}

/** Billing day and days ahead with which a period falls due today, whatever day today is. */
function dueToday(): { diaFacturacion: number; diasAnticipacion: number } {
  const day = Number(today().slice(8))
  if (day <= 28) return { diaFacturacion: day, diasAnticipacion: 0 }
  return { diaFacturacion: 1, diasAnticipacion: daysBetween(today(), addMonths(first(), 1)) }
}

test('a scheduled run waits, is found on the invoices, reviewed and issued', async ({ dataDir, launch }) => {
  test.slow()
  await seedCounter(dataDir, { clients: [{ nombre: 'María Pérez' }, { nombre: 'Rita Luna' }] })
  await asCashier(dataDir, async (rpc) => {
    const programada = { activa: true, confirmarTrasDias: 2 }
    const { actualizadoEn } = await rpc.facturacion.config()
    await rpc.facturacion.updateConfig({
      requestId: crypto.randomUUID(),
      expected: actualizadoEn,
      config: zFacturacionConfig.parse({ ...dueToday(), programada }),
    })
  })
  const win = await (await launch()).firstWindow()
  await enterFacturas(win)
  const waits = win.getByText(/2 servicios esperan confirmación/)
  await expect(waits).toBeVisible()
  await expect(waits).toContainText(`Se confirma solo el ${formatDate(addDays(today(), 2), 'es-AR')}.`)
  await expectAccessible(win, 'a run waits')

  await win.keyboard.press('Alt+3')
  await grid(win, 'Corridas').focus()
  await win.keyboard.press('Enter')
  await expect(win.getByRole('heading', { name: /Por confirmar/ })).toBeVisible()
  await expectAccessible(win, 'proposed run')
  await win.keyboard.press('Control+Enter')
  await expect(issue(win, /^Emitir 2 facturas por/)).toBeEnabled()
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText(/Se emitirán 2 facturas por/)).toBeVisible()
  await win.keyboard.press('Control+Enter')
  await expect(win.getByRole('heading', { name: /Terminada/ })).toBeVisible({ timeout: 60_000 })
  await win.getByRole('link', { name: 'Facturas' }).first().click()
  await expect(rowsOf(grid(win, 'Facturas'))).toHaveCount(2)
  await expect(waits).toBeHidden()
})

test('how the office bills is set in words and figures, and kept', async ({ dataDir, launch }) => {
  test.slow()
  await seedCounter(dataDir, { clients: [] })
  const win = await (await launch()).firstWindow()
  await enterFacturas(win)
  await win.evaluate(() => location.assign('#/ajustes/facturacion'))
  await expect(win.getByRole('heading', { name: 'Facturación', level: 1 })).toBeVisible()
  await win.getByLabel('Día de facturación').fill('10')
  await win.getByText('Porcentaje', { exact: true }).click()
  const words = win.getByRole('complementary', { name: 'En palabras' })
  await expect(words).toContainText('Falta decir cuánto es el recargo.')
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText('Revisar 1 campo')).toBeVisible()
  await win.getByRole('textbox', { name: 'Porcentaje' }).fill('5')
  await win.getByText('Cada mes de atraso').click()
  await expect(words).toContainText(`el ${formatDate(addDays(today(), 1), 'es-AR')}, $`)
  await expect(words).toContainText(money(pesos(85_000)))
  await win.getByRole('switch', { name: /Preparar la facturación/ }).press('Space')
  await win.getByText('La oficina, si nadie lo hace').click()
  await win.getByLabel('Importe máximo que otorga Cobranza').fill('20000')
  await expectAccessible(win, 'billing settings')
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText('Guardado: vale para lo que se facture desde ahora')).toBeVisible()

  await win.keyboard.press('Control+4')
  await expect(win.getByRole('heading', { name: 'Facturas', exact: true })).toBeVisible()
  await win.evaluate(() => location.assign('#/ajustes/facturacion'))
  await expect(win.getByLabel('Día de facturación')).toHaveValue('10')
  await expect(win.getByRole('textbox', { name: 'Porcentaje' })).toHaveValue('5 %')
  await expect(win.getByLabel('Importe máximo que otorga Cobranza')).toHaveValue('20000')
  await expect(win.getByRole('button', { name: /Guardar/ })).toBeDisabled()
})
