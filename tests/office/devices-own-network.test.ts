import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { NetworkDesk } from '../../office/network/desk.ts'
import { type RouterosLink, RouterosError } from '../../office/routeros/index.ts'
import { openRouters, type RouterFarm } from '../simulators/routeros/index.ts'
import { newRequestId, type TestOffice } from './harness.ts'
import { openNetworkOffice } from './network-support.ts'
import { addDevice } from './network-world.ts'

let farm: RouterFarm
let office: TestOffice
let desk: NetworkDesk
let devices: string[]
/** Devices that cannot be reached from this PC. */
const dark = new Set<string>()

beforeAll(async () => {
  farm = await openRouters({ routers: [{}, {}, {}], tls: false })
})
afterAll(() => farm.stop())
beforeEach(async () => {
  dark.clear()
  office = await openNetworkOffice({ poll: { writeAfterMs: 1, hasAddress: () => true } })
  const { tenantId } = await office.actor('admin')
  devices = []
  for (const router of farm.routers) devices.push(await addDevice(office, tenantId, router))
  desk = await office.office.network()
  for (const id of devices) darken(desk.link(id), id)
  desk.poller.start()
  for (const id of devices) await desk.poller.lookNow(id)
})
afterEach(() => office.close())

/** Nobody here can pull a cable: what is dark fails as an address that is not reached does. */
function darken(link: RouterosLink, id: string): void {
  const session = link.session.bind(link)
  link.session = (signal) =>
    dark.has(id) ? Promise.reject(new RouterosError('unreachable', 'not_sent', 'no route')) : session(signal)
}

async function look(times: number, ids = devices): Promise<void> {
  for (let n = 0; n < times; n++) {
    office.clock.advance(60_000)
    for (const id of ids) await desk.poller.lookNow(id)
  }
  await desk.poller.flush()
}

const alerts = async () => (await (await office.as('admin')).alertas.list({ filter: {} })).items.map(({ tipo }) => tipo)
const summary = async () => (await office.as('admin')).alertas.resumen()
const estados = () => devices.map((id) => desk.poller.view(id)?.estado)

it('a PC that hears no device any more says that once, and alarms for none of them', async () => {
  for (const id of devices) dark.add(id)
  await look(5)
  expect(await alerts()).toEqual([])
  expect((await summary()).sinRed).toBe(office.clock.now - 4 * 60_000)
  expect(estados()).toEqual(['desconocido', 'desconocido', 'desconocido'])
  dark.clear()
  await look(1)
  expect((await summary()).sinRed).toBeNull()
  expect(estados()).toEqual(['en_linea', 'en_linea', 'en_linea'])
  expect(await alerts()).toEqual([])
})

it('a device that is silent while others are heard is down, and an alert of its own', async () => {
  const [first = ''] = devices
  dark.add(first)
  await look(4)
  expect(await alerts()).toEqual(['caido'])
  expect((await summary()).sinRed).toBeNull()
  expect(estados()).toEqual(['caido', 'en_linea', 'en_linea'])
})

it('the others are asked at once when one of them is silent again and nothing else was heard since', async () => {
  const [first = ''] = devices
  for (const id of devices) dark.add(id)
  await look(2, [first])
  await expect.poll(async () => (await summary()).sinRed).not.toBeNull()
  expect(await alerts()).toEqual([])
})

it('jobs wait for it without a turn spent, and go when one device is heard again', async () => {
  const admin = await office.as('admin')
  const [first = ''] = devices
  const planId = await plan()
  const { id: clienteId } = await admin.clientes.create({
    requestId: newRequestId(),
    nombreRazonSocial: 'Ana',
    ...NOBODY,
  })
  const service = { clienteId, planId, tecnologia: 'pppoe', dispositivoRef: '', fechaActivacion: '2026-01-01' } as const
  const { id: servicioId } = await admin.servicios.create({ requestId: newRequestId(), ...service })
  await admin.red.service.save({ requestId: newRequestId(), servicioId, ...NET, expected: 0 })
  for (const id of devices) dark.add(id)
  desk.jobs.start()
  await admin.red.provision({ requestId: newRequestId(), servicioId, dispositivoId: first })
  const job = async () => (await admin.red.jobs.list({ servicioId })).items[0]
  await expect.poll(async () => (await job())?.falla).toBe('sin_respuesta')
  await look(3)
  expect(await job()).toMatchObject({ estado: 'pendiente', intentos: 0 })
  dark.clear()
  await look(1)
  await expect.poll(async () => (await job())?.estado, { timeout: 10_000 }).toBe('verificado')
})

const NOBODY = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
const NET = {
  usuario: 'ana',
  clave: { tipo: 'generar' },
  ip: '',
  mac: '',
  metodoCorte: null,
} as const

async function plan(): Promise<string> {
  const admin = await office.as('admin')
  const speeds = { velocidadBajadaMbps: 50, velocidadSubidaMbps: 10, precioMensual: 1000, impuestos: [] }
  const made = { requestId: newRequestId(), nombre: 'Hogar', ...speeds, politicaSuspension: 'cortar' } as const
  return (await admin.planes.create(made)).id
}
