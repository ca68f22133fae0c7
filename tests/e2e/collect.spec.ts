import { asCashier, MARIA, PEDRO, PRINTER, seedCounter, storedRecibos } from './counter-office.ts'
import { expect, test } from './fixture.ts'
import {
  collectDialog,
  doneDialog,
  money,
  openClient,
  openCollect,
  openCounter,
  searchBox,
  whileOfficeIsBusy,
} from './counter-window.ts'

declare global {
  interface Window {
    /** Whether the dialog that appears has the focus in the frame in which it does. */
    firstFrame?: Promise<boolean>
  }
}

// The preview's frame runs no scripts, and the test's own eyes are one.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

test('a partial payment shows what each invoice gets, in the order of picking', async ({ dataDir, launch }) => {
  const [maria] = await seedCounter(dataDir, { clients: [MARIA, PEDRO], ...PRINTER })
  const [first, , third] = maria?.facturas ?? []
  const { app, win } = await openCounter(launch)
  await openCollect(win, 'perez')

  // None, then the third and the first: that is their order.
  await win.keyboard.press('F8')
  await win.keyboard.press('Control+a')
  await win.keyboard.press('End')
  await win.keyboard.press('Space')
  await win.keyboard.press('Home')
  await win.keyboard.press('Space')
  await expect(win.getByLabel('Importe a cobrar')).toHaveValue(/^34[.]?500(,00)?$/)
  await win.keyboard.press('F4')
  await win.keyboard.type('20000')
  const row = (numero = '') => win.getByRole('row', { name: new RegExp(numero) })
  await expect(
    collectDialog(win)
      .getByRole('row')
      .filter({ hasText: third?.numero ?? '' }),
  ).toContainText(money('$ 17.500,00'))
  await expect(row(first?.numero).last()).toContainText(money('$ 2.500,00'))
  await expect(row(first?.numero).last()).toContainText(money('$ 14.500,00'))
  await expect(collectDialog(win)).toContainText(money('$ 31.500,00'))
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText(money('$ 31.500,00'))
  await app.close()

  const clienteId = maria?.cliente.id ?? ''
  const { facturas, deuda } = await asCashier(dataDir, (rpc) => rpc.cobros.prepare({ clienteId }))
  expect(deuda).toBe(3_150_000)
  expect(facturas.map(({ numero, saldo }) => [numero, saldo])).toEqual([
    [first?.numero, 1_450_000],
    [maria?.facturas[1]?.numero, 1_700_000],
  ])
})

test('less cash than the amount collects what there is, when the cashier says so', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA], ...PRINTER })
  const { win } = await openCounter(launch)
  await openCollect(win, 'perez')
  await win.keyboard.type('20000')
  await win.keyboard.press('Enter')
  await expect(collectDialog(win)).toContainText('No alcanza para lo que se cobra.')
  await expect(win.getByLabel('Recibido')).toBeFocused()
  expect(storedRecibos(dataDir)).toEqual([])
  await win.keyboard.press('F9')
  await expect(collectDialog(win).getByRole('button', { name: money('Cobrar $ 20.000,00') })).toBeVisible()
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText(money('$ 31.500,00'))
  expect(storedRecibos(dataDir)).toMatchObject([{ montoTotal: 2_000_000 }])
})

test('a cashier who is faster than the screen loses no key, and confirms nothing that was not shown', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: [MARIA], ...PRINTER })
  const { app, win } = await openCounter(launch)
  await openClient(win, 'perez')
  await whileOfficeIsBusy(app, async () => {
    await win.keyboard.press('F2')
    await win.keyboard.type('600000')
    await win.keyboard.press('Backspace')
    await win.keyboard.press('Enter')
    await win.keyboard.type('7')
    await expect(collectDialog(win)).toBeVisible()
  })
  await expect(win.getByLabel('Recibido')).toBeFocused()
  await expect(win.getByLabel('Recibido')).toHaveValue('60000')
  expect(storedRecibos(dataDir)).toEqual([])
  await win.keyboard.press('Escape')
  await expect(collectDialog(win)).toBeHidden()

  await whileOfficeIsBusy(app, async () => {
    await win.keyboard.press('F2')
    await win.keyboard.press('F4')
    await win.keyboard.type('1500')
  })
  await expect(win.getByLabel('Importe a cobrar')).toHaveValue('1500')
  await expect(win.getByLabel('Importe a cobrar')).toBeFocused()
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText(money('$ 1.500,00'))
})

test('a dialog has the keyboard in its first field in the frame in which it appears', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA], ...PRINTER })
  const { win } = await openCounter(launch)
  await openClient(win, 'perez')
  for (const [key, field] of [
    ['F2', 'Recibido'],
    ['Alt+p', 'Cuánto promete pagar'],
  ] as const) {
    // Looks before the key is pressed: the answer is asked for afterwards.
    await win.evaluate(() => {
      window.firstFrame = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          if (document.querySelector('[role=dialog] form input') === null) return
          observer.disconnect()
          // Nothing is painted before this.
          requestAnimationFrame(() => resolve(document.activeElement?.closest('[role=dialog] form') !== null))
        })
        observer.observe(document.body, { childList: true, subtree: true })
      })
    })
    await win.keyboard.press(key)
    expect(await win.evaluate(() => window.firstFrame), field).toBe(true)
    await expect(win.getByLabel(field)).toBeFocused()
    await win.keyboard.press('Escape')
    await expect(win.getByLabel(field)).toBeHidden()
  }
})

test('what cannot be read as cash received is never taken for the exact amount', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA], ...PRINTER })
  const { win } = await openCounter(launch)
  await openCollect(win, 'perez')
  await win.keyboard.type('60.0x')
  await win.keyboard.press('Enter')
  await expect(collectDialog(win)).toContainText('No es un importe')
  await expect(win.getByLabel('Recibido')).toBeFocused()
  expect(storedRecibos(dataDir)).toEqual([])
})

test('more than is owed stays in favour; who owes nothing pays in advance', async ({ dataDir, launch }) => {
  const [maria, pedro] = await seedCounter(dataDir, { clients: [MARIA, PEDRO], ...PRINTER })
  const { app, win } = await openCounter(launch)
  await openCollect(win, 'perez')
  await win.keyboard.press('F4')
  await win.keyboard.type('60000')
  await expect(collectDialog(win)).toContainText(/Queda a favor/)
  await expect(collectDialog(win)).toContainText(money('$ 8.500,00'))
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText(/A favor/)
  await win.keyboard.press('Enter')

  await openCollect(win, 'gomez')
  await expect(collectDialog(win)).toContainText('queda como crédito a favor')
  await expect(win.getByLabel('Importe a cobrar')).toBeFocused()
  await win.keyboard.type('34000')
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toBeVisible()
  await app.close()

  const profiles = await asCashier(dataDir, (rpc) =>
    Promise.all([maria, pedro].map((seeded) => rpc.clientes.get({ id: seeded?.cliente.id ?? '' }))),
  )
  expect(profiles.map(({ saldos }) => [saldos.deuda, saldos.credito])).toEqual([
    [0, 850_000],
    [0, 3_400_000],
  ])
})

test('a reference is taken once: the second time it is refused beside the field', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA, { ...PEDRO, debts: [1_700_000] }], ...PRINTER })
  const { win } = await openCounter(launch)
  await openCollect(win, 'perez')
  await win.keyboard.press('F6')
  const reference = win.getByLabel('Referencia de la operación')
  await expect(reference).toBeFocused()
  await win.keyboard.press('Enter')
  await expect(collectDialog(win)).toContainText('Falta la referencia.')
  await win.keyboard.type('OP-778899')
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText('P1-R-00000001')
  await win.keyboard.press('Enter')

  await openCollect(win, 'gomez')
  await win.keyboard.press('F6')
  await win.keyboard.type('OP-778899')
  await win.keyboard.press('Enter')
  await expect(collectDialog(win)).toContainText('Esa referencia ya se usó en el recibo P1-R-00000001.')
  await expect(reference).toBeFocused()
  await expect(reference).toHaveValue('OP-778899')
  await win.keyboard.press('End')
  await win.keyboard.type('-B')
  await win.keyboard.press('Enter')
  await expect(doneDialog(win)).toContainText('P1-R-00000002')
})

test('Enter twice pays once', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA] })
  const { win } = await openCounter(launch)
  await openCollect(win, 'perez')
  await Promise.all([win.keyboard.press('Enter'), win.keyboard.press('Enter'), win.keyboard.press('Enter')])
  await expect(doneDialog(win)).toBeVisible()
  expect(storedRecibos(dataDir)).toMatchObject([{ numero: 'P1-R-00000001', montoTotal: 5_150_000 }])
})

test('Esc keeps what was typed for that client', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA, { ...PEDRO, debts: [1_700_000] }] })
  const { win } = await openCounter(launch)
  await openCollect(win, 'perez')
  await win.keyboard.press('F6')
  await win.keyboard.type('OP-1')
  await win.keyboard.press('F4')
  await win.keyboard.type('12345,67')
  await win.keyboard.press('Escape')
  await expect(searchBox(win)).toBeFocused()

  await openCollect(win, 'gomez')
  await expect(collectDialog(win)).not.toContainText('Se conservó')
  await win.keyboard.press('Escape')
  await expect(collectDialog(win)).toBeHidden()
  // Also after leaving the counter.
  await win.keyboard.press('Control+3')
  await expect(searchBox(win)).toBeHidden()
  await win.keyboard.press('Control+1')
  await expect(searchBox(win)).toBeFocused()
  await openCollect(win, 'perez')
  await expect(collectDialog(win)).toContainText('Se conservó lo que había escrito antes.')
  await expect(win.getByLabel('Referencia de la operación')).toHaveValue('OP-1')
  await expect(win.getByLabel('Importe a cobrar')).toHaveValue(/12\.?345,67/)
  await win.getByRole('button', { name: 'Empezar de nuevo' }).click()
  await expect(collectDialog(win).getByRole('button', { name: money('Cobrar $ 51.500,00') })).toBeVisible()
})

test('each key of a collection means one thing, also while the drawer is closed', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA], drawerClosed: true })
  const { win } = await openCounter(launch)
  await openCollect(win, 'perez')
  const drawer = collectDialog(win).getByRole('button', { name: 'Abrir caja' })
  await expect(drawer).toBeVisible()
  const keys = await collectDialog(win).locator('kbd').allTextContents()
  expect(keys).toEqual([...new Set(keys)])
  await win.keyboard.press('F3')
  await expect(win.getByRole('dialog', { name: 'Abrir caja' })).toBeVisible()
})
