import type { Page } from '@playwright/test'
import { inventServicios, seedNetwork } from '../simulators/network/seed.ts'
import { startUisp, type UispSimulator, type UispState } from '../simulators/uisp/index.ts'
import { asCashier, seedCounter } from './counter-office.ts'
import { enter, expectAccessible } from './counter-window.ts'
import { expect, test } from './fixture.ts'

/** What UISP calls a device. */
function nameOf(devices: UispState['devices'], id: string): string {
  for (const { identification } of devices) {
    const { id: own, name } = identification as { id?: string; name?: string }
    if (own === id && name !== undefined) return name
  }
  throw new Error(`no device ${id}`)
}

/** Adds the server: by its address, its certificate trusted, its tokens typed. */
async function addServer(win: Page, uisp: UispSimulator): Promise<void> {
  await win.keyboard.press('F2')
  await win.getByText('Servidor UISP', { exact: true }).click()
  await win.getByRole('textbox', { name: 'Nombre' }).fill('UISP central')
  await win.getByRole('textbox', { name: 'Dirección' }).fill(uisp.url)
  await typeTokens(win, uisp)
  await win.keyboard.press('Control+Enter')
  await win.getByRole('button', { name: /^Confiar/ }).click()
  await win.getByRole('button', { name: /^Guardar/ }).waitFor()
  await expectAccessible(win, 'a UISP server that was checked')
  await win.keyboard.press('Control+Enter')
}

async function typeTokens(win: Page, { token, appKey }: UispSimulator): Promise<void> {
  await win.getByLabel('Token de UISP', { exact: true }).fill(token)
  await win.getByLabel('Clave del CRM', { exact: true }).fill(appKey)
}

test('a UISP server is added once its certificate is trusted; its devices, stations and outages are seen', async ({
  dataDir,
  launch,
}) => {
  test.slow()
  await seedCounter(dataDir, { clients: [] })
  const { uisp: state } = seedNetwork({ servicios: inventServicios(40, 3), routers: 1, seed: 3 })
  const uisp = await startUisp({ state })
  try {
    const win = await (await launch()).firstWindow()
    await enter(win)
    await win.keyboard.press('Control+8')
    await win.getByRole('heading', { name: 'Sin equipos todavía' }).waitFor()
    await addServer(win, uisp)

    // Its server is shown; what it knows stands beside the routers.
    const rows = win.getByRole('grid', { name: 'Equipos' }).getByRole('row')
    await expect(rows.nth(1)).toBeVisible()
    await win.getByRole('button', { name: 'Caídas' }).click()
    await expect(win.getByRole('list', { name: 'Caídas' }).getByRole('listitem').first()).toBeVisible()
    await expectAccessible(win, 'outages of a UISP server')
    await win.keyboard.press('Escape')

    // An access point has its stations.
    const [pointId = '', stations = []] = Object.entries(state.stations).find(([, list]) => list.length > 0) ?? []
    const name = nameOf(state.devices, pointId)
    await rows.filter({ hasText: name }).first().click()
    await expect(win.getByRole('heading', { name, level: 1 })).toBeVisible()
    await win.getByRole('tab', { name: /^Estaciones/ }).click()
    const { mac } = stations[0] as { mac: string }
    await expect(win.getByText(mac).first()).toBeVisible()
    await expectAccessible(win, 'stations of an access point')
    expect(await uisp.writes()).toEqual([])
  } finally {
    await uisp.stop()
  }
})

test('a service is linked to its number in the CRM only once its owner was seen', async ({ dataDir, launch }) => {
  test.slow()
  const [seeded] = await seedCounter(dataDir, { clients: [{ nombre: 'Ana Sosa' }] })
  const servicioId = await asCashier(dataDir, async (rpc) => {
    const { servicios } = await rpc.clientes.get({ id: seeded?.cliente.id ?? '' })
    return servicios[0]?.id ?? ''
  })
  const { uisp: state } = seedNetwork({ servicios: inventServicios(10, 3), routers: 1, seed: 3 })
  const uisp = await startUisp({ state })
  try {
    const win = await (await launch()).firstWindow()
    await enter(win)
    await win.keyboard.press('Control+8')
    await win.getByRole('heading', { name: 'Sin equipos todavía' }).waitFor()
    await addServer(win, uisp)
    await expect(win.getByRole('grid', { name: 'Equipos' }).getByRole('row').nth(1)).toBeVisible()
    await win.evaluate((id) => location.assign(`#/clientes/servicios/${id}`), servicioId)
    const network = win.getByRole('region', { name: 'En la red' })
    await network.getByRole('button', { name: /^Dar de alta/ }).click()
    const dialog = win.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Equipo' }).click()
    await win.getByRole('option').first().click()

    // Whoever is quicker than UISP still sees who it is.
    const field = dialog.getByRole('textbox', { name: 'Número del servicio en el CRM' })
    const { id } = state.services[0] as { id: number }
    const numero = String(id)
    await field.fill(numero)
    await win.keyboard.press('Control+Enter')
    await expect(dialog).toContainText('No parece de este cliente')
    await expectAccessible(win, 'a number of the CRM that is somebody else’s')

    // Nobody's is not linked at all.
    await field.fill('999999')
    await expect(dialog).toContainText('El CRM no tiene un servicio con ese número.')
    await win.keyboard.press('Control+Enter')
    await expect(dialog).toContainText('Revisar 1 campo')

    await field.fill(numero)
    await expect(dialog).toContainText('No parece de este cliente')
    await win.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(network).toContainText(numero)
  } finally {
    await uisp.stop()
  }
})

test('a server that renewed its certificate is trusted again, once its tokens are typed anew', async ({
  dataDir,
  launch,
}) => {
  test.slow()
  await seedCounter(dataDir, { clients: [] })
  const { uisp: state } = seedNetwork({ servicios: inventServicios(10, 3), routers: 1, seed: 3 })
  let uisp = await startUisp({ state })
  try {
    const win = await (await launch()).firstWindow()
    await enter(win)
    await win.keyboard.press('Control+8')
    await win.getByRole('heading', { name: 'Sin equipos todavía' }).waitFor()
    await addServer(win, uisp)
    const server = win.getByRole('list', { name: 'Servidores UISP' }).getByRole('listitem')
    await expect(server).toContainText('En línea')
    const port = Number(new URL(uisp.url).port)
    await uisp.stop()
    uisp = await startUisp({ state, port })
    await server.getByRole('button', { name: 'Leer ahora' }).click()
    await expect(server).toContainText('Presenta otro certificado')
    await server.getByRole('button', { name: /^Editar/ }).click()
    await win.getByRole('button', { name: 'Revisar' }).click()
    await expect(win.getByText('No es el certificado en que se confió antes.')).toBeVisible()
    await win.getByRole('button', { name: /^Confiar/ }).click()
    // What is kept goes to no other certificate.
    await expect(win.getByText('Falta su token')).toBeVisible()
    expect((await uisp.requests()).filter(({ status }) => status !== 401)).toEqual([])
    await typeTokens(win, uisp)
    await win.keyboard.press('Control+Enter')
    await expect(win.getByText('Es de confianza')).toBeVisible()
    await win.getByRole('button', { name: /^Guardar/ }).waitFor()
    await win.keyboard.press('Control+Enter')
    await expect(server).toContainText('En línea')
  } finally {
    await uisp.stop()
  }
})
