import type { Page } from '@playwright/test'
import { type PrinterSimulator, startPrinter, textOf } from '../simulators/printer/index.ts'
import { asCashier, seedCounter, storedRecibos } from './counter-office.ts'
import { doneDialog, enter, expectAccessible, openCollect, searchBox } from './counter-window.ts'
import { expect, test } from './fixture.ts'

const JOSE = { nombre: 'José Ñáñez Güemes', debts: [1_700_000] }
const LUZ = { nombre: 'Luz Peña', debts: [900_000] }

// The preview's frame runs no scripts, and the test's own eyes are one.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

let printer: PrinterSimulator
test.beforeEach(async () => {
  printer = await startPrinter()
})
test.afterEach(() => printer.stop())

/** Ajustes → Impresora de tickets: the address of the printer, saved. */
async function configure(win: Page): Promise<void> {
  await win.getByRole('link', { name: 'Ajustes' }).click()
  await win.getByRole('link', { name: 'Impresora de tickets' }).click()
  await win.getByRole('radiogroup', { name: 'Conexión' }).getByText('Red', { exact: true }).click()
  await win.getByLabel('Dirección').fill('127.0.0.1')
  await win.getByLabel('Puerto').fill(String(printer.port))
  await win.getByText('Pin 2', { exact: true }).click()
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText('Lista para imprimir.')).toBeVisible()
}

const queueButton = (win: Page) => win.getByRole('button', { name: 'Tickets', exact: true })

test('a printer is set up, tested, runs out of paper, and gives each receipt its ticket once', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: [JOSE, LUZ] })
  const app = await launch()
  const win = await app.firstWindow()
  await enter(win)
  await configure(win)
  await expectAccessible(win, 'the settings of the ticket printer')
  await win.keyboard.press('Control+P')
  await expect(win.getByText(/La página de prueba salió/)).toBeVisible()
  await printer.until(1)
  expect(textOf(printer.tickets[0] ?? { printed: [] })).toContain('áéíóú ÁÉÍÓÚ ñÑ')

  await win.getByRole('link', { name: 'Mostrador' }).click()
  await expect(searchBox(win)).toBeFocused()
  await openCollect(win, 'nanez')
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText('Ticket impreso')
  await printer.until(2)
  const ticket = textOf(printer.tickets[1] ?? { printed: [] })
  expect(ticket).toContain('José Ñáñez Güemes')
  expect(ticket).toMatch(/\$\s17\.000,00/)
  expect(ticket).not.toContain('COPIA')
  expect(printer.kicks).toHaveLength(1)
  await win.keyboard.press('Enter')

  await printer.behave({ paperOut: true })
  await expect(searchBox(win)).toBeFocused()
  await openCollect(win, 'luz')
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText('El ticket espera: el cobro está guardado.')
  await expect(doneDialog(win)).toContainText('La impresora no tiene papel.')
  await expectAccessible(win, 'a ticket that waits for paper')
  expect(storedRecibos(dataDir)).toHaveLength(2)
  await win.keyboard.press('Escape')
  await queueButton(win).click()
  await expect(win.getByRole('list', { name: 'Tickets' }).getByText('En espera')).toBeVisible()
  await expectAccessible(win, 'the queue of tickets')
  await printer.behave({})
  await win.getByRole('button', { name: /^Reintentar: Recibo P1-R-00000002/ }).click()
  await printer.until(3)
  await expect(win.getByRole('list', { name: 'Tickets' }).getByText('En espera')).toHaveCount(0)
  expect(textOf(printer.tickets[2] ?? { printed: [] })).toContain('Luz Peña')
  expect(storedRecibos(dataDir).map(({ impresiones }) => impresiones)).toEqual([1, 1])
})

test('a ticket that does not come out gives way to the PDF, and what was printed prints again as COPIA', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: [JOSE] })
  await asCashier(dataDir, async (rpc) => {
    const puesto = await rpc.puestos.current()
    const conexion = { tipo: 'red' as const, host: '127.0.0.1', puerto: printer.port }
    const config = { ...puesto.impresora, conexion }
    await rpc.impresoras.saveConfig({ requestId: crypto.randomUUID(), config, expected: puesto.actualizadoEn })
  })
  await printer.behave({ coverOpen: true })
  const win = await (await launch()).firstWindow()
  await enter(win)
  await openCollect(win, 'nanez')
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText('La tapa de la impresora está abierta.')
  await doneDialog(win).getByRole('button', { name: 'Usar otro papel o PDF' }).click()
  const paper = win.getByRole('dialog', { name: /^Recibo P1-R-00000001/ })
  await expect(paper).toBeVisible()
  await expect(paper).not.toContainText('dirá COPIA')
  await printer.behave({})
  await win.keyboard.press('Control+T')
  await expect(paper).toContainText('Ticket impreso')
  await win.keyboard.press('Control+T')
  await expect(paper).toContainText('Ticket impreso, dice COPIA')
  await printer.sync()
  expect(printer.tickets.map((each) => textOf(each).includes('COPIA'))).toEqual([false, true])
})

test('the Z that was printed is the Z that was closed', async ({ dataDir }) => {
  await seedCounter(dataDir, { clients: [JOSE], drawerClosed: true })
  const reporte = await asCashier(dataDir, async (rpc) => {
    const puesto = await rpc.puestos.current()
    const conexion = { tipo: 'red' as const, host: '127.0.0.1', puerto: printer.port }
    const config = { ...puesto.impresora, conexion, auto: false }
    await rpc.impresoras.saveConfig({ requestId: crypto.randomUUID(), config, expected: puesto.actualizadoEn })
    await rpc.caja.open({ requestId: crypto.randomUUID(), conteo: [] })
    const [client] = (await rpc.clientes.list({})).items
    const pago = { clienteId: client?.id ?? '', metodo: 'efectivo' as const, monto: 1_700_000 }
    await rpc.cobros.record({ requestId: crypto.randomUUID(), ...pago })
    const closed = await rpc.caja.close({ requestId: crypto.randomUUID(), conteo: [{ valor: 100_000, cantidad: 17 }] })
    const ticket = { tipo: 'reporte_caja' as const, documentoId: closed.reporte.id }
    await rpc.impresoras.print({ requestId: crypto.randomUUID(), ...ticket })
    await printer.until(1)
    return closed.reporte
  })
  const z = textOf(printer.tickets[0] ?? { printed: [] })
  expect(z).toContain(`Cierre Z ${reporte.numero}`)
  expect(z).toMatch(/Cobrado en efectivo +\$\s17\.000,00/)
  expect(z).toMatch(/Contado +\$\s17\.000,00/)
  expect(z).toMatch(/Diferencia +\$\s0,00/)
})
