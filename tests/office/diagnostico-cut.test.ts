import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, civilDate } from '../../contract/dates.ts'
import type { PasoDiagnosticado, PasoDiagnostico } from '../../contract/procedures/diagnostico.ts'
import { FALLAS_DISPOSITIVO } from '../../contract/procedures/dispositivo-base.ts'
import { newRequestId, TENANT } from './harness.ts'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'

const STATE = {
  '/ppp/profile': [
    { name: 'morosos', 'local-address': '10.0.0.1' },
    { name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' },
  ],
  '/ppp/secret': [{ name: 'ana', password: 'x', service: 'pppoe', profile: '50M' }],
}

let world: NetworkWorld
let clienteId: string
let servicioId: string
beforeEach(async () => {
  world = await openNetworkWorld({ state: STATE })
  await world.configure({})
  ;({ clienteId, servicioId } = await world.servicio(await world.plan()))
})
afterEach(() => world.close())

async function diagnose() {
  const pasos = new Map<PasoDiagnostico, Extract<PasoDiagnosticado, { tipo: 'paso' }>>()
  let fin: Extract<PasoDiagnosticado, { tipo: 'fin' }> | null = null
  for await (const event of await world.client.diagnostico.run({ servicioId })) {
    if (event.tipo === 'paso') pasos.set(event.paso, event)
    if (event.tipo === 'fin') fin = event
  }
  return { pasos, fin }
}

async function owe(): Promise<void> {
  const today = civilDate(world.office.clock.now, TENANT.zonaHoraria)
  await (await world.office.as('admin')).facturas.create({
    requestId: newRequestId(),
    clienteId,
    periodo: today.slice(0, 7),
    fechaEmision: addDays(today, -30),
    fechaVencimiento: addDays(today, -20),
    lineas: [{ descripcion: 'Abono', cantidad: 1, precioUnitario: 10_000, impuestos: [] }],
  })
}

describe('a service that is cut for debt', () => {
  it('breaks at its contract while its device answers and knows it: a payment is enough', async () => {
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect((await diagnose()).fin).toMatchObject({ donde: 'contrato', ademas: null })
  })

  it('breaks at a device that does not answer, which is named with its reason, and besides at the debt', async () => {
    await owe()
    await world.link(servicioId, 'ppp_secret', 'ana')
    // What the link asked for is done: the cut is what waits.
    await world.quiet()
    await world.farm.router.behave({ refuse: true })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    const { pasos, fin } = await diagnose()
    expect(fin).toMatchObject({ donde: 'equipo', ademas: 'deuda' })
    const equipo = pasos.get('equipo')
    expect(equipo?.codigo).toBe('no_responde')
    // Refused, or cut off, as the line stood; in a code that screens translate, and in no words of the program.
    expect(Object.keys(equipo?.datos ?? {})).toEqual(['equipo', 'falla'])
    expect(FALLAS_DISPOSITIVO).toContain(equipo?.datos['falla'])
    expect(pasos.get('corte')).toMatchObject({ codigo: 'en_espera', datos: { falla: 'sin_respuesta' } })
    expect(pasos.get('corte')?.datos['equipo']).toBe(equipo?.datos['equipo'])
  })

  it('breaks at a device that was not told yet, though it answers', async () => {
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.configure({ activos: false })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect((await diagnose()).fin).toMatchObject({ donde: 'corte', ademas: 'contrato' })
  })

  it('that no device carries is brought back by nobody but a technician', async () => {
    await world.change(servicioId, 'suspension')
    const { pasos, fin } = await diagnose()
    expect(fin).toMatchObject({ donde: 'equipo', ademas: 'contrato' })
    expect(pasos.get('equipo')).toMatchObject({ resultado: 'mal', codigo: 'nadie_reactiva' })
  })

  it('on a device that is only observed is brought back by hand', async () => {
    await world.link(servicioId, 'ppp_secret', 'ana')
    const [id = ''] = world.devices
    await (await world.office.as('admin')).dispositivos.modo({ requestId: newRequestId(), id, modo: 'observar' })
    await world.change(servicioId, 'suspension')
    const { pasos, fin } = await diagnose()
    expect(pasos.get('corte')).toMatchObject({ codigo: 'observado' })
    expect(fin).toMatchObject({ donde: 'corte', ademas: 'contrato' })
  })
})
