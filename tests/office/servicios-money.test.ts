import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settleApart } from '../../office/billing/run/settle.ts'
import { checkOffice } from '../../office/reports/check.ts'
import { newRequestId, refusal } from './harness.ts'
import { openWorld, type World } from './servicio-world.ts'

let world: World
let id: string
// 10 March 2026. The service begins on the 1st and is billed for all of March: 100.00 a month, 31 days.
beforeEach(async () => {
  world = await openWorld()
  id = (await world.connect({ fechaActivacion: '2026-03-01' })).id
  const actor = await world.office.actor('admin')
  const request = { actor, requestId: newRequestId(), procedure: 'test', input: null }
  await world.office.office.writer.run(request, (tx) => settleApart(tx, id, { primera: true }))
})
afterEach(() => world.office.close())

type Cambio = Parameters<World['change']>[1]
const preview = (cambio: Cambio, fecha: string) => world.client.servicios.previewChange({ id, cambio, fecha })
const plan = (): Cambio => ({ tipo: 'cambio_plan', planId: world.planes.fibra })

describe('days that are billed already', () => {
  it('are known on the service: until when, and on which invoice', async () => {
    const detail = await world.client.servicios.get({ id })
    expect(detail.servicio.facturadoHasta).toBe('2026-03-31')
    expect(detail.cobertura).toMatchObject([
      { concepto: 'Hogar 50', desde: '2026-03-01', hasta: '2026-03-31', signo: 1, documento: { tipo: 'factura' } },
    ])
    expect(detail.facturas).toMatchObject([{ montoTotal: 10_000, periodo: '2026-03' }])
    expect((await world.client.clientes.get({ id: world.clienteId })).servicios[0]?.facturadoHasta).toBe('2026-03-31')
  })

  // price ÷ days in that month × days, each line rounded half up once (DOMAIN: 14 of 31 days of 100.00 is 45.16).
  const CASES = [
    {
      name: 'a pause gives back 12 of 31',
      cambio: () => ({ tipo: 'pausa' as const }),
      fecha: '2026-03-20',
      lines: [-3_871],
    },
    {
      name: 'a cancellation gives back 14 of 31',
      cambio: () => ({ tipo: 'baja' as const }),
      fecha: '2026-03-18',
      lines: [-4_516],
    },
    {
      name: 'of the last day gives back one',
      cambio: () => ({ tipo: 'baja' as const }),
      fecha: '2026-03-31',
      lines: [-323],
    },
    {
      name: 'from the first day gives back all',
      cambio: () => ({ tipo: 'baja' as const }),
      fecha: '2026-03-01',
      lines: [-10_000],
    },
    { name: 'another plan gives back and charges 12 of 31', cambio: plan, fecha: '2026-03-20', lines: [-3_871, 7_742] },
    { name: 'from the day after the last, nothing', cambio: plan, fecha: '2026-04-01', lines: [] },
  ]
  it.each(CASES)('$name', async ({ cambio, fecha, lines }) => {
    const seen = await preview(cambio(), fecha)
    expect(seen.lineas.map(({ total }) => total)).toEqual(lines)
    expect(seen.total).toBe(lines.reduce((a, b) => a + b, 0))
    expect(seen.facturadoHasta).toBe('2026-03-31')
    for (const { descripcion, explicacion } of seen.lineas) {
      expect(descripcion).toMatch(/Hogar 50|Fibra 200/)
      expect(explicacion).toMatch(/ de 31 |período completo/)
    }
  })

  it('a pause that ends within them gives back what lies between', async () => {
    const seen = await preview({ tipo: 'pausa', vuelve: '2026-03-25' }, '2026-03-20')
    expect(seen.lineas.map(({ total }) => total)).toEqual([-1_613])
  })
})

describe('a change billed at once', () => {
  it('issues what the preview said, and is not billed again', async () => {
    const { total } = await preview(plan(), '2026-03-20')
    const changed = await world.change(id, plan(), '2026-03-20', { aparte: true })
    expect(changed.documento).toMatchObject({ tipo: 'factura', total })
    expect((await world.client.clientes.get({ id: world.clienteId })).saldos.deuda).toBe(10_000 + total)
    // Nothing of it is left: taking the change back is worth exactly what it was.
    const [event] = await world.client.servicios.events({ id })
    await world.client.servicios.cancelEvent({ requestId: newRequestId(), eventoId: event?.id ?? '' })
    expect((await preview({ tipo: 'pausa' }, '2026-04-01')).total).toBe(-total)
    const { findings } = await checkOffice(world.office.office.db.read, (await world.office.actor('admin')).tenantId)
    expect(findings).toEqual([])
  })

  it('in favour of the client is a credit note, which pays what is open', async () => {
    const changed = await world.change(id, { tipo: 'baja' }, '2026-03-18', { aparte: true })
    expect(changed.documento).toMatchObject({ tipo: 'nota_credito', total: -4_516 })
    expect((await world.client.clientes.get({ id: world.clienteId })).saldos.deuda).toBe(10_000 - 4_516)
  })

  it('is for who may issue invoices', async () => {
    const operador = await world.office.as('operador')
    const { actualizadoEn: expected } = (await world.client.servicios.get({ id })).servicio
    const change = { requestId: newRequestId(), id, cambio: { tipo: 'pausa' as const }, fecha: world.today(), expected }
    expect(await refusal(operador.servicios.change({ ...change, aparte: true }))).toEqual({
      code: 'access.denied',
      data: { permission: 'factura.issue' },
    })
    expect(await operador.servicios.change(change)).toMatchObject({ estado: 'suspendido', documento: null })
  })
})

it('a price changed by hand holds for all that is not billed yet, a planned one from its day', async () => {
  const other = await world.connect({ fechaActivacion: '2026-03-01' })
  const bill = async (servicioId: string) => {
    const actor = await world.office.actor('admin')
    const request = { actor, requestId: newRequestId(), procedure: 'test', input: null }
    return world.office.office.writer.run(request, (tx) => settleApart(tx, servicioId, { primera: true }))
  }
  const hogar = (await world.client.planes.list()).find((one) => one.id === world.planes.hogar)
  if (!hogar) throw new Error('no plan')
  const precios = [{ planId: hogar.id, precioAnterior: 10_000, precioMensual: 30_000 }]
  await world.client.planes.changePrices({ requestId: newRequestId(), vigenteDesde: '2026-03-15', precios })
  const { servicios: _, actualizadoEn: expected, ...fields } = hogar
  await world.client.planes.update({ requestId: newRequestId(), ...fields, precioMensual: 11_000, expected })
  expect(await bill(other.id)).toMatchObject({ total: 11_000 })
})
