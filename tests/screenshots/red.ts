/** Pictures of the network: simulated routers, added in the window, with a day that they are given. */
import path from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { inventServicios, seedNetwork } from '../simulators/network/seed.ts'
import {
  type RouterFarm,
  type RouterOptions,
  type SimulatedRouter,
  startRouters,
} from '../simulators/routeros/index.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const NAMES = ['Torre Norte', 'Torre del Cerro', 'Nodo Centro', 'Oficina']

async function addRouter(win: Page, router: SimulatedRouter, nombre: string): Promise<void> {
  await win.evaluate(() => location.assign('#/red/agregar'))
  await win.getByRole('textbox', { name: 'Dirección' }).fill(router.host)
  await win.getByLabel('Puerto').fill(String(router.tlsPort))
  await win.getByRole('textbox', { name: 'Usuario' }).fill(router.user)
  await win.getByLabel('Contraseña', { exact: true }).fill(router.password)
  await win.keyboard.press('Control+Enter')
  await win.getByRole('button', { name: /^Confiar/ }).click()
  await win.getByRole('button', { name: /^Guardar equipo/ }).waitFor()
  await win.getByRole('textbox', { name: 'Nombre' }).fill(nombre)
  await win.keyboard.press('Control+Enter')
  await win.getByRole('heading', { name: nombre, level: 1 }).waitFor()
}

/** A day of measurements for every device, as if the office had looked each minute; it was closed for a while. */
function giveHistory(dataDir: string): void {
  const db = new Database(path.join(dataDir, 'office', 'office.db'))
  try {
    const devices = db.prepare<[], { id: string; tenantId: string }>(
      'select id, tenant_id as tenantId from dispositivo_red order by nombre',
    )
    const put = db.prepare(
      "insert or ignore into metrica (tenant_id, dispositivo_id, resolucion, desde, valores_json) values (?, ?, 'cruda', ?, ?)",
    )
    const last = Math.floor(Date.now() / MINUTE) * MINUTE - MINUTE
    db.transaction(() => {
      for (const [index, { id, tenantId }] of devices.all().entries()) {
        for (let at = last - DAY; at <= last; at += MINUTE) {
          if (at > last - DAY / 2 && at < last - DAY / 2 + 40 * MINUTE) continue
          put.run(tenantId, id, at, JSON.stringify(measured(at + index * 90 * MINUTE, 1 + index / 2)))
        }
      }
    })()
  } finally {
    db.close()
  }
}

/** What a router of that size measures at a time of day: one value is its own least, most and sum. */
function measured(at: number, size: number): Record<string, [number, number, number, number]> {
  const use =
    1.2 - Math.cos((at / DAY) * 2 * Math.PI) + 0.15 * Math.sin(at / (7 * MINUTE)) + 0.1 * Math.sin(at / (3 * MINUTE))
  const one = (value: number): [number, number, number, number] => [value, value, value, 1]
  return {
    cpu: one(6 + 14 * use),
    memoria: one(38 + use),
    sesiones: one(Math.round(40 + 4 * use)),
    bajada: one(70e6 * size * use),
    subida: one(14e6 * size * use),
    temperatura: one(39 + 3 * use),
  }
}

/** Traffic is counted at the interface of the default route: which one it is has to be said. */
const withUplink = (router: RouterOptions): RouterOptions => ({
  ...router,
  state: {
    ...router.state,
    '/ip/route': [
      { 'dst-address': '0.0.0.0/0', gateway: '192.0.2.1', 'immediate-gw': '192.0.2.1%ether1', active: 'true' },
    ],
  },
})

/** The list of devices and the page of one. */
export function redShots(dataDir: string) {
  let farm: RouterFarm | undefined
  const ready = async (win: Page) => {
    if (farm !== undefined) return
    const servicios = inventServicios(240, 11)
    const { routers } = seedNetwork({ servicios, routers: NAMES.length, seed: 11 })
    farm = await startRouters({ routers: routers.map(withUplink), tls: true })
    for (const [at, router] of farm.routers.entries()) await addRouter(win, router, NAMES[at] ?? router.identity)
    giveHistory(dataDir)
    for (const nombre of NAMES) {
      await win.evaluate(() => location.assign('#/red'))
      await win.getByRole('row').filter({ hasText: nombre }).click()
      await win.getByRole('heading', { name: nombre, level: 1 }).waitFor()
      await win.keyboard.press('F4')
      await win.getByRole('button', { name: /^Mirar ahora/, disabled: false }).waitFor()
    }
  }
  const schemes = ['light', 'dark'] as const
  return {
    shots: [
      {
        name: 'red',
        schemes,
        async take(win: Page) {
          await ready(win)
          await win.evaluate(() => location.assign('#/red'))
          await win
            .getByRole('row')
            .nth(NAMES.length)
            .getByText(/[MG]bps/)
            .waitFor()
          await win.getByRole('button', { name: `${NAMES.length} En línea` }).waitFor()
        },
      },
      {
        name: 'red-equipo',
        schemes,
        async take(win: Page) {
          await ready(win)
          await win.evaluate(() => location.assign('#/red'))
          await win.getByRole('row').filter({ hasText: 'Torre Norte' }).click()
          await win.getByRole('heading', { name: 'Procesador' }).waitFor()
        },
      },
    ],
    close: async () => farm?.stop(),
  }
}
