import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { enterAs } from './caja-window.ts'
import { asCashier, CASHIER, seedCounter } from './counter-office.ts'
import { expectAccessible, money } from './counter-window.ts'
import { expect, root, test } from './fixture.ts'

const EXTRACTO = path.join(root, 'tests/data/extracto.csv')
const pictures = process.env['CONCILIACION_PICTURES']

/** A picture of the step, in light and dark, when somebody wants to look at them. */
async function picture(win: Page, name: string): Promise<void> {
  if (!pictures) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await win.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await win.screenshot({ path: path.join(pictures, `${name}-${colorScheme}.png`) })
  }
}

const CLIENTES = [
  { nombre: 'Sofía Nicolás Gómez Benítez', debts: [709_980] },
  { nombre: 'Héctor Zoë Díaz Núñez', documento: '14.034.075', debts: [3_450_065] },
  { nombre: 'Lucía Begoña Ruiz', documento: '20-20047542-1', debts: [1_299_030] },
  { nombre: 'Raúl Agustín Cruz Benítez de la Vega y Santibáñez', documento: '39377965', debts: [1_699_900] },
  { nombre: 'Rita Luna' },
  { nombre: 'Nora Paz', debts: [123_457] },
]
const SARA = { nombre: 'Sara Supervisora', rol: 'admin', pin: '7373' } as const

const lines = (win: Page) => win.getByRole('listbox', { name: 'Líneas del extracto' })
const chosen = (win: Page) => lines(win).getByRole('option', { selected: true })

async function importStatement(win: Page): Promise<void> {
  await win.keyboard.press('Control+5')
  await expect(win.getByText('Ninguna línea espera su recibo')).toBeVisible()
  await win.keyboard.press('F6')
  await win.getByRole('button', { name: 'Cuenta nueva' }).click()
  const account = win.getByRole('dialog', { name: 'Cuenta nueva' })
  await account.getByLabel('Nombre').fill('Banco de la Oficina')
  await win.keyboard.press('Control+Enter')
  await expect(account).toBeHidden()
  await win.locator('input[type=file]').setInputFiles(EXTRACTO)
  await expect(win.getByRole('button', { name: /^600 Crédito/ })).toBeVisible()
  await expect(win.getByRole('button', { name: /^13 Repetida/ })).toBeVisible()
  await expect(win.getByRole('grid', { name: 'Filas del archivo' })).toContainText('Banco de la Oficina')
  await picture(win, 'extracto')
  await expectAccessible(win, 'a statement before it is saved')
  await win.keyboard.press('Control+Enter')
  await expect(lines(win)).toBeVisible()
}

async function acceptByKeys(win: Page): Promise<void> {
  await expect(lines(win)).toBeFocused()
  await win.keyboard.press('ArrowDown')
  await win.keyboard.press('ArrowDown')
  await expect(chosen(win)).toContainText('Sofía Nicolás')
  await picture(win, 'lineas')
  await expectAccessible(win, 'lines with their proposals')
  await win.keyboard.press('Enter')
  await expect(win.getByText('Conciliada: Sofía Nicolás Gómez Benítez')).toBeVisible()
  await expect(chosen(win)).not.toContainText('Sofía Nicolás')
  await expect(lines(win)).toBeFocused()

  await win.keyboard.press('F8')
  const many = win.getByRole('dialog', { name: 'Aceptar las propuestas seguras' })
  await expect(many).toContainText(money('$ 64.489,95'))
  await picture(win, 'seguras')
  await win.keyboard.press('Control+Enter')
  await expect(many).toBeHidden()
  await expect(win.getByText('Las propuestas se aceptaron')).toBeVisible()
  await expect(win.getByText(/^596 líneas sin recibo/)).toBeVisible()
}

/** One that says nothing becomes credit of a client whom a person chooses. */
async function matchByHand(win: Page): Promise<void> {
  await lines(win).focus()
  await win.keyboard.press('Home')
  await expect(chosen(win)).toContainText('OP9035044654')
  await win.keyboard.press('F2')
  const hand = win.getByRole('dialog', { name: 'Conciliar a mano' })
  await expect(hand.getByRole('combobox', { name: 'Cliente' })).toBeFocused()
  await win.keyboard.type('rita')
  await expect(hand.getByRole('option', { name: /Rita Luna/ })).toBeVisible()
  await win.keyboard.press('Enter')
  await hand.getByRole('radio', { name: 'A favor del cliente' }).check()
  await picture(win, 'a-mano')
  await expectAccessible(win, 'a line by hand')
  await win.keyboard.press('Control+Enter')
  await expect(hand).toBeHidden()
  await expect(win.getByText(/^595 líneas sin recibo/)).toBeVisible()
}

async function undo(win: Page): Promise<void> {
  await win.getByText('Conciliadas', { exact: true }).click()
  await win.getByRole('option', { name: /SOFÍA NICOLÁS/ }).click()
  await win.getByRole('button', { name: 'Deshacer' }).click()
  const dialog = win.getByRole('dialog', { name: 'Deshacer la conciliación' })
  await dialog.getByLabel('Por qué').fill('era de otra persona')
  await win.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(win.getByText(/^596 líneas sin recibo/)).toBeVisible()
}

/** One that is nobody's: set aside with a word about it, and brought back. */
async function ignore(win: Page): Promise<void> {
  await win.getByText('Abiertas', { exact: true }).click()
  await lines(win).focus()
  await win.keyboard.press('Home')
  const operacion = '98081542'
  await expect(chosen(win)).toContainText(operacion)
  await win.keyboard.press('F4')
  const dialog = win.getByRole('dialog', { name: 'Ignorar la línea' })
  await expect(dialog.getByLabel('Por qué')).toBeFocused()
  await win.keyboard.type('Alquiler de la torre')
  await expectAccessible(win, 'ignoring a line')
  await win.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(win.getByText(/^595 líneas sin recibo/)).toBeVisible()
  await win.getByText('Ignoradas', { exact: true }).click()
  await win.getByRole('option', { name: operacion }).click()
  await expect(win.getByRole('complementary', { name: 'La línea elegida' })).toContainText('Alquiler de la torre')
  await win.getByRole('button', { name: 'Volver a abrir' }).click()
  await expect(win.getByRole('dialog', { name: 'Volver a abrir' })).toBeVisible()
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText(/^596 líneas sin recibo/)).toBeVisible()
}

/** What was recorded as a transfer and the bank never showed is owed again: somebody else says so with their PIN. */
async function reject(win: Page): Promise<void> {
  await win.keyboard.press('Alt+2')
  const transfers = win.getByRole('grid', { name: 'Transferencias sin línea' })
  await expect(transfers).toBeFocused()
  await expect(transfers.getByRole('row', { name: /OP-NORA/ })).toBeVisible()
  await win.keyboard.press('Enter')
  const dialog = win.getByRole('dialog', { name: 'La transferencia no llegó' })
  await expect(dialog.getByLabel('Por qué')).toBeFocused()
  await win.keyboard.type('No está en el banco')
  await win.keyboard.press('Control+Enter')
  await expect(dialog.getByText('Son de 4 a 8 números.')).toBeVisible()
  await dialog.getByLabel(`PIN de ${SARA.nombre}`).fill(SARA.pin)
  await expectAccessible(win, 'a transfer that never arrived')
  await win.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(win.getByText('Ninguna transferencia espera su línea')).toBeVisible()
}

test('a statement finds its clients: by key, many at once, by hand, and back', async ({ dataDir, launch }) => {
  test.setTimeout(150_000)
  await seedCounter(dataDir, { clients: CLIENTES, recibo: { auto: false }, people: [SARA] })
  await asCashier(dataDir, async (rpc) => {
    const [nora] = (await rpc.clientes.list({ filter: { texto: 'nora' } })).items
    const pay = { clienteId: nora?.id ?? '', metodo: 'transferencia' as const, monto: 123_457, referencia: 'OP-NORA' }
    await rpc.cobros.record({ requestId: randomUUID(), ...pay })
  })
  const app = await launch()
  const win = await app.firstWindow()
  await enterAs(win, CASHIER)
  await importStatement(win)
  await acceptByKeys(win)
  await matchByHand(win)
  await undo(win)
  await ignore(win)
  await reject(win)
  await win.keyboard.press('Alt+3')
  await expect(win.getByRole('grid', { name: 'Extractos leídos' })).toContainText('extracto.csv')
  await picture(win, 'extractos')
  await app.close()
  await asCashier(dataDir, async (rpc) => {
    const { items } = await rpc.clientes.list({})
    const saldos = Object.fromEntries(
      items.map((each) => [each.nombreRazonSocial.split(' ')[0], [each.deuda, each.credito]]),
    )
    expect(saldos).toEqual({
      Sofía: [709_980, 0],
      Héctor: [0, 0],
      Lucía: [0, 0],
      Raúl: [0, 0],
      Rita: [0, 850_070],
      Nora: [123_457, 0],
    })
    expect((await rpc.system.check()).findings).toEqual([])
  })
})
