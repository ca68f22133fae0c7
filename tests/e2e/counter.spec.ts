import { MARIA, PEDRO, PRINTER, seedCounter, storedRecibos } from './counter-office.ts'
import { expect, test } from './fixture.ts'
import {
  collectDialog,
  doneDialog,
  expectAccessible,
  money,
  openClient,
  openCollect,
  openCounter,
  paperDialog,
  searchBox,
} from './counter-window.ts'

// The preview's frame runs no scripts, and the test's own eyes are one.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

test.describe('from a known name to a printed ticket', () => {
  test('takes three keys where the seat prints by itself', async ({ dataDir, launch }) => {
    await seedCounter(dataDir, { clients: [MARIA, PEDRO], ...PRINTER })
    const { win, printed } = await openCounter(launch)
    let keys = 0
    const press = async (key: string) => {
      keys++
      await win.keyboard.press(key)
    }

    await win.keyboard.type('perez')
    await expect(win.getByRole('option')).toHaveCount(1)
    await press('Enter')
    await expect(win.getByRole('button', { name: money('Cobrar $ 51.500,00') })).toBeVisible()
    await press('Enter')
    await expect(collectDialog(win).getByRole('button', { name: money('Cobrar $ 51.500,00') })).toBeVisible()
    await press('Enter')
    await expect(doneDialog(win)).toContainText('Impreso en Caja')

    expect(keys).toBeLessThanOrEqual(6)
    expect(keys).toBe(3)
    const [job] = await printed()
    expect(job).toMatchObject({ printer: 'Caja', papel: '80mm' })
    expect(job?.html).toContain('P1-R-00000001')
    expect(job?.html).not.toContain('COPIA')
    await expect(doneDialog(win)).toContainText('Queda al día')

    await win.keyboard.press('Enter')
    await expect(searchBox(win)).toBeFocused()
    await expect(searchBox(win)).toHaveValue('')
    expect(storedRecibos(dataDir)).toEqual([{ numero: 'P1-R-00000001', montoTotal: 5_150_000, impresiones: 1 }])
  })

  test('takes four where it does not, with the change beside the preview', async ({ dataDir, launch }) => {
    await seedCounter(dataDir, { clients: [MARIA, PEDRO] })
    const { win, printed } = await openCounter(launch)
    let keys = 0
    const press = async (key: string) => {
      keys++
      await win.keyboard.press(key)
    }

    await win.keyboard.type('perez')
    await expect(win.getByRole('option')).toHaveCount(1)
    await press('Enter')
    await expect(win.getByRole('article')).toBeVisible()
    await press('Enter')
    await expect(win.getByLabel('Recibido')).toBeFocused()
    await win.keyboard.type('60000')
    await expect(collectDialog(win)).toContainText(money('$ 8.500,00'))
    await press('Enter')
    await expect(paperDialog(win)).toContainText(money('$ 8.500,00'))
    await expect(paperDialog(win).getByRole('button', { name: /Imprimir/ })).toBeEnabled()
    await press('Enter')
    await expect(paperDialog(win)).toBeHidden()

    expect(keys).toBe(4)
    expect(await printed()).toHaveLength(1)
    await expect(doneDialog(win)).toContainText(money('$ 8.500,00'))
    await win.keyboard.press('Escape')
    await expect(searchBox(win)).toBeFocused()
    await expect(searchBox(win)).toHaveValue('')
  })
})

test('what is typed anywhere searches, and Esc goes back a step at a time', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA, PEDRO] })
  const { win } = await openCounter(launch)
  await win.getByRole('heading', { name: 'Teclas' }).click()
  await expect(searchBox(win)).toBeFocused()
  await win.getByRole('link', { name: 'Mostrador' }).focus()

  await openClient(win, 'gomez')
  await expect(win.getByRole('article')).toContainText('No debe nada')
  await win.keyboard.press('Escape')
  await expect(win.getByRole('option')).toHaveCount(1)
  await expect(searchBox(win)).toHaveValue('gomez')
  await win.keyboard.press('Escape')
  await expect(searchBox(win)).toHaveValue('')

  await win.keyboard.type('nadie se llama asi')
  await expect(win.getByText('Nadie coincide con «nadie se llama asi»')).toBeVisible()
  await expect(win.getByRole('button', { name: 'Crear cliente' })).toBeVisible()
  // A new search replaces the client on the screen without a step back.
  await win.keyboard.press('Escape')
  await openClient(win, 'perez')
  await win.keyboard.type('gom')
  await expect(win.getByRole('option')).toHaveCount(1)
  await expect(win.getByRole('article')).toBeHidden()
})

test('an invoice barcode and Enter open its client with that invoice picked', async ({ dataDir, launch }) => {
  const [maria] = await seedCounter(dataDir, { clients: [MARIA, PEDRO] })
  const second = maria?.facturas[1]?.numero ?? ''
  const { win } = await openCounter(launch)
  // A reader types faster than the office answers, and ends with Enter.
  await win.keyboard.type(second)
  await win.keyboard.press('Enter')
  await expect(win.getByRole('row', { name: new RegExp(`${second}.*Buscada`) })).toBeVisible()
  await win.keyboard.press('F2')
  await expect(win.getByRole('checkbox', { name: new RegExp(second) })).toBeChecked()
  await expect(collectDialog(win).getByRole('checkbox', { checked: true })).toHaveCount(1)
  await expect(collectDialog(win).getByRole('button', { name: money('Cobrar $ 17.000,00') })).toBeVisible()
})

test('a printer that fails never hides that the money is recorded', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA], ...PRINTER })
  const { win, printed } = await openCounter(
    launch,
    { ok: false, reason: 'no_printer', detail: 'unplugged' },
    { ok: true },
  )
  await openCollect(win, 'perez')
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText('El cobro está registrado. El recibo no se pudo imprimir.')
  await expect(doneDialog(win)).toContainText('P1-R-00000001')
  await expectAccessible(win, 'recorded, not printed')
  await win.getByRole('button', { name: 'Imprimir de nuevo' }).click()
  await expect(doneDialog(win)).toContainText('Impreso en Caja')
  const jobs = await printed()
  expect(jobs).toHaveLength(2)
  // Nothing came out before: this is the original.
  expect(jobs[1]?.html).not.toContain('COPIA')
})

test('a reprint, from the latest receipts or from the client, says COPIA', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA], ...PRINTER })
  const { win, printed } = await openCounter(launch)
  await openCollect(win, 'perez')
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText('Impreso en Caja')
  await win.keyboard.press('Enter')
  await expect(win.getByRole('cell', { name: 'P1-R-00000001', exact: true })).toBeVisible()

  const reprint = async () => {
    await expect(win.locator('[aria-keyshortcuts="F9"]')).toBeEnabled()
    await win.keyboard.press('F9')
    await expect(paperDialog(win).getByRole('button', { name: /Imprimir/ })).toBeEnabled()
    await win.keyboard.press('Enter')
    await expect(paperDialog(win)).toBeHidden()
  }
  await reprint()
  await openClient(win, 'perez')
  await reprint()
  const jobs = await printed()
  expect(jobs.map(({ html }) => html.includes('COPIA'))).toEqual([false, true, true])
})

test('a currency without decimals, millions, a name of 160 letters and thirty invoices', async ({
  dataDir,
  launch,
}) => {
  const nombre = `Ferretería ${'Materiales y Construcciones '.repeat(6)}`.slice(0, 160).trim()
  await seedCounter(dataDir, {
    tenant: { moneda: 'CLP', pais: 'CL', zonaHoraria: 'America/Santiago' },
    price: 21_990,
    clients: [{ nombre, debts: Array.from({ length: 30 }, (_, index) => 1_021_990 + index) }],
    ...PRINTER,
  })
  const { win } = await openCounter(launch)
  await openCollect(win, 'ferreteria')
  await expect(collectDialog(win).getByRole('checkbox', { name: /^Pagar la factura/ })).toHaveCount(30)
  // Nothing of the main action is below the fold, nor cut.
  const confirm = collectDialog(win).getByRole('button', { name: /^Cobrar \$/ })
  await expect(confirm).toBeInViewport({ ratio: 1 })
  await expect(confirm).toContainText(money('$30.660.135'))
  await expectAccessible(win, 'thirty invoices')
  await win.keyboard.type('31000000')
  await expect(collectDialog(win)).toContainText('$339.865')
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText('$339.865')
})

test('every state is accessible, in light and dark', async ({ dataDir, launch }) => {
  test.setTimeout(120_000)
  await seedCounter(dataDir, { clients: [MARIA, PEDRO] })
  const { win } = await openCounter(launch)
  await expectAccessible(win, 'nothing collected yet')
  await win.keyboard.type('p')
  await expect(win.getByRole('option').first()).toBeVisible()
  await expectAccessible(win, 'hits')
  await win.keyboard.type('zzz')
  await expect(win.getByText(/Nadie coincide/)).toBeVisible()
  await expectAccessible(win, 'nobody')
  await win.keyboard.press('Escape')
  await openClient(win, 'gomez')
  await expectAccessible(win, 'a client without debt')
  await win.keyboard.press('Enter')
  await expect(win.getByLabel('Importe a cobrar')).toBeFocused()
  await expectAccessible(win, 'paying in advance')
  await win.keyboard.press('Escape')
  await openClient(win, 'perez')
  await expectAccessible(win, 'a client with debt')
  await win.keyboard.press('Enter')
  await expect(win.getByLabel('Recibido')).toBeFocused()
  await win.keyboard.type('1')
  await win.keyboard.press('Enter')
  await expectAccessible(win, 'not enough cash')
  await win.keyboard.press('F6')
  await expectAccessible(win, 'a transfer')
  await win.keyboard.press('F5')
  await win.keyboard.type('60000')
  await win.keyboard.press('Enter')
  await expect(paperDialog(win).getByRole('button', { name: /Imprimir/ })).toBeEnabled()
  await expectAccessible(win, 'the receipt')
  await win.keyboard.press('Escape')
  await expect(paperDialog(win)).toBeHidden()
  await expectAccessible(win, 'recorded')
  await win.keyboard.press('Enter')
  await expect(win.getByRole('cell', { name: 'P1-R-00000001', exact: true })).toBeVisible()
  await expectAccessible(win, 'the latest receipts')
})
