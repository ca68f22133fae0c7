import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { asCashier, CASHIER, seedCounter } from './counter-office.ts'
import { enter } from './counter-window.ts'
import { expect, test } from './fixture.ts'

const door = (win: Page) => win.getByRole('main')

/** An office on a disk that takes its time: it only ever stops. */
function silentOffice(folder: string): string {
  const file = path.join(folder, 'silent-office')
  const script = "process.on('message', ({ kind }) => kind === 'stop' && process.exit(0))"
  fs.writeFileSync(file, `#!${process.execPath}\n${script}\n`, { mode: 0o755 })
  return file
}

test('the door of the last start is there before the office answers', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [] })
  const first = await launch()
  await expect(door(await first.firstWindow())).toHaveAttribute('aria-busy', 'false')
  await first.close()

  const app = await launch({ env: { MOSTRADOR_OFFICE_NODE: silentOffice(dataDir) } })
  const win = await app.firstWindow()
  await expect(door(win)).toContainText(CASHIER.nombre)
  await expect(door(win)).toHaveAttribute('aria-busy', 'true')
  await expect(win.getByLabel(/PIN/).last()).toBeFocused()
})

test('who is new since the last start is on the door, and who was there enters', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [] })
  const first = await launch()
  await expect(door(await first.firstWindow())).toHaveAttribute('aria-busy', 'false')
  await first.close()
  await asCashier(dataDir, (rpc) =>
    rpc.usuarios.create({
      requestId: randomUUID(),
      nombre: 'Nora Nueva',
      email: 'nora@valle.example',
      rol: 'soporte',
      password: 'otra clave larga',
    }),
  )

  const win = await (await launch()).firstWindow()
  await expect(win.getByRole('button', { name: /Nora Nueva/ })).toBeVisible()
  await win.getByRole('button', { name: new RegExp(CASHIER.nombre) }).click()
  await enter(win)
})

test('what another version kept of the door is not believed', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [] })
  const win = await (await launch()).firstWindow()
  await expect(door(win)).toHaveAttribute('aria-busy', 'false')
  const other = { status: { fase: 'ready', tenant: {} }, people: [{}] }
  await win.evaluate((kept) => localStorage.setItem('mostrador.entrance', kept), JSON.stringify(other))
  await win.reload()
  await expect(door(win)).toContainText(CASHIER.nombre)
  await enter(win)
})
