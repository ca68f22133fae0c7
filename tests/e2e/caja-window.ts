/** What cashiers do with their drawer, with the keyboard and nothing else. */
import type { Locator, Page } from '@playwright/test'
import { asCashier } from './counter-office.ts'
import { collectDialog, doneDialog, openClient, paperDialog, searchBox } from './counter-window.ts'
import { expect } from './fixture.ts'

export interface Person {
  nombre: string
  pin: string
}

export const MARIA = { nombre: 'María Pérez', documento: '20.123.456', debts: [1_700_000, 1_700_000, 1_750_000] }
export const PEDRO = { nombre: 'Pedro Gómez', documento: '30.111.222', debts: [1_700_000] }
export const RITA = { nombre: 'Rita Luna', documento: '40.222.333', direccion: 'Mitre 200', debts: [900_000] }
export const BETO: Person & { rol: 'cobranza' } = { nombre: 'Beto Cobranza', pin: '7391', rol: 'cobranza' }
export const DORA: Person & { rol: 'cobranza' } = { nombre: 'Dora Cobranza', pin: '6207', rol: 'cobranza' }
export const CLIENTS = [MARIA, PEDRO, RITA]

/** Whatever was done with drawers, the books agree. */
export async function expectBooks(dataDir: string): Promise<void> {
  const { findings } = await asCashier(dataDir, (rpc) => rpc.system.check())
  expect(findings).toEqual([])
}

const MOST_TABS = 40

/** Tab until a control has the focus, as somebody without a mouse would. */
export async function tabTo(win: Page, target: Locator): Promise<void> {
  // Some are drawn by the label over them.
  await expect(target).toBeAttached()
  for (let at = 0; at < MOST_TABS; at++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await win.keyboard.press('Tab')
  }
  throw new Error(`no way to ${String(target)} with Tab`)
}

/** Through the door, from the cards or from the PIN of whoever was here last. */
export async function enterAs(win: Page, { nombre, pin }: Person): Promise<void> {
  const card = win.getByRole('button', { name: nombre })
  const pinField = win.getByLabel(/PIN/).last()
  await expect(card.or(pinField)).toBeVisible()
  const asked = await pinField.isVisible()
  const same = asked && (await win.getByText(nombre, { exact: true }).isVisible())
  if (asked && !same) await win.keyboard.press('Escape')
  if (!same) {
    await tabTo(win, card)
    await win.keyboard.press('Enter')
  }
  await expect(pinField).toBeFocused()
  await win.keyboard.type(pin)
  await win.keyboard.press('Enter')
  await expect(searchBox(win)).toBeFocused()
}

/** Leaves the window to the next person. */
export async function leave(win: Page): Promise<void> {
  await win.keyboard.press('Control+l')
  await tabTo(win, win.getByRole('button', { name: 'Entrar como otra persona' }))
  await win.keyboard.press('Enter')
  await expect(win.getByRole('group', { name: /Quién/ })).toBeVisible()
}

/** Types how many there are of some notes (by their value in whole pesos), from the largest down with Enter. */
export async function countNotes(win: Page, notes: Readonly<Record<number, number>>): Promise<void> {
  const values = [20_000, 10_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10]
  const dialog = win.getByRole('dialog').last()
  await expect(dialog.getByRole('textbox').first()).toBeFocused()
  const lowest = Math.min(...Object.keys(notes).map(Number))
  for (const value of values.filter((one) => one >= lowest)) {
    const count = notes[value]
    if (count !== undefined) await win.keyboard.type(String(count))
    if (value !== lowest) await win.keyboard.press('Enter')
  }
}

export const closeDialog = (win: Page) => win.getByRole('dialog', { name: 'Cerrar caja' })
export const resultDialog = (win: Page, nombre: string) =>
  win.getByRole('dialog', { name: new RegExp(`^Caja de ${nombre}, Z `) })
export const reportDialog = (win: Page) => win.getByRole('dialog', { name: /^Informe / })

/** The drawer's place, from wherever the keyboard is. */
export async function goToCaja(win: Page, tab?: 1 | 2 | 3 | 4): Promise<void> {
  await win.keyboard.press('Control+2')
  await expect(win.getByRole('navigation', { name: 'Caja' })).toBeVisible()
  if (tab !== undefined) await win.keyboard.press(`Alt+${tab}`)
}

/** From the receipt on the screen back to the search. */
export async function leaveReceipt(win: Page): Promise<void> {
  await expect(paperDialog(win)).toBeVisible()
  await win.keyboard.press('Escape')
  await expect(doneDialog(win)).toBeVisible()
  await expect(paperDialog(win)).toBeHidden()
  await win.keyboard.press('Enter')
  await expect(searchBox(win)).toBeFocused()
}

/** Takes all that a client owes, in cash, by what is proposed. */
export async function collectAll(win: Page, texto: string): Promise<void> {
  await openClient(win, texto)
  await win.keyboard.press('Enter')
  await expect(collectDialog(win).getByLabel('Recibido')).toBeFocused()
  await win.keyboard.press('Enter')
  await leaveReceipt(win)
}
