/** What a person does in the screens of clients and invoices, and what stands around them. */
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { enter } from './counter-window.ts'
import { expect } from './fixture.ts'

export const grid = (win: Page, name: string) => win.getByRole('grid', { name })
/** The rows of a grid, without its titles. */
export const rowsOf = (table: Locator) => table.getByRole('rowgroup').getByRole('row')

/** Through the door, to the list of clients. */
export async function enterClientes(win: Page): Promise<Locator> {
  await enter(win)
  await win.keyboard.press('Control+3')
  await expect(grid(win, 'Clientes')).toBeVisible()
  return grid(win, 'Clientes')
}

/** Through the door, to the list of invoices. */
export async function enterFacturas(win: Page): Promise<Locator> {
  await enter(win)
  await win.keyboard.press('Control+4')
  await expect(win.getByRole('heading', { name: 'Facturas', exact: true })).toBeVisible()
  return grid(win, 'Facturas')
}

/** Finds a client by a part of the name, and opens the profile. */
export async function openProfile(win: Page, texto: string, nombre: string): Promise<void> {
  await win.getByRole('textbox', { name: 'Filtrar clientes' }).fill(texto)
  await win.keyboard.press('Enter')
  await expect(win.getByRole('heading', { name: nombre, level: 1 })).toBeVisible()
}

/** Answers the system's dialog «save as» with a file of the test's. */
export async function saveInto(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
}

/** The words of a PDF as another program reads them, with plain spaces. */
export const pdfText = (file: string): string =>
  execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/[\u00a0\u202f]/g, ' ')

/** Text with plain spaces, whatever kind the locale puts between a currency and its amount. */
export const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

/** The amount that a text shows, in minor units: `A favor $ 2.000,50` is 200050. */
export function minorOf(text: string): number {
  const digits = /-?[\d.]+,\d{2}/.exec(plain(text).replaceAll('$ ', ''))?.[0]
  return digits === undefined ? 0 : Number(digits.replaceAll('.', '').replace(',', ''))
}

/** Somebody else changes a client while the window is open: as another seat's change would arrive. */
export function changeElsewhere(dataDir: string, clienteId: string, fields: Record<string, string>): void {
  const db = new Database(path.join(dataDir, 'office', 'office.db'))
  try {
    const names = Object.keys(fields)
    db.prepare(
      `update cliente set ${names.map((name) => `${name} = ?`).join(', ')}, actualizado_en = actualizado_en + 1 where id = ?`,
    ).run(...names.map((name) => fields[name]), clienteId)
  } finally {
    db.close()
  }
}
