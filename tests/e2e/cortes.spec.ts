import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { type RouterFarm, type SimulatedRouter, startRouters } from '../simulators/routeros/index.ts'
import { asCashier, seedCounter } from './counter-office.ts'
import { collectDialog, doneDialog, enter, expectAccessible, openCollect } from './counter-window.ts'
import { expect, test } from './fixture.ts'

const LONG = 'Cooperativa de Provisión de Servicios Públicos y Vivienda de Villa General Mitre Limitada'
const MARIA = { nombre: 'María Pérez', documento: '20.123.456', debts: [1_700_000] }
const CLIENTS = [MARIA, { nombre: LONG, debts: [900_000, 900_000] }, { nombre: 'Juan Gómez', debts: [500_000] }]
const DEVICE = 'Torre Norte'

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

/** The name of a client's access on the router. */
const accessOf = (at: number) => `cliente${at}`

/** A router with an access for each client, that lets in without a password. */
const openRouter = (): Promise<RouterFarm> =>
  startRouters({
    tls: false,
    users: [{ name: 'mostrador', password: '', group: 'full' }],
    state: {
      '/ppp/profile': [{ name: 'morosos', 'rate-limit': '64k/64k' }],
      '/ppp/secret': CLIENTS.map((_, at) => ({
        name: accessOf(at),
        password: 'x',
        service: 'pppoe',
        profile: 'default',
      })),
    },
  })

/** How many accesses of the router have the profile of debtors. */
const cutOn = async (router: SimulatedRouter): Promise<number> =>
  (await router.rows('/ppp/secret')).filter(({ profile }) => profile === 'morosos').length

/** An office whose clients owe since a month ago, their accesses linked on a device that may be written to. */
async function seed(dataDir: string, router: { host: string; port: number } | null): Promise<void> {
  const seeded = await seedCounter(dataDir, { clients: CLIENTS })
  const services = await asCashier(dataDir, async (rpc) => {
    const { config, actualizadoEn: expected } = await rpc.red.config.get()
    const cortes = { ...config.cortes, activos: true, automaticos: false, diasExcluidos: [] }
    await rpc.red.config.save({ requestId: randomUUID(), expected, config: { ...config, cortes } })
    const profiles = await Promise.all(seeded.map(({ cliente }) => rpc.clientes.get({ id: cliente.id })))
    return profiles.map(({ servicios }) => servicios[0]?.id ?? '')
  })
  if (router !== null) link(dataDir, router, services)
}

function link(dataDir: string, { host, port }: { host: string; port: number }, services: readonly string[]): void {
  const db = new Database(path.join(dataDir, 'office', 'office.db'))
  try {
    const tenant = db.prepare<[], string>('select id from tenant').pluck().get() ?? ''
    const [device, now] = [randomUUID(), Date.now()]
    db.prepare(
      `insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, creado_en, actualizado_en)
       values (?, ?, 'mikrotik', ?, ?, ?, ?, ?)`,
    ).run(device, tenant, device, DEVICE, host, now, now)
    db.prepare(
      `insert into dispositivo_acceso (dispositivo_id, tenant_id, puerto, usuario, modo, actualizado_en)
       values (?, ?, ?, 'mostrador', 'gestionar', ?)`,
    ).run(device, tenant, port, now)
    for (const [at, servicio] of services.entries())
      db.prepare(
        `insert into objeto_red (id, tenant_id, servicio_id, dispositivo_id, tipo, clave, origen, creado_en, actualizado_en)
         values (?, ?, ?, ?, 'ppp_secret', ?, 'vinculado', ?, ?)`,
      ).run(randomUUID(), tenant, servicio, device, accessOf(at), now, now)
  } finally {
    db.close()
  }
}

/** Through the door, to who is cut today. */
async function enterCuts(win: Page): Promise<void> {
  await enter(win)
  await win.keyboard.press('Control+8')
  await win.getByRole('link', { name: 'Cortes' }).click()
  await expect(win.getByRole('heading', { name: '¿Quién se corta hoy y por qué?' })).toBeVisible()
}

test('who is cut is seen with its reasons and commands, cut, and a collection brings one back, verified', async ({
  dataDir,
  launch,
}) => {
  test.slow()
  const farm = await openRouter()
  try {
    const [router] = farm.routers
    if (!router) throw new Error('no router')
    await seed(dataDir, router)
    const win = await (await launch()).firstWindow()
    await enterCuts(win)
    const list = win.getByRole('grid', { name: 'Servicios con deuda vencida' })
    await expect(list.getByRole('row').filter({ hasText: 'Se corta' })).toHaveCount(3)
    await look(win, 'cortes')
    await expectAccessible(win, 'cuts of today')

    await list.getByText(MARIA.nombre).click()
    const drawer = win.getByRole('dialog', { name: /María Pérez/ })
    await expect(drawer.getByRole('region', { name: `Qué se le diría a ${DEVICE}` })).toContainText('morosos')
    await look(win, 'corte-comandos')
    await expectAccessible(win, 'a service of the list')
    await win.keyboard.press('Escape')

    await win.keyboard.press('Control+Enter')
    const dialog = win.getByRole('dialog', { name: 'Cortar ahora' })
    await expect(dialog).toContainText('3 servicios quedan sin internet')
    await look(win, 'corte-confirmar')
    await expectAccessible(win, 'cuts to be confirmed')
    await win.keyboard.press('Control+Enter')
    await expect(win.getByRole('heading', { name: /^Cortes del .*Terminada/ })).toBeVisible()
    await expect(win.getByText('Verificado', { exact: true })).toHaveCount(3)
    expect(await cutOn(router)).toBe(3)
    await look(win, 'corrida-cortes')
    await expectAccessible(win, 'a run of cuts')

    await win.keyboard.press('Control+1')
    await openCollect(win, 'perez')
    await expect(collectDialog(win)).toBeVisible()
    await win.getByLabel('Recibido').fill('17000')
    await win.keyboard.press('Enter')
    const done = doneDialog(win)
    await expect(done).toContainText(/Servicio reactivado, verificado \d\d:\d\d/)
    expect(await cutOn(router)).toBe(2)
    await look(win, 'cobro-reactivado')
    await expectAccessible(win, 'a cut lifted by a collection')

    await win.keyboard.press('Escape')
    await win.keyboard.press('Enter')
    await expect(done).toBeHidden()
    await win.keyboard.press('Control+8')
    await win.getByRole('link', { name: 'Cortes' }).click()
    await win.getByRole('link', { name: 'Historial' }).click()
    const runs = win.getByRole('grid', { name: 'Historial de cortes' })
    await expect(runs).toContainText('A mano')
    await look(win, 'historial-cortes')
    await expectAccessible(win, 'runs of cuts')
    await win.keyboard.press('Enter')
    await expect(win.getByText(/^Pagó/)).toHaveCount(1)
    await win.getByRole('button', { name: 'Deshacer corrida' }).click()
    await win.getByRole('textbox', { name: 'Motivo' }).fill('Feriado local')
    await look(win, 'deshacer-corrida')
    await win.keyboard.press('Control+Enter')
    await expect(win.getByText('Volvieron 2 servicios')).toBeVisible()
    await expect.poll(() => cutOn(router)).toBe(0)
    await look(win, 'corrida-deshecha')
  } finally {
    await farm.stop()
  }
})

test('with cuts switched off the list only says what would happen; an admin switches them on in the settings', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: CLIENTS })
  const win = await (await launch()).firstWindow()
  await enterCuts(win)
  await expect(win.getByText('Los cortes están apagados')).toBeVisible()
  await expect(win.getByRole('button', { name: /^Cortar/ })).toBeHidden()
  await expect(win.getByText('Sin equipo vinculado').first()).toBeVisible()
  await look(win, 'cortes-apagados')
  await win.getByRole('link', { name: 'Ir a Ajustes, Cortes' }).click()
  await expect(win.getByRole('heading', { name: 'Cortes', exact: true })).toBeVisible()
  await win.getByRole('switch', { name: 'Cortar por deuda' }).check()
  await win.getByRole('spinbutton', { name: 'Días de gracia' }).or(win.getByLabel('Días de gracia')).first().fill('7')
  await look(win, 'ajustes-cortes')
  await expectAccessible(win, 'settings of cuts')
  await win.keyboard.press('Control+Enter')
  const asked = win.getByRole('dialog', { name: 'Encender los cortes' })
  await expect(asked).toContainText(/Con estas reglas, el .* se cortaría/)
  await look(win, 'cortes-encender')
  await expectAccessible(win, 'switching cuts on')
  await win.keyboard.press('Control+Enter')
  await expect(asked).toBeHidden()
  await expect(win.getByRole('button', { name: /^Guardar/ })).toBeDisabled()
  await win.keyboard.press('Control+8')
  await win.getByRole('link', { name: 'Cortes' }).click()
  await expect(win.getByText('Los cortes están apagados')).toBeHidden()
})
