import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { inventServicios, seedNetwork } from '../simulators/network/seed.ts'
import { type RouterFarm, startRouters } from '../simulators/routeros/index.ts'
import { seedCounter } from './counter-office.ts'
import { enter, expectAccessible } from './counter-window.ts'
import { expect, test } from './fixture.ts'

const CLIENTS = 60

/** A router with clients on it, that the office does not know yet. */
async function openRouter(): Promise<RouterFarm> {
  const { routers } = seedNetwork({ servicios: inventServicios(CLIENTS, 5), routers: 1, seed: 5 })
  return startRouters({ routers, tls: true })
}

const SHOTS = process.env['MOSTRADOR_LOOK']
/** Pictures for whoever wants to look: nothing unless asked. */
async function look(win: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return
  fs.mkdirSync(SHOTS, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await win.emulateMedia({ colorScheme })
    await win.screenshot({ path: `${SHOTS}/${name}-${colorScheme}.png` })
  }
}

const RATE = /↓ [\d,.]+ (bps|kbps|Mbps|Gbps)/

test('a router is added with the guided check, and is seen live', async ({ dataDir, launch }) => {
  test.slow()
  await seedCounter(dataDir, { clients: [] })
  const farm = await openRouter()
  const { router } = farm
  try {
    const win = await (await launch()).firstWindow()
    await enter(win)
    await win.keyboard.press('Control+8')
    await expect(win.getByRole('heading', { name: 'Sin equipos todavía' })).toBeVisible()
    await look(win, 'red-nada')
    await expectAccessible(win, 'network without devices')

    // A password that is wrong: the check says where it ends and what to do.
    await win.keyboard.press('F2')
    await win.getByRole('textbox', { name: 'Dirección' }).fill(router.host)
    await win.getByLabel('Puerto').fill(String(router.tlsPort))
    await win.getByRole('textbox', { name: 'Usuario' }).fill(router.user)
    await win.getByLabel('Contraseña', { exact: true }).fill('otra')
    await win.keyboard.press('Control+Enter')
    const check = win.getByRole('region', { name: 'Revisión' })
    await expect(check.getByText('Es la primera vez que se ve este certificado.')).toBeVisible()
    await expect(check).toContainText(router.fingerprint256.replaceAll(':', '').slice(0, 4))
    await look(win, 'red-certificado')
    await check.getByRole('button', { name: /^Confiar/ }).click()
    await expect(check.getByText('Usuario o contraseña no valen')).toBeVisible()
    await look(win, 'red-revision-falla')
    await expectAccessible(win, 'a check that failed')

    await win.getByLabel('Contraseña', { exact: true }).fill(router.password)
    await win.keyboard.press('Control+Enter')
    await expect(win.getByRole('button', { name: /^Guardar equipo/ })).toBeVisible()
    await look(win, 'red-revision')
    await expectAccessible(win, 'a check that went well')
    await win.keyboard.press('Control+Enter')

    await expect(win.getByRole('heading', { name: router.identity, level: 1 })).toBeVisible()
    await expect(win.getByText('En línea', { exact: true }).first()).toBeVisible()
    await expect(win.getByText('Solo observa').first()).toBeVisible()
    await look(win, 'red-equipo')
    await expectAccessible(win, 'device')

    await win.keyboard.press('Alt+2')
    const live = win.getByRole('region', { name: /en vivo$/ })
    await expect(live).toContainText(RATE)
    await look(win, 'red-interfaces')
    await expectAccessible(win, 'interfaces')
    // A device that says nothing is no device without traffic.
    await router.behave({ mute: true })
    await router.disconnect('reset')
    await expect(live).toContainText('Sin datos')
    await router.behave({})
    await expect(live).toContainText(RATE)

    await win.keyboard.press('Alt+3')
    const [session] = await router.rows('/ppp/active')
    await expect(win.getByText(session?.['name'] ?? '', { exact: true })).toBeVisible()
    await look(win, 'red-sesiones')
    await expectAccessible(win, 'sessions')

    await win.keyboard.press('Alt+7')
    await router.log('system,error,critical', 'login failure for user root')
    await expect(win.getByText('login failure for user root')).toBeVisible()
    await look(win, 'red-registro')

    await win.keyboard.press('Alt+ArrowLeft')
    const row = win.getByRole('grid', { name: 'Equipos' }).getByRole('row').nth(1)
    await expect(row).toContainText(router.identity)
    await expect(row).toContainText('En línea')
    await look(win, 'red')
    await expectAccessible(win, 'list of devices')

    await win.keyboard.press('Alt+3')
    await expect(win.getByRole('heading', { name: 'Ningún trabajo todavía' })).toBeVisible()
    await expectAccessible(win, 'jobs')
    expect((await router.journal()).filter(({ menu }) => !menu.startsWith('/system'))).toEqual([])
  } finally {
    await farm.stop()
  }
})
