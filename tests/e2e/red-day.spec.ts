import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { type RouterFarm, type SimulatedRouter, startRouters } from '../simulators/routeros/index.ts'
import { asCashier, seedCounter } from './counter-office.ts'
import { doneDialog, enter, expectAccessible, openClient, paperDialog } from './counter-window.ts'
import { expect, test } from './fixture.ts'

const MARTA = { nombre: 'Marta Quiroga', documento: '24.118.905', debts: [1_700_000] }
const PAID = { nombre: 'Raúl Benítez', documento: '27.990.110' }

/** A router with the accesses of two clients, named as technicians name them, and one that is nobody's. */
const openRouter = (): Promise<RouterFarm> =>
  startRouters({
    tls: false,
    state: {
      '/ppp/profile': [
        { name: 'hogar-100', 'rate-limit': '50M/100M' },
        { name: 'morosos', 'rate-limit': '64k/64k', 'address-list': 'morosos' },
      ],
      '/ppp/secret': [
        { name: 'mquiroga', password: 'x', service: 'pppoe', profile: 'hogar-100', comment: 'Marta Quiroga 24118905' },
        { name: 'rbenitez', password: 'x', service: 'pppoe', profile: 'hogar-100', comment: 'dni 27990110' },
        { name: 'enlace-torre', password: 'x', service: 'pppoe', profile: 'default' },
      ],
    },
  })

const profileOf = async (router: SimulatedRouter, name: string) =>
  (await router.rows('/ppp/secret')).find((secret) => secret['name'] === name)?.['profile']

/** Cuts are switched on and begun by a person, whatever day it is. */
const allowCuts = (dataDir: string) =>
  asCashier(dataDir, async (rpc) => {
    const { config, actualizadoEn: expected } = await rpc.red.config.get()
    const cortes = { ...config.cortes, activos: true, automaticos: false, diasExcluidos: [] }
    await rpc.red.config.save({ requestId: randomUUID(), expected, config: { ...config, cortes } })
  })

async function addRouter(win: Page, router: SimulatedRouter): Promise<void> {
  await win.keyboard.press('Control+8')
  await win.getByRole('heading', { name: 'Sin equipos todavía' }).waitFor()
  await win.keyboard.press('F2')
  await win.getByRole('textbox', { name: 'Dirección' }).fill(router.host)
  await win.getByRole('switch', { name: /^Cifrado/ }).uncheck()
  await win.getByLabel('Puerto').fill(String(router.port))
  await win.getByRole('textbox', { name: 'Usuario' }).fill(router.user)
  await win.getByLabel('Contraseña', { exact: true }).fill(router.password)
  await win.keyboard.press('Control+Enter')
  await win.getByRole('button', { name: /^Guardar equipo/ }).waitFor()
  await win.getByText('Gestionado', { exact: true }).click()
  await win.keyboard.press('Control+Enter')
  await win.getByRole('heading', { name: router.identity, level: 1 }).waitFor()
}

test('from a router nobody knew to a receipt that says the service is back', async ({ dataDir, launch }) => {
  test.slow()
  await seedCounter(dataDir, { clients: [MARTA, PAID] })
  await allowCuts(dataDir)
  const farm = await openRouter()
  const { router } = farm
  try {
    const win = await (await launch()).firstWindow()
    await enter(win)
    await addRouter(win, router)

    // Its accesses find their services.
    await win.keyboard.press('Alt+ArrowLeft')
    await win.getByRole('link', { name: 'Vincular' }).click()
    await expectAccessible(win, 'devices to be linked')
    await win.getByRole('button', { name: `Leer ${router.identity}` }).click()
    const objects = win.getByRole('grid', { name: 'Entradas del equipo' })
    await expect(objects.getByRole('row').filter({ hasText: 'Seguro' })).toHaveCount(2)
    await expectAccessible(win, 'objects of a device')
    await objects.getByText('mquiroga').click()
    await expect(win.getByRole('dialog')).toContainText('Dice su documento: 24.118.905')
    await expectAccessible(win, 'an object and who it may be')
    await win.keyboard.press('Escape')
    await win.keyboard.press('Control+Enter')
    const confirm = win.getByRole('dialog', { name: /^Vincular/ })
    await expect(confirm).toContainText('2 entradas del equipo quedan vinculadas a sus servicios')
    await expectAccessible(win, 'what is about to be linked')
    await win.keyboard.press('Control+Enter')
    await expect(win.getByRole('heading', { name: 'Se vincularon 2 entradas' })).toBeVisible()
    await expectAccessible(win, 'what was linked')
    await win.getByRole('button', { name: 'Seguir revisando' }).click()
    await expect(objects).toBeVisible()
    // Nothing is asked that nobody called for.
    await expect(win.getByRole('dialog')).toHaveCount(0)
    expect(await router.journal()).toEqual([])

    // Who owes is cut, and only they.
    await win.getByRole('link', { name: 'Cortes' }).click()
    const list = win.getByRole('grid', { name: 'Servicios con deuda vencida' })
    await expect(list.getByRole('row').filter({ hasText: 'Se corta' })).toHaveCount(1)
    await win.keyboard.press('Control+Enter')
    await expect(win.getByRole('dialog', { name: 'Cortar ahora' })).toContainText('1 servicio queda sin internet')
    await win.keyboard.press('Control+Enter')
    await expect(win.getByText('Verificado', { exact: true })).toHaveCount(1)
    expect([await profileOf(router, 'mquiroga'), await profileOf(router, 'rbenitez')]).toEqual(['morosos', 'hogar-100'])

    // One key says where it breaks.
    await win.keyboard.press('Control+1')
    await openClient(win, 'quiroga')
    await win.keyboard.press('Alt+D')
    await expect(win.getByRole('dialog').getByRole('status')).toContainText('Suspendido por deuda')
    await expectAccessible(win, 'diagnosis')
    await win.keyboard.press('Escape')

    // A payment lifts the cut; the receipt can say when it was seen to.
    await win.keyboard.press('F2')
    await expect(win.getByLabel('Recibido')).toBeFocused()
    await win.keyboard.press('Enter')
    await expect(doneDialog(win)).toContainText(/Servicio reactivado, verificado \d\d:\d\d/)
    expect(await profileOf(router, 'mquiroga')).toBe('hogar-100')
    await win.keyboard.press('Escape')
    await win.keyboard.press('F9')
    const paper = paperDialog(win).frameLocator('iframe')
    await expect(paper.getByText(/Servicio reactivado, verificado/)).toBeVisible()
    const touched = new Set(
      (await router.journal()).filter(({ menu }) => menu === '/ppp/secret').map(({ before }) => before?.['name']),
    )
    expect([...touched]).toEqual(['mquiroga'])
  } finally {
    await farm.stop()
  }
})
