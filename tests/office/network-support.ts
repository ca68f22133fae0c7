import { randomBytes } from 'node:crypto'
import { vi } from 'vitest'
import type { OfficeKey } from '../../contract/control.ts'
import type { DispositivoInput } from '../../contract/index.ts'
import type { NetworkDesk, NetworkTimes } from '../../office/network/desk.ts'
import { createDevice } from '../../office/network/devices/store.ts'
import type { SimulatedRouter } from '../simulators/routeros/index.ts'
import { newRequestId, openTestOffice, type TestOffice } from './harness.ts'

export const NETWORK_KEY: OfficeKey = { protection: 'file', bytes: new Uint8Array(randomBytes(32)) }

/** An office that can keep the passwords of devices. Its looks are written as soon as they are made. */
export async function openNetworkOffice(times: NetworkTimes = {}): Promise<TestOffice> {
  const office = await openTestOffice({
    key: NETWORK_KEY,
    drawer: false,
    network: { poll: { writeAfterMs: 1 }, ...times },
  })
  await office.setUp()
  return office
}

export const deviceInput = (router: SimulatedRouter, changes: Partial<DispositivoInput> = {}): DispositivoInput => ({
  nombre: router.identity,
  host: router.host,
  puerto: router.port,
  tls: false,
  huellaTls: null,
  usuario: router.user,
  clave: router.password,
  sitioId: null,
  modo: 'observar',
  etiquetas: [],
  // Nothing is looked at by itself while a test runs.
  sondeoSegundos: 86_400,
  respaldo: 'nunca',
  notas: '',
  ...changes,
})

/** Adds a device, which is looked at when the test asks. */
export async function addDevice(
  office: TestOffice,
  router: SimulatedRouter,
  changes: Partial<DispositivoInput> = {},
): Promise<{ id: string; desk: NetworkDesk }> {
  const actor = await office.actor('admin')
  const dispositivo = deviceInput(router, changes)
  const id = await createDevice({ office: office.office, actor }, { requestId: newRequestId(), dispositivo })
  const desk = await office.office.network()
  desk.poller.reload()
  return { id, desk }
}

/** Looks at a device now; resolves once what was seen is written. */
export async function look(desk: NetworkDesk, id: string): Promise<void> {
  await desk.poller.lookNow(id)
  await desk.poller.flush()
}

/** Waits for something that comes by itself. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 10_000, interval: 10 })
