import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { addDays, addMonths, civilDate, formatDate, periodOf } from '../../contract/dates.ts'
import { asCashier, seedCounter } from './counter-office.ts'
import { enter, expectAccessible, money } from './counter-window.ts'
import { enterClientes, openProfile, plain } from './customers-window.ts'
import { expect, test } from './fixture.ts'

const ZONE = 'America/Argentina/Buenos_Aires'
const today = () => civilDate(Date.now(), ZONE)
const shown = (fecha: string) => formatDate(fecha, 'es-AR')
const LONG = 'Fibra Simétrica Empresarial 500 Mbps con IP fija, soporte prioritario y equipo'
const MARIA = { nombre: 'María Pérez', documento: '20.123.456' }

// The frame that shows a document runs no scripts; Playwright tries to.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

type Rpc = Parameters<Parameters<typeof asCashier>[1]>[0]

/** Bills this month for everybody. */
async function billMonth(rpc: Rpc): Promise<void> {
  const { vistaId } = await rpc.corridas.preview({ periodo: periodOf(today()), fechaEmision: today() })
  const { corridaId } = await rpc.corridas.confirm({ requestId: randomUUID(), vistaId })
  await expect.poll(async () => (await rpc.corridas.get({ id: corridaId })).estado).toBe('terminada')
}

/** An office with a client whose month is billed, a second plan with a long name, and a fee for lifting a cut. */
async function seed(dataDir: string): Promise<void> {
  const [maria] = await seedCounter(dataDir, { clients: [MARIA], price: 3_100_000 })
  await asCashier(dataDir, async (rpc) => {
    await rpc.planes.create({
      requestId: randomUUID(),
      nombre: LONG,
      velocidadBajadaMbps: 500,
      velocidadSubidaMbps: 500,
      precioMensual: 6_200_000,
      impuestos: [],
      politicaSuspension: 'cortar',
    })
    const { actualizadoEn: expected, ...config } = await rpc.facturacion.config()
    const reconexion = { monto: 250_000, impuestos: [] }
    await rpc.facturacion.updateConfig({ requestId: randomUUID(), expected, config: { ...config, reconexion } })
    const [servicio] = (await rpc.clientes.get({ id: maria?.cliente.id ?? '' })).servicios
    if (servicio === undefined) throw new Error('no service')
    const { tecnologia, dispositivoRef, fechaActivacion, id, actualizadoEn } = servicio
    const facturarDesde = `${periodOf(today())}-01`
    const fields = { tecnologia, dispositivoRef, fechaActivacion, facturarDesde }
    await rpc.servicios.update({ requestId: randomUUID(), id, expected: actualizadoEn, ...fields })
    await billMonth(rpc)
  })
}

const SHOTS = process.env['MOSTRADOR_LOOK']
/** Pictures for whoever wants to look: nothing unless asked. */
async function look(win: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return
  fs.mkdirSync(SHOTS, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await win.emulateMedia({ colorScheme })
    await win.screenshot({ path: `${SHOTS}/${name}-${colorScheme}.png` })
  }
}

const openMaria = async (win: Page) => {
  await enterClientes(win)
  await openProfile(win, 'perez', 'María Pérez')
}
const endOfMonth = () => addDays(`${periodOf(addMonths(today(), 1))}-01`, -1)

test('another plan from a day on: what it means in money is said before, and the card shows it', async ({
  dataDir,
  launch,
}) => {
  test.slow()
  await seed(dataDir)
  const win = await (await launch()).firstWindow()
  await openMaria(win)
  const card = win.getByRole('article', { name: 'Hogar 100' })
  await expect(card).toContainText(shown(endOfMonth()))
  await expect(card).toContainText('Activo')
  await look(win, 'ficha')
  await expectAccessible(win, 'services of a client')

  await card.getByRole('link', { name: 'Ver servicio Hogar 100' }).click()
  await expect(win.getByRole('heading', { name: 'Hogar 100', level: 1 })).toBeVisible()
  await look(win, 'servicio')
  await expectAccessible(win, 'service')
  await win.keyboard.press('F2')
  const dialog = win.getByRole('dialog', { name: 'Cambiar el plan de Hogar 100' })
  const preview = dialog.getByRole('region', { name: 'Qué significa' })
  await expect(preview).toContainText('Elegir el plan nuevo')
  await dialog.getByRole('combobox', { name: 'Plan nuevo' }).fill('fibra')
  await win.keyboard.press('ArrowDown')
  await win.keyboard.press('Enter')
  // From the first of this month on: all of it is given back, and charged anew.
  await dialog.getByLabel('Primer día con el plan nuevo').fill(shown(`${periodOf(today())}-01`))
  await win.keyboard.press('Tab')
  await expect(preview).toContainText(money('$ 31.000,00'))
  await expect(preview).toContainText(money('En la próxima factura se cobran $ 31.000,00 más'))
  await dialog.getByLabel('Emitir el prorrateo ahora').check()
  await expect(preview).toContainText(money('Se emite ahora una factura de $ 31.000,00'))
  await look(win, 'cambio-plan')
  await expectAccessible(win, 'change of plan')
  await win.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(win.getByText(/^Factura P1-F-\d+ emitida por/)).toBeVisible()
  await expect(win.getByRole('heading', { name: LONG, level: 1 })).toBeVisible()
  await expect(win.getByText(`De Hogar 100 a ${LONG}`)).toBeVisible()
  await look(win, 'servicio-despues')
  await win.keyboard.press('Alt+ArrowLeft')
  await expect(win.getByRole('region', { name: 'Saldo' })).toContainText(money('$ 62.000,00'))
  await look(win, 'ficha-larga')
})

test('a pause that comes back by itself, taken back; a cut that is lifted costs its fee', async ({
  dataDir,
  launch,
}) => {
  test.slow()
  await seed(dataDir)
  const win = await (await launch()).firstWindow()
  await openMaria(win)
  const card = win.getByRole('article', { name: 'Hogar 100' })
  const act = async (name: string) => {
    await card.getByRole('button', { name: 'Acciones de Hogar 100' }).click()
    await win.getByRole('menuitem', { name }).click()
  }
  await card.getByRole('button', { name: 'Acciones de Hogar 100' }).click()
  await expect(win.getByRole('menuitem')).toHaveCount(5)
  await look(win, 'acciones')
  await expectAccessible(win, 'actions of a service')
  await win.getByRole('menuitem', { name: 'Pausar…' }).click()

  const pause = win.getByRole('dialog', { name: 'Pausar Hogar 100' })
  const start = addDays(today(), 5)
  await pause.getByLabel('Primer día en pausa').fill(shown(start))
  await pause.getByLabel('Vuelve el').fill(shown(addDays(start, 30)))
  await pause.getByLabel('Motivo').fill('Viaja')
  await expect(pause.getByRole('region')).toContainText(`Vuelve solo el ${shown(addDays(start, 30))}`)
  await expect(pause.getByRole('region')).toContainText('Queda previsto')
  await look(win, 'pausa')
  await expectAccessible(win, 'pause')
  await win.keyboard.press('Control+Enter')
  await expect(pause).toBeHidden()
  await expect(card).toContainText(`En pausa el ${shown(start)}`)

  // Planned changes are taken back where the service is, the later one first.
  await card.getByRole('link', { name: 'Ver servicio Hogar 100' }).click()
  await expect(win.getByText('Previsto', { exact: true })).toHaveCount(2)
  await win.getByRole('button', { name: `Quitar el cambio del ${shown(start)}` }).click()
  await expect(win.getByText('No va con otro cambio', { exact: false })).toBeVisible()
  await win.getByRole('button', { name: `Quitar el cambio del ${shown(addDays(start, 30))}` }).click()
  await expect(win.getByText('Previsto', { exact: true })).toHaveCount(1)
  await win.getByRole('button', { name: `Quitar el cambio del ${shown(start)}` }).click()
  await expect(win.getByText('Quitado antes de su día')).toHaveCount(2)
  await look(win, 'historia')
  await expectAccessible(win, 'history')
  await win.keyboard.press('Alt+ArrowLeft')

  await act('Suspender por deuda…')
  await win.keyboard.press('Control+Enter')
  await expect(card).toContainText('Suspendido por deuda')
  await act('Reactivar…')
  const back = win.getByRole('dialog', { name: 'Reactivar Hogar 100' })
  await expect(back.getByRole('region')).toContainText(money('Se agrega la reconexión: $ 2.500,00'))
  await look(win, 'reactivar')
  await win.keyboard.press('Control+Enter')
  await expect(card).toContainText('Activo')
  await win.keyboard.press('Alt+5')
  await expect(win.getByRole('table', { name: 'Cargos y descuentos' })).toContainText('Reconexión del servicio')
})

test('charges: in instalments, a discount until a day, its end, and one taken back', async ({ dataDir, launch }) => {
  test.slow()
  await seed(dataDir)
  const win = await (await launch()).firstWindow()
  await openMaria(win)
  await expect(win.getByRole('tablist')).toBeVisible()
  await win.keyboard.press('Alt+5')
  await expect(win.getByText('Sin cargos ni descuentos')).toBeVisible()
  await expectAccessible(win, 'no charges')
  await win.getByRole('button', { name: 'Agregar cargo o descuento' }).click()
  const form = win.getByRole('dialog', { name: 'Agregar cargo o descuento' })
  await expect(form.getByLabel('Descripción')).toBeFocused()
  await win.keyboard.press('Control+Enter')
  await expect(form.getByText('Revisar 2 campos')).toBeVisible()
  await form.getByRole('combobox', { name: 'Tipo' }).click()
  await win.getByRole('option', { name: 'En cuotas' }).click()
  await form
    .getByLabel('Descripción')
    .fill('Instalación y router de doble banda con antena exterior para la casa del fondo')
  await form.getByLabel('Importe total').fill('10000')
  await expect(form.getByText(/3 cuotas, la primera de/)).toBeVisible()
  await look(win, 'cargo')
  await expectAccessible(win, 'a charge')
  await win.keyboard.press('Control+Enter')
  await expect(form).toBeHidden()
  const table = win.getByRole('table', { name: 'Cargos y descuentos' })
  await expect(table).toContainText('0 de 3 cuotas')

  await win.getByRole('button', { name: 'Agregar cargo o descuento' }).click()
  await form.getByRole('combobox', { name: 'Tipo' }).click()
  await win.getByRole('option', { name: 'Descuento en %' }).click()
  await form.getByLabel('Descripción').fill('Promoción de bienvenida')
  await form.getByLabel('Porcentaje').fill('12,5')
  await form.getByLabel('Hasta').fill(shown(addDays(today(), 90)))
  await win.keyboard.press('Control+Enter')
  await expect(form).toBeHidden()
  await expect(table).toContainText(/−12,5\s?%/)
  await look(win, 'cargos')
  await expectAccessible(win, 'charges')

  await table.getByRole('button', { name: 'Acciones de Promoción de bienvenida' }).click()
  await win.getByRole('menuitem', { name: 'Dar fin…' }).click()
  await win.getByLabel('Último día').fill(shown(addDays(today(), 30)))
  await win.keyboard.press('Control+Enter')
  await expect(table).toContainText(shown(addDays(today(), 30)))
  await table.getByRole('button', { name: /^Acciones de Instalación/ }).click()
  await win.getByRole('menuitem', { name: 'Anular…' }).click()
  await win.getByRole('dialog').getByLabel('Motivo').fill('Bonificada')
  await win.keyboard.press('Control+Enter')
  await expect(table).toContainText('Anulado')
})

test('prices of many plans: chosen, previewed, planned, and taken back', async ({ dataDir, launch }) => {
  test.slow()
  await seed(dataDir)
  const win = await (await launch()).firstWindow()
  await enter(win)
  await win.keyboard.press('Control+,')
  await win.getByRole('link', { name: 'Planes' }).click()
  await expect(win.getByText(money('1 servicio activo · $ 31.000,00 por mes'))).toBeVisible()
  await look(win, 'planes')
  await expectAccessible(win, 'plans')
  await win.getByRole('button', { name: 'Cambiar precios…' }).click()
  const dialog = win.getByRole('dialog', { name: 'Cambiar precios' })
  await dialog.getByLabel('Aumento').fill('10')
  await look(win, 'precios')
  await expectAccessible(win, 'new prices')
  await win.keyboard.press('Control+Enter')
  await expect(dialog.getByRole('row', { name: /Hogar 100/ })).toContainText(money('$ 34.100,00'))
  await expect(dialog.getByRole('row', { name: /^Total/ })).toContainText(money('$ 3.100,00'))
  await look(win, 'precios-vista')
  await expectAccessible(win, 'preview of prices')
  await dialog.getByRole('button', { name: 'Programar 2 precios' }).click()
  await expect(dialog).toBeHidden()
  const first = shown(`${periodOf(addMonths(today(), 1))}-01`)
  await expect(win.getByRole('row', { name: /Hogar 100/ })).toContainText(money(`$ 34.100,00 desde el ${first}`))

  await win.getByRole('button', { name: 'Hogar 100' }).click()
  const drawer = win.getByRole('dialog', { name: 'Hogar 100' })
  await expect(drawer.getByText('Previsto')).toBeVisible()
  await look(win, 'plan')
  await expectAccessible(win, 'a plan')
  // Esc is for the dialog on top alone.
  const network = drawer.getByRole('region', { name: 'En la red' })
  await network.getByRole('button', { name: 'Editar' }).click()
  await expect(win.getByRole('dialog')).toHaveCount(2)
  await win.keyboard.press('Escape')
  await expect(win.getByRole('dialog')).toHaveCount(1)
  await expect(network.getByRole('button', { name: 'Editar' })).toBeFocused()
  await drawer.getByRole('button', { name: `Quitar el precio del ${first}` }).click()
  await expect(drawer.getByText('Quitado')).toBeVisible()
  await drawer.getByRole('button', { name: 'Archivar' }).click()
  await expect(drawer.getByText('Archivado', { exact: true })).toBeVisible()
  await win.keyboard.press('Escape')
  await expect(win.getByRole('row', { name: /Hogar 100/ })).toBeHidden()
  await win.getByLabel('Mostrar archivados').check({ force: true })
  await expect(win.getByRole('row', { name: /Hogar 100/ })).toContainText('Archivado')
  expect(plain(await win.getByRole('row', { name: /Fibra/ }).innerText())).toContain('$ 68.200,00')
})
