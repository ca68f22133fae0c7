/** Pictures of the cash desk, from a demo office whose drawer is closed. */
import type { Page } from '@playwright/test'

const PIN = '1234'

async function goTo(win: Page, search: string): Promise<void> {
  await win.evaluate((to) => location.assign(to), `#/caja${search}`)
  await win.getByRole('navigation', { name: 'Caja' }).waitFor()
}

/** With what the last session left in it. */
export async function openDrawer(win: Page): Promise<void> {
  await goTo(win, '')
  await win.getByRole('button', { name: /^Abrir caja/ }).click()
  const dialog = win.getByRole('dialog', { name: 'Abrir caja' })
  await dialog.getByRole('textbox', { name: /1\.000,00$/ }).fill('10')
  await win.keyboard.press('Control+Enter')
  await win.getByRole('heading', { name: 'Mi caja' }).waitFor()
}

async function spend(win: Page): Promise<void> {
  await win.keyboard.press('F4')
  const dialog = win.getByRole('dialog', { name: 'Gasto en efectivo' })
  await dialog.getByLabel('Importe').fill('3500')
  await dialog.getByRole('combobox', { name: /Categoría/ }).click()
  await win.getByRole('option').first().click()
  await dialog.getByLabel('En qué se gastó').fill('Nafta para la camioneta')
  await win.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
}

/** The drawer with what happened in it, the count that ends it, and the supervisor's day. */
export const CAJA_SHOTS: readonly {
  name: string
  schemes: readonly ('light' | 'dark')[]
  take(win: Page): Promise<void>
}[] = [
  {
    name: 'caja',
    schemes: ['light', 'dark'],
    async take(win) {
      await goTo(win, '')
      await spend(win)
      await win.getByRole('row', { name: /Gasto/ }).waitFor()
    },
  },
  {
    name: 'cierre',
    schemes: ['light', 'dark'],
    async take(win) {
      await win.keyboard.press('F9')
      const dialog = win.getByRole('dialog', { name: 'Cerrar caja' })
      await dialog.getByRole('textbox', { name: /2\.000,00$/ }).fill('2')
      await dialog.getByRole('textbox', { name: /1\.000,00$/ }).fill('1')
      await win.keyboard.press('Control+Enter')
      await dialog.getByLabel('Explicación').fill('Se dio mal un vuelto')
      await dialog.getByText('Aprobar ahora').click()
      await dialog.getByLabel(/^PIN de/).fill(PIN)
    },
  },
  {
    name: 'supervision',
    schemes: ['light', 'dark'],
    async take(win) {
      await win.keyboard.press('Escape')
      await win.getByRole('button', { name: 'Descartar' }).click()
      await goTo(win, '?ver=supervision')
      await win.getByRole('table', { name: 'Cajas' }).waitFor()
    },
  },
  {
    name: 'conciliacion',
    schemes: ['light', 'dark'],
    async take(win) {
      await win.evaluate(() => location.assign('#/conciliacion'))
      await win.getByRole('listbox').getByRole('option').nth(5).waitFor()
      await win.getByRole('listbox').focus()
      await win.keyboard.press('ArrowDown')
      await win
        .getByRole('button', { name: /^Aceptar/ })
        .first()
        .waitFor()
    },
  },
]
