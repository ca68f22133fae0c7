import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { UispClient } from '../../office/uisp/index.ts'
import { startUisp, type UispSimulator } from '../simulators/uisp/index.ts'
import { newRequestId } from './harness.ts'
import { addUisp, type NetworkWorld, openNetworkWorld } from './network-world.ts'

/** A service of UISP's CRM: active, suspended, ended. */
const [ACTIVE, SUSPENDED, ENDED] = [1, 3, 2]
const SERVICE = 41

let uisp: UispSimulator
beforeAll(async () => {
  uisp = await startUisp({ tls: true })
})
afterAll(() => uisp.stop())

let world: NetworkWorld
let device: string
beforeEach(async () => {
  await uisp.behave(null)
  await uisp.replace({ services: [{ id: SERVICE, clientId: 7, status: ACTIVE, name: 'Hogar' }] })
  world = await openNetworkWorld()
  await world.configure({})
  device = await addUisp(world.office, world.tenantId, uisp)
})
afterEach(async () => {
  // It takes the password of an ONU away for good.
  expect((await uisp.writes()).filter(({ path }) => path.endsWith('/block'))).toEqual([])
  await world.close()
})

async function provisioned(): Promise<string> {
  const { client } = world
  const { servicioId } = await world.servicio(await world.plan())
  await client.red.service.save({
    requestId: newRequestId(),
    servicioId,
    usuario: '',
    clave: { tipo: 'igual' },
    ip: '',
    mac: '',
    metodoCorte: 'uisp',
    uispServicioId: String(SERVICE),
    expected: 0,
  })
  await client.red.provision({ requestId: newRequestId(), servicioId, dispositivoId: device })
  await world.quiet()
  return servicioId
}

const status = async () => (await uisp.state()).services[0]?.['status']
const verbs = async (from: number) => (await uisp.writes()).slice(from).map(({ path }) => path.split('/').at(-1))
const job = async (servicioId: string) => (await world.jobs(servicioId))[0]

async function again(): Promise<void> {
  world.office.clock.advance(15 * 60_000)
  ;(await world.office.office.network()).jobs.wakeAll()
  await world.quiet()
}

describe('a service that UISP cuts', () => {
  it('is suspended and brought back in the CRM, each once, and read back', async () => {
    const servicioId = await provisioned()
    const { length } = await uisp.writes()
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await status()).toBe(SUSPENDED)
    expect(await job(servicioId)).toMatchObject({ tipo: 'corte', estado: 'verificado', falla: null })
    await world.client.red.jobs.ask({ requestId: newRequestId(), servicioId })
    await world.quiet()
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await status()).toBe(ACTIVE)
    expect(await job(servicioId)).toMatchObject({ tipo: 'reactivacion', estado: 'verificado' })
    expect(await verbs(length)).toEqual(['suspend', 'cancel-suspend'])
  })

  it('is not suspended when it is paid, or cuts are switched off, while the server answers', async () => {
    const servicioId = await provisioned()
    const { length } = await uisp.writes()
    const meanwhile = async (change: () => Promise<void>) => {
      const asked = vi.spyOn(UispClient.prototype, 'service')
      asked.mockImplementationOnce(async function (this: UispClient, ...given) {
        asked.mockRestore()
        const found = await this.service(...given)
        await change()
        return found
      })
      await world.change(servicioId, 'suspension')
      await world.quiet()
    }
    await meanwhile(() => world.change(servicioId, 'reactivacion'))
    expect(await job(servicioId)).toMatchObject({ tipo: 'reactivacion', estado: 'verificado' })
    await meanwhile(() => world.configure({ activos: false }))
    expect(await job(servicioId)).toMatchObject({ estado: 'pendiente', falla: 'cortes_inactivos' })
    expect(await verbs(length)).toEqual([])
  })

  it('waits while its device is only observed, and is suspended once an admin lets the office write', async () => {
    const servicioId = await provisioned()
    const mode = (modo: 'observar' | 'gestionar') =>
      world.client.dispositivos.modo({ requestId: newRequestId(), id: device, modo })
    await mode('observar')
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect([await status(), (await job(servicioId))?.estado]).toEqual([ACTIVE, 'pendiente'])
    expect(await mode('gestionar')).toMatchObject({ modo: 'gestionar' })
    await world.quiet()
    expect([await status(), (await job(servicioId))?.estado]).toEqual([SUSPENDED, 'verificado'])
  })

  it('is left as it is once UISP has ended it', async () => {
    const servicioId = await provisioned()
    await uisp.replace({ services: [{ id: SERVICE, clientId: 7, status: ENDED }] })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect([await status(), (await job(servicioId))?.estado]).toEqual([ENDED, 'verificado'])
  })

  it('is not written a second time when the answer was lost', async () => {
    const servicioId = await provisioned()
    const { length } = await uisp.writes()
    await uisp.behave({ path: `/crm/api/v1.0/clients/services/${SERVICE}/suspend`, times: 1, applyThenReset: true })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await job(servicioId)).toMatchObject({ estado: 'pendiente', falla: 'sin_respuesta' })
    await again()
    expect(await job(servicioId)).toMatchObject({ estado: 'verificado' })
    expect(await verbs(length)).toEqual(['suspend'])
  })

  it.each([
    ['does not answer', { reset: true }, 'sin_respuesta'],
    ['does not know the key', { status: 401 }, 'credenciales'],
    ['is asked too often', { status: 429, retryAfter: 1 }, 'sin_respuesta'],
    ['is broken', { status: 502, html: true }, 'sin_respuesta'],
  ] as const)('waits while the server %s, and goes on after it', async (_, behaviour, falla) => {
    const servicioId = await provisioned()
    await uisp.behave(behaviour)
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await job(servicioId)).toMatchObject({ estado: 'pendiente', falla })
    expect((await world.client.red.jobs.summary()).pausas).toMatchObject([{ dispositivoId: device, falla }])
    await uisp.behave(null)
    await again()
    expect(await job(servicioId)).toMatchObject({ estado: 'verificado', falla: null })
    expect(await status()).toBe(SUSPENDED)
  })

  it('fails in the server’s words where it may not, or where the service is unknown', async () => {
    const servicioId = await provisioned()
    await uisp.behave({ status: 403 })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await job(servicioId)).toMatchObject({ estado: 'fallido', falla: 'permisos', detalle: 'Forbidden' })
    await uisp.behave(null)
    await uisp.replace({ services: [] })
    await world.client.red.jobs.ask({ requestId: newRequestId(), servicioId })
    await world.quiet()
    expect(await job(servicioId)).toMatchObject({ estado: 'fallido', falla: 'objeto_ausente' })
  })

  it('is not suspended while cuts are switched off', async () => {
    const servicioId = await provisioned()
    await world.configure({ activos: false })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await job(servicioId)).toMatchObject({ estado: 'pendiente', falla: 'cortes_inactivos' })
    expect(await status()).toBe(ACTIVE)
  })
})
