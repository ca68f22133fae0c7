import type { Page } from '@playwright/test'
import { MARIA, seedCounter, storedRecibos } from './counter-office.ts'
import { collectDialog, openClient, openCounter, searchBox, whileOfficeIsBusy } from './counter-window.ts'
import { expect, test } from './fixture.ts'

const promise = (win: Page) => win.getByRole('dialog', { name: 'Promesa de pago de María Pérez' })

/** Finds her: Enter would open her card. */
async function findMaria(win: Page): Promise<void> {
  await win.keyboard.type('perez')
  await expect(win.getByRole('option')).toHaveCount(1)
}

test('a key pressed before its button is there does what it says once it is', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA] })
  const { app, win } = await openCounter(launch)
  await findMaria(win)
  await whileOfficeIsBusy(app, async () => {
    await win.keyboard.press('Enter')
    await expect(win.getByRole('option')).toHaveCount(0)
    await win.keyboard.press('Alt+p')
    await expect(promise(win)).toBeHidden()
  })
  await expect(promise(win).getByLabel('Cuánto promete pagar')).toBeFocused()
})

const CHANGES_OF_MIND: [string, (win: Page) => Promise<void>][] = [
  ['another key', (win) => win.keyboard.press('F7')],
  ['a click', (win) => searchBox(win).click()],
]
for (const [what, doIt] of CHANGES_OF_MIND) {
  test(`what the person did after it counts: by ${what} the key is forgotten`, async ({ dataDir, launch }) => {
    await seedCounter(dataDir, { clients: [MARIA] })
    const { app, win } = await openCounter(launch)
    await findMaria(win)
    await whileOfficeIsBusy(app, async () => {
      await win.keyboard.press('Enter')
      await expect(win.getByRole('option')).toHaveCount(0)
      await win.keyboard.press('Alt+p')
      await doIt(win)
    })
    await expect(win.getByRole('button', { name: /Prometer/ })).toBeEnabled()
    await expect(win.getByRole('dialog')).toHaveCount(0)
    // It would close a dialog that opened meanwhile, and the card would stay.
    await win.keyboard.press('Escape')
    await expect(win.getByRole('option')).toHaveCount(1)
  })
}

test('keys that came before the client was found open the card, and move no money', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA] })
  const { app, win } = await openCounter(launch)
  await whileOfficeIsBusy(app, async () => {
    await win.keyboard.type('perez')
    for (const key of ['Enter', 'F2', 'Enter', 'Enter']) await win.keyboard.press(key)
  })
  await expect(win.getByRole('article').getByRole('button', { name: /^Cobrar/ })).toBeEnabled()
  await win.keyboard.press('Escape')
  await expect(win.getByRole('option')).toHaveCount(1)
  expect(storedRecibos(dataDir)).toEqual([])
})

test('no money moves by a key that came before the amounts', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA] })
  const { app, win } = await openCounter(launch)
  await openClient(win, 'perez')
  await whileOfficeIsBusy(app, async () => {
    await win.keyboard.press('F2')
    await win.keyboard.press('Enter')
    await win.keyboard.press('Enter')
  })
  await expect(collectDialog(win).getByRole('button', { name: /^Cobrar/ })).toBeEnabled()
  await expect(collectDialog(win).locator('input:focus')).toBeVisible()
  await win.keyboard.press('Escape')
  await expect(searchBox(win)).toBeFocused()
  expect(storedRecibos(dataDir)).toEqual([])
})
