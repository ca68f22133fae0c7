import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import type { CambioPrecio } from '../../contract/index.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { newRequestId, refusal } from './harness.ts'
import { DAY, openWorld, type World } from './servicio-world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.office.close())

const later = (days: number) => addDays(world.today(), days)
const all = () => [world.planes.hogar, world.planes.fibra]
const preview = (cambio: CambioPrecio, vigenteDesde = later(10), planIds = all()) =>
  world.client.planes.previewPrices({ planIds, cambio, vigenteDesde })
const percent = (tasaBp: number, paso = 1): CambioPrecio => ({ tipo: 'porcentaje', tasaBp, paso })
/** What a person does: sees the preview and confirms it. */
const plan = async (cambio: CambioPrecio, vigenteDesde = later(10), planIds = all()) => {
  const { planes } = await preview(cambio, vigenteDesde, planIds)
  const precios = planes.map(({ planId, precioAnterior, precioMensual }) => ({ planId, precioAnterior, precioMensual }))
  return world.client.planes.changePrices({ requestId: newRequestId(), vigenteDesde, precios })
}
const priceOf = async (id: string) => (await world.client.planes.list()).find((one) => one.id === id)?.precioMensual
const coverUntil = async (servicioId: string, hasta: string) => {
  const { tenantId } = await world.office.actor('admin')
  world.office.office.db.write.sqlite
    .prepare(
      `insert into cobertura (servicio_id, periodo, orden, tenant_id, componente, desde, hasta, signo, precio, base_dias, creado_en)
       values (?, ?, 0, ?, 'plan:x', ?, ?, 1, 1, 31, 0)`,
    )
    .run(servicioId, hasta.slice(0, 7), tenantId, hasta, hasta)
}

describe('new prices', () => {
  // Nearest multiple of the step, half up.
  const ROUNDING = [
    { cambio: percent(1000), hogar: 11_000 },
    { cambio: percent(1234), hogar: 11_234 },
    { cambio: percent(1234, 50), hogar: 11_250 },
    { cambio: percent(1225, 50), hogar: 11_250 },
    { cambio: percent(1224, 50), hogar: 11_200 },
    { cambio: percent(-500, 1000), hogar: 10_000 },
    { cambio: percent(-501, 1000), hogar: 9_000 },
    { cambio: { tipo: 'monto', monto: 777 } as const, hogar: 10_777 },
    { cambio: { tipo: 'monto', monto: -10_000 } as const, hogar: 0 },
  ]
  it.each(ROUNDING)('$cambio makes 100.00 into $hogar', async ({ cambio, hogar }) => {
    const { planes } = await preview(cambio)
    expect(planes[0]).toMatchObject({ planNombre: 'Hogar 50', precioAnterior: 10_000, precioMensual: hogar })
  })

  it('rounded to a step are a multiple of it, and never further than half of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -9_000, max: 20_000 }),
        fc.constantFrom(1, 10, 50, 99, 100, 1_000),
        async (tasaBp, paso) => {
          const { planes } = await preview(percent(tasaBp, paso))
          for (const { precioAnterior, precioMensual } of planes) {
            expect(precioMensual % paso).toBe(0)
            expect(Math.abs(precioMensual - (precioAnterior * (10_000 + tasaBp)) / 10_000)).toBeLessThanOrEqual(
              paso / 2,
            )
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('are never below nothing, never of today, and a plan has one a day', async () => {
    expect(await refusal(preview({ tipo: 'monto', monto: -10_001 }))).toEqual({
      code: 'precio.negative',
      data: { plan: 'Hogar 50' },
    })
    expect((await refusal(preview(percent(1), world.today()))).code).toBe('precio.fecha')
    await preview(percent(1), later(1))
    await plan(percent(1000), later(10), [world.planes.hogar])
    expect(await refusal(preview(percent(1000)))).toEqual({
      code: 'precio.planned',
      data: { plan: 'Hogar 50', fecha: later(10) },
    })
  })

  it('say whom they reach: not who has an agreed price, later who is billed ahead', async () => {
    await world.connect()
    const ahead = await world.connect()
    await coverUntil(ahead.id, later(12))
    await world.connect({ precioAcordado: 8_000 })
    const gone = await world.connect()
    await world.change(gone.id, { tipo: 'baja' })
    expect(await preview(percent(1000))).toEqual({
      planes: [
        {
          planId: world.planes.hogar,
          planNombre: 'Hogar 50',
          precioAnterior: 10_000,
          precioMensual: 11_000,
          servicios: 2,
          acordados: 1,
          facturados: 1,
          diferenciaMensual: 2_000,
        },
        expect.objectContaining({ servicios: 0, acordados: 0, facturados: 0, diferenciaMensual: 0 }),
      ],
      primerDiaSinFacturar: later(13),
    })
  })
})

describe('planned prices', () => {
  it('take effect on their day, in order, also while the office was closed', async () => {
    await plan(percent(1000), later(10))
    await plan({ tipo: 'monto', monto: 500 }, later(40), [world.planes.hogar])
    expect((await world.client.planes.overview()).map(({ proximoPrecio }) => proximoPrecio)).toEqual([
      { precioMensual: 22_000, vigenteDesde: later(10) },
      { precioMensual: 11_000, vigenteDesde: later(10) },
    ])
    world.office.clock.advance(9 * DAY)
    await runUpkeep(world.office.office)
    expect(await priceOf(world.planes.hogar)).toBe(10_000)
    world.office.clock.advance(DAY)
    await runUpkeep(world.office.office)
    expect(await priceOf(world.planes.hogar)).toBe(11_000)
    world.office.clock.advance(60 * DAY)
    await world.office.restart()
    const client = await world.office.as('admin')
    expect((await client.planes.list()).map(({ precioMensual }) => precioMensual)).toEqual([22_000, 11_500])
    expect(
      (await client.planes.prices({ planId: world.planes.hogar })).map((one) => [one.precioMensual, one.aplicado]),
    ).toEqual([
      [11_500, true],
      [11_000, true],
    ])
  })

  it('are confirmed as they were seen: not when the plan costs something else by now', async () => {
    const seen = await preview(percent(1000), later(10), [world.planes.hogar])
    const [row] = await world.client.planes.list()
    const hogar = (await world.client.planes.list()).find(({ id }) => id === world.planes.hogar) ?? row
    if (!hogar) throw new Error('no plan')
    const { servicios: _, actualizadoEn: expected, ...fields } = hogar
    await world.client.planes.update({ requestId: newRequestId(), ...fields, precioMensual: 12_000, expected })
    const precios = seen.planes.map(({ planId, precioAnterior, precioMensual }) => ({
      planId,
      precioAnterior,
      precioMensual,
    }))
    const stale = world.client.planes.changePrices({ requestId: newRequestId(), vigenteDesde: later(10), precios })
    expect((await refusal(stale)).code).toBe('conflict.changed')
    // The change by hand is in the history as well.
    expect(await world.client.planes.prices({ planId: hogar.id })).toMatchObject([
      { precioAnterior: 10_000, precioMensual: 12_000, aplicado: true, vigenteDesde: world.today() },
    ])
  })

  it('can be taken back before their day', async () => {
    const [planned] = await plan(percent(1000), later(10), [world.planes.hogar])
    const cancel = () => world.client.planes.cancelPrice({ requestId: newRequestId(), id: planned?.id ?? '' })
    expect(await cancel()).toMatchObject({ anulado: true })
    expect((await refusal(cancel())).code).toBe('precio.done')
    await plan(percent(2000), later(10), [world.planes.hogar])
    world.office.clock.advance(11 * DAY)
    await runUpkeep(world.office.office)
    expect(await priceOf(world.planes.hogar)).toBe(12_000)
  })
})

it('the overview says what each plan brings in: active services, agreed prices included', async () => {
  await world.connect()
  await world.connect({ precioAcordado: 8_000 })
  const paused = await world.connect()
  await world.change(paused.id, { tipo: 'pausa' })
  await world.connect({ planId: world.planes.fibra })
  expect(await world.client.planes.overview()).toMatchObject([
    { nombre: 'Fibra 200', servicios: 1, activos: 1, ingresoMensual: 20_000, acordados: 0 },
    { nombre: 'Hogar 50', servicios: 3, activos: 2, ingresoMensual: 18_000, acordados: 1 },
  ])
})

it('a plan says whether days cut for debt are charged', async () => {
  const [fibra] = await world.client.planes.list()
  if (!fibra) throw new Error('no plan')
  expect(fibra).toMatchObject({ cobraSuspension: false, activo: true })
  const { servicios: _, actualizadoEn: expected, ...fields } = fibra
  const change = { requestId: newRequestId(), ...fields, expected, cobraSuspension: true }
  expect(await world.client.planes.update(change)).toMatchObject({ cobraSuspension: true, activo: true })
})
