import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { UispClient } from '../../office/uisp/index.ts'
import { startUisp, type UispSimulator } from '../simulators/uisp/index.ts'
import { newRequestId, refusal } from './harness.ts'
import { addDeviceBeside, addUisp, type NetworkWorld, openNetworkWorld } from './network-world.ts'

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
    expected: 0,
  })
  await client.red.provision({
    requestId: newRequestId(),
    servicioId,
    dispositivoId: device,
    uispServicioId: String(SERVICE),
  })
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

describe('the service in the CRM', () => {
  const find = (servicioId: string, numero = '') =>
    world.client.red.uispServices({ servicioId, dispositivoId: device, numero }).then(({ filas }) => filas)

  it('is suggested by the client’s code, and said whose it is', async () => {
    const { servicioId, clienteId } = await world.servicio(await world.plan(), 'Ana María Núñez')
    const { cliente } = await world.client.clientes.get({ id: clienteId })
    const person = { companyName: null, firstName: 'ANA MARIA', lastName: 'NUÑEZ' }
    await uisp.replace({
      clients: [
        { id: 7, userIdent: cliente.codigoCliente, companyName: 'Kiosco Ana', firstName: null, lastName: null },
        { id: 8, userIdent: 'otro', ...person },
        { id: 9, userIdent: null, companyName: null, firstName: 'Berta', lastName: 'Núñez' },
      ],
      services: [
        { id: 41, clientId: 7, status: ACTIVE, name: 'Hogar' },
        { id: 42, clientId: 7, status: ENDED, name: 'Viejo' },
        { id: 43, clientId: 8, status: SUSPENDED, name: 'Hogar' },
        { id: 44, clientId: 9, status: ACTIVE, name: 'Hogar' },
      ],
    })
    const own = { cliente: 'Kiosco Ana', codigo: cliente.codigoCliente, coincide: true }
    expect(await find(servicioId)).toEqual([
      { numero: '41', nombre: 'Hogar', estado: 'activo', ...own },
      { numero: '42', nombre: 'Viejo', estado: 'baja', ...own },
    ])
    expect(await find(servicioId, '43')).toMatchObject([
      { cliente: 'ANA MARIA NUÑEZ', estado: 'suspendido', coincide: true },
    ])
    expect(await find(servicioId, '44')).toMatchObject([{ cliente: 'Berta Núñez', coincide: false }])
    expect(await find(servicioId, '45')).toEqual([])
    expect(await uisp.writes()).toEqual([])
  })

  it('is one service’s here, through whatever device of its server', async () => {
    const other = await addDeviceBeside(world.office, device)
    const first = await provisioned()
    const { servicioId } = await world.servicio(await world.plan(), 'Berta')
    const asked = { servicioId, dispositivoId: other, uispServicioId: String(SERVICE) }
    const again = () => world.client.red.provision({ requestId: newRequestId(), ...asked })
    expect((await refusal(again())).code).toBe('red.objeto_taken')
    expect((await world.client.red.service.get({ servicioId })).uispServicioId).toBe('')

    const [objeto] = (await world.client.red.service.get({ servicioId: first })).objetos
    await world.client.red.unlink({ requestId: newRequestId(), objetoId: objeto?.id ?? '' })
    expect((await again()).objetos).toMatchObject([{ tipo: 'uisp_servicio', clave: String(SERVICE) }])
  })

  it('is not another by typing its number while it is linked', async () => {
    const servicioId = await provisioned()
    const asked = { requestId: newRequestId(), servicioId, dispositivoId: device, uispServicioId: '99' }
    expect(await refusal(world.client.red.provision(asked))).toMatchObject({
      code: 'red.made',
      data: { clave: String(SERVICE) },
    })
  })
})

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
    // The server said nothing: there are no words of it to show.
    expect(await job(servicioId)).toMatchObject({ estado: 'pendiente', falla: 'sin_respuesta', detalle: '' })
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

  it('is tried again where UISP refuses to bring back who is in force, in its words', async () => {
    const servicioId = await provisioned()
    await world.change(servicioId, 'suspension')
    await world.quiet()
    await uisp.behave({ path: `/crm/api/v1.0/clients/services/${SERVICE}/cancel-suspend`, times: 1, status: 403 })
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await job(servicioId)).toMatchObject({ estado: 'pendiente', falla: 'permisos', detalle: 'Forbidden' })
    await again()
    expect(await job(servicioId)).toMatchObject({ estado: 'verificado' })
    expect(await status()).toBe(ACTIVE)
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
