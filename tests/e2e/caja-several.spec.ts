import {
  BETO,
  CLIENTS,
  closeDialog,
  collectAll,
  countNotes,
  DORA,
  enterAs,
  expectBooks,
  goToCaja,
  leave,
  leaveReceipt,
  MARIA,
  PEDRO,
  resultDialog,
  RITA,
  tabTo,
} from './caja-window.ts'
import { CASHIER, seedCounter } from './counter-office.ts'
import { collectDialog, expectAccessible, money, openClient } from './counter-window.ts'
import { expect, test } from './fixture.ts'

// The frame that shows a document runs no scripts; Playwright tries to.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))
test.afterEach(({ dataDir }) => expectBooks(dataDir))

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
