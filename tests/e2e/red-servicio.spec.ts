import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { type RouterFarm, type SimulatedRouter, startRouters } from '../simulators/routeros/index.ts'
import { asCashier, seedCounter } from './counter-office.ts'
import { enter, expectAccessible } from './counter-window.ts'
import { expect, test } from './fixture.ts'

const MAC = '02:AA:BB:CC:DD:01'
/** The only one of its range that nobody has. */
const FREE = '10.5.0.12'

const openRouter = (): Promise<RouterFarm> =>
  startRouters({
    tls: false,
    rebootMs: 200,
    users: [{ name: 'mostrador', password: '', group: 'full' }],
    state: {
      '/ip/dhcp-server': [{ name: 'clientes', interface: 'bridge' }],
      '/ip/dhcp-server/lease': [
        { address: '10.5.0.10', 'mac-address': '02:00:00:00:00:0A', server: 'clientes' },
        { address: '10.5.0.11', 'mac-address': '02:00:00:00:00:0B', server: 'clientes' },
      ],
    },
  })

/** A client with one service, a device that may be written to, and cuts that a person makes. */
async function seed(dataDir: string, { host, port, identity, user }: SimulatedRouter): Promise<string> {
  const [seeded] = await seedCounter(dataDir, { clients: [{ nombre: 'Ana Sosa' }] })
  return asCashier(dataDir, async (rpc) => {
    const { config, actualizadoEn: expected } = await rpc.red.config.get()
    const cortes = { ...config.cortes, activos: true, automaticos: false, diasExcluidos: [] }
    await rpc.red.config.save({ requestId: randomUUID(), expected, config: { ...config, cortes } })
    await rpc.dispositivos.create({
      requestId: randomUUID(),
      dispositivo: {
        ...{ nombre: identity, host, puerto: port, tls: false, huellaTls: null, usuario: user },
        ...{ sitioId: null, modo: 'gestionar', etiquetas: [], sondeoSegundos: 60, respaldo: 'nunca', notas: '' },
      },
    })
    const { servicios } = await rpc.clientes.get({ id: seeded?.cliente.id ?? '' })
    return servicios[0]?.id ?? ''
  })
}

const network = (win: Page) => win.getByRole('region', { name: 'En la red' })
const dialog = (win: Page) => win.getByRole('dialog').last()
const go = (win: Page, route: string) => win.evaluate((to) => location.assign(to), `#${route}`)

async function provision(win: Page, { identity }: SimulatedRouter, kind?: string): Promise<void> {
  await network(win)
    .getByRole('button', { name: /^Dar de alta/ })
    .click()
  await dialog(win).getByRole('combobox', { name: 'Equipo' }).fill(identity)
  await win.getByRole('option', { name: identity }).click()
  if (kind !== undefined) await dialog(win).getByLabel(kind).check()
  await win.keyboard.press('Control+Enter')
  await expect(win.getByRole('dialog')).toBeHidden()
}

async function act(win: Page, action: RegExp): Promise<void> {
  await win
    .getByRole('button', { name: /^Acciones/ })
    .last()
    .click()
  await win.getByRole('menuitem', { name: action }).click()
  await expect(win.getByRole('dialog')).toBeVisible()
}

/** The addresses on the list of debtors. */
const listed = async (router: SimulatedRouter) =>
  (await router.rows('/ip/firewall/address-list')).map(({ address }) => address)

/** The service is suspended in the books, and the router does not want to know of it. */
async function suspendRefused(win: Page, router: SimulatedRouter): Promise<void> {
  const fault = { kind: 'trap', message: 'not enough permissions (9)' } as const
  await router.fault({ path: '/ip/firewall/address-list/add', fault })
  await act(win, /Suspender/)
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText(/Falló en .*: Al usuario de la oficina le falta permiso/)).toBeVisible()
}

async function failedJobs(win: Page) {
  await go(win, '/red/trabajos?estado=fallido')
  return win.getByRole('grid', { name: 'Trabajos' })
}

test('a service is made on a router by its address, cut and unlinked with a warning; a job that is refused is tried again or left', async ({
  dataDir,
  launch,
}) => {
  test.slow()
  const farm = await openRouter()
  const { router } = farm
  try {
    const servicioId = await seed(dataDir, router)
    const win = await (await launch()).firstWindow()
    await enter(win)
    await go(win, `/clientes/servicios/${servicioId}`)

    // An address that nobody has, before any device carries the service.
    await network(win).getByRole('button', { name: 'Editar' }).click()
    await dialog(win).getByRole('textbox', { name: 'MAC' }).fill(MAC)
    await dialog(win)
      .getByRole('button', { name: /dirección libre/ })
      .click()
    await dialog(win).getByRole('combobox', { name: 'Equipo' }).click()
    await win.getByRole('option', { name: router.identity }).click()
    await dialog(win).getByText('Rango', { exact: true }).click()
    await dialog(win).getByLabel('Desde').fill('10.5.0.10')
    await dialog(win).getByLabel('Hasta').fill(FREE)
    await win.keyboard.press('Control+Enter')
    await expect(win.getByLabel('Dirección IP')).toHaveValue(FREE)
    await win.keyboard.press('Control+Enter')
    await expect(network(win)).toContainText(FREE)

    await provision(win, router)
    await expect(network(win).getByText('Verificado')).toHaveCount(1)
    await router.until('/ip/dhcp-server/lease', { 'mac-address': MAC, address: FREE })
    await provision(win, router, 'Cola simple')
    await expect(network(win).getByText('Verificado')).toHaveCount(2)
    await expectAccessible(win, 'a service on the network')

    // What the router refuses is told in its words, and tried again when a person says so.
    await suspendRefused(win, router)
    const jobs = await failedJobs(win)
    await jobs.getByText('Corte', { exact: true }).click()
    await expectAccessible(win, 'a job that failed')
    await dialog(win).getByRole('button', { name: 'Reintentar ahora' }).click()
    await expect(win.getByText('Ninguno en ese estado')).toBeVisible()
    expect(await listed(router)).toEqual([FREE])
    // What is said in the corner would fade while the next dialog is looked at.
    await win.getByRole('alert').filter({ hasText: 'se intenta de nuevo' }).getByRole('button').click()

    // Nobody would lift what is unlinked while it is cut.
    await go(win, `/clientes/servicios/${servicioId}`)
    const queues = await router.rows('/queue/simple')
    await network(win)
      .getByRole('button', { name: /^Desvincular cola-/ })
      .click()
    await win.keyboard.press('Control+Enter')
    await expect(dialog(win)).toContainText('cuando pague nadie lo va a reconectar ahí')
    await expectAccessible(win, 'the warning before a cut object is unlinked')
    await dialog(win).getByRole('checkbox').check()
    await win.keyboard.press('Control+Enter')
    await expect(win.getByRole('dialog')).toBeHidden()
    await expect(network(win)).not.toContainText('Cola simple')
    expect(await router.rows('/queue/simple')).toEqual(queues)

    await win.keyboard.press('F2')
    await expect(win.getByRole('dialog')).toBeVisible()
    await win.keyboard.press('Control+Enter')
    await expect(win.getByText(/^Servicio reactivado, verificado/)).toBeVisible()
    expect(await listed(router)).toEqual([])

    // Or it is left as it is.
    await suspendRefused(win, router)
    await (await failedJobs(win)).getByText('Corte', { exact: true }).click()
    await dialog(win).getByRole('button', { name: 'Dejarlo' }).click()
    await expect(win.getByText('Ninguno en ese estado')).toBeVisible()
    expect(await listed(router)).toEqual([])
  } finally {
    await farm.stop()
  }
})

test('two exports of a router say what changed; a reboot is confirmed by its name, and the router is back', async ({
  dataDir,
  launch,
}) => {
  const farm = await openRouter()
  const { router } = farm
  try {
    await seed(dataDir, router)
    const win = await (await launch()).firstWindow()
    await enter(win)
    await go(win, '/red')
    await win.getByRole('grid', { name: 'Equipos' }).getByText(router.identity, { exact: true }).click()
    // The list says «En línea» too, and has keys of its own.
    await expect(win.getByRole('heading', { name: router.identity, level: 1 })).toBeVisible()
    await win.keyboard.press('F4')
    await expect(win.getByText('En línea', { exact: true }).first()).toBeVisible()

    await win.keyboard.press('Alt+9')
    const exports = win.getByRole('region', { name: 'Respaldos' }).getByRole('row').filter({ hasText: 'Exportación' })
    await win.getByRole('button', { name: 'Exportar ahora' }).click()
    await expect(exports).toHaveCount(1)
    await router.add('/ip/dhcp-server/lease', { address: FREE, 'mac-address': MAC, server: 'clientes' })
    await win.getByRole('button', { name: 'Exportar ahora' }).click()
    await expect(exports).toHaveCount(2)
    for (const at of [0, 1]) await exports.nth(at).getByRole('checkbox').check()
    await win.getByRole('button', { name: 'Comparar dos' }).click()
    await expect(dialog(win).getByRole('status')).toHaveText(/^\D*1\D+0\D*$/)
    await expect(dialog(win)).toContainText(`mac-address=${MAC}`)
    await expectAccessible(win, 'what changed between two exports')
    await win.keyboard.press('Escape')
    await expect(win.getByRole('dialog')).toBeHidden()

    await act(win, /Reiniciar/)
    await win.keyboard.press('Control+Enter')
    await expect(dialog(win)).toContainText('No es su nombre')
    await dialog(win).getByRole('textbox').fill(router.identity)
    await expectAccessible(win, 'a reboot to be confirmed')
    await win.keyboard.press('Control+Enter')
    await expect(win.getByText(`${router.identity} se está reiniciando`)).toBeVisible()
    await expect(async () => {
      await win.keyboard.press('F4')
      await expect(win.getByText(/^Encendido hace \d+ s$/)).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await expect(win.getByText('En línea', { exact: true }).first()).toBeVisible()
  } finally {
    await farm.stop()
  }
})
