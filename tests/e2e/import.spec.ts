import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { CHANNEL } from '../../contract/shell-channels.ts'
import { CASHIER, seedCounter } from './counter-office.ts'
import { expectAccessible } from './counter-window.ts'
import { expect, root, test } from './fixture.ts'

const CLIENTES = path.join(root, 'tests/data/clientes.csv')
const pictures = process.env['IMPORT_PICTURES']

/** A picture of the step, in light and dark, when somebody wants to look at them. */
async function picture(win: Page, name: string): Promise<void> {
  if (!pictures) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await win.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await win.screenshot({ path: path.join(pictures, `${name}-${colorScheme}.png`) })
  }
}

async function openImport(app: ElectronApplication): Promise<Page> {
  const win = await app.firstWindow()
  await expect(win.getByLabel(/PIN/).last()).toBeFocused()
  await win.keyboard.type(CASHIER.pin)
  await win.keyboard.press('Enter')
  await win.getByRole('link', { name: 'Clientes' }).click()
  await win.getByRole('button', { name: 'Importar', exact: true }).click()
  await expect(win.getByRole('heading', { name: 'Importar clientes' })).toBeVisible()
  return win
}

const choose = (win: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) =>
  win.locator('input[type=file]').setInputFiles(file)

const next = (win: Page) => win.keyboard.press('Control+Enter')

/** Takes the place of the dialog that asks where to keep a file. */
async function simulateSaving(app: ElectronApplication) {
  await app.evaluate(({ ipcMain }, channel) => {
    const saved: unknown[] = []
    Object.assign(globalThis, { savedFiles: saved })
    ipcMain.removeHandler(channel)
    ipcMain.handle(channel, (_event, file: unknown) => {
      saved.push(file)
      return { ok: true, file: '/tmp/rechazadas.csv' }
    })
  }, CHANNEL.saveFile)
  return () =>
    app.evaluate(() => (globalThis as unknown as { savedFiles: unknown[] }).savedFiles) as Promise<
      { suggestedName: string; data: string }[]
    >
}

test('the old program’s spreadsheet becomes clients, by keyboard, and again changes nothing', async ({
  dataDir,
  launch,
}) => {
  test.setTimeout(180_000)
  await seedCounter(dataDir, { clients: [] })
  const app = await launch()
  const saved = await simulateSaving(app)
  const win = await openImport(app)
  await expect(win.getByRole('button', { name: /Soltar aquí la planilla/ })).toBeFocused()
  await expectAccessible(win, 'file')
  await picture(win, '1-file')

  await choose(win, CLIENTES)
  await expect(win.getByRole('heading', { name: 'Cómo se leyó' })).toBeVisible({ timeout: 30_000 })
  await expect(win.getByRole('combobox', { name: 'Separador' })).toHaveValue('Punto y coma ;')
  await expect(win.getByRole('combobox', { name: 'Se importa «Id Servicio» como' })).toHaveValue('Código de cliente')
  await expectAccessible(win, 'columns')
  await picture(win, '2-columns')

  await next(win)
  await expect(win.getByRole('button', { name: 'Importar 2.973 clientes' })).toBeVisible({ timeout: 60_000 })
  await expect(win.getByRole('button', { name: /^27\s*Rechazadas/ })).toBeVisible()
  await expectAccessible(win, 'review')
  await picture(win, '3-review')
  await win.getByRole('button', { name: /Correo inválido/ }).click()
  await expect(win.getByRole('grid')).toContainText('«alberto2@example» no es un correo')
  await win
    .getByRole('button', { name: /Rechazadas/ })
    .first()
    .click()
  await expect(win.getByRole('grid')).toContainText('La fila está cortada: tiene 9 / 18 celdas')
  await win.getByRole('grid').focus()
  await win.keyboard.press('Enter')
  await expect(win.getByRole('dialog')).toContainText('Fila 98')
  await expectAccessible(win, 'row')
  await picture(win, '4-row')
  await win.keyboard.press('Escape')

  await win.getByRole('tab', { name: /Planes/ }).click()
  await expect(win.getByText(/Sus filas no coinciden/)).toBeVisible()
  await expectAccessible(win, 'plans')
  await picture(win, '5-plans')
  await win.getByRole('combobox', { name: 'Qué hacer con «Plan que no existe»' }).click()
  await win.getByRole('option', { name: 'Usar Hogar 100' }).click()
  await expect(win.getByText(/Sus filas no coinciden/)).toBeHidden({ timeout: 60_000 })
  await win.getByRole('tab', { name: /Estados/ }).click()
  await expectAccessible(win, 'states')
  await picture(win, '6-states')

  await next(win)
  await expect(win.getByRole('heading', { name: 'Importación terminada' })).toBeVisible({ timeout: 90_000 })
  await expect(win.getByText('6 planes creados')).toBeVisible()
  await expectAccessible(win, 'result')
  await picture(win, '7-result')
  await win.getByRole('button', { name: 'Descargar 27 filas rechazadas' }).click()
  await expect.poll(async () => (await saved()).length).toBe(1)
  const [report] = await saved()
  expect(report?.suggestedName).toBe('clientes-rechazadas.csv')
  expect(report?.data).toContain('98;110;La fila está cortada: tiene 9 / 18 celdas')

  await next(win)
  await expect(win.getByRole('heading', { name: 'Clientes', exact: true })).toBeVisible()
  await expect(win.getByText('2.973 clientes')).toBeVisible()

  await win.getByRole('button', { name: 'Importar', exact: true }).click()
  await win.getByRole('button', { name: 'Importar otro archivo' }).click()
  await choose(win, CLIENTES)
  await expect(win.getByText('Recordado de la última vez con estas columnas')).toBeVisible({ timeout: 30_000 })
  await next(win)
  await expect(win.getByRole('button', { name: /^Nada que importar/ })).toBeDisabled({ timeout: 60_000 })
  await picture(win, '8-again')
})

test('how a file is read can be changed, and what is no table says what to do', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [] })
  const win = await openImport(await launch())
  await choose(win, {
    name: 'viejo.xls',
    mimeType: 'application/vnd.ms-excel',
    buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]),
  })
  await expect(win.getByRole('alert')).toContainText('Abrirlo y guardarlo como .xlsx o CSV')
  await picture(win, '9-unreadable')

  const latin = Buffer.from('Codigo;Nombre;Estado;Saldo\n1;Iñigo Núñez;En obra;1.234\n', 'latin1')
  await choose(win, { name: 'chico.csv', mimeType: 'text/csv', buffer: latin })
  await expect(win.getByRole('region', { name: 'Primeras filas del archivo' })).toContainText('Iñigo Núñez')
  await win.getByRole('combobox', { name: 'Codificación' }).click()
  await win.getByRole('option', { name: 'UTF-8' }).click()
  await expect(win.getByRole('region', { name: 'Primeras filas del archivo' })).toContainText('I\ufffdigo')
  await win.getByRole('combobox', { name: 'Codificación' }).click()
  await win.getByRole('option', { name: /Windows/ }).click()
  await expect(win.getByRole('region', { name: 'Primeras filas del archivo' })).toContainText('Iñigo Núñez')

  await next(win)
  await expect(win.getByText('Falta decir qué significa 1 estado')).toBeVisible()
  await win.getByRole('button', { name: 'Revisar' }).click()
  await win.getByRole('combobox', { name: '«En obra» se importa como' }).click()
  await win.getByRole('option', { name: 'Suspendido' }).click()
  await expect(win.getByRole('button', { name: 'Importar 1 cliente' })).toBeEnabled()

  // Away and back: nothing that was decided is lost.
  await win.getByRole('link', { name: 'Facturas' }).click()
  await expect(win.getByRole('heading', { name: 'Facturas', exact: true })).toBeVisible()
  await win.goBack()
  await expect(win.getByRole('button', { name: 'Importar 1 cliente' })).toBeEnabled()
  await next(win)
  await expect(win.getByRole('heading', { name: 'Importación terminada' })).toBeVisible()
})
