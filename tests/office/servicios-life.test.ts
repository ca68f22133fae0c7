import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import { conflictsOf, inOrder, standingOn, type TimelineEvent } from '../../office/customers/timeline.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { newRequestId, refusal } from './harness.ts'
import { DAY, openWorld, type World } from './servicio-world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.office.close())

const events = (id: string) => world.client.servicios.events({ id })
const servicioOf = async (id: string) => (await world.client.servicios.get({ id })).servicio
const code = async (call: Promise<unknown>) => (await refusal(call)).code
const later = (days: number) => addDays(world.today(), days)
const nextDay = async (days = 1) => {
  world.office.clock.advance(days * DAY)
  await runUpkeep(world.office.office)
}

describe('a change of today', () => {
  it('shows at once, with who did it, why, and in the audit log', async () => {
    const { id } = await world.connect()
    const changed = await world.change(id, { tipo: 'pausa' }, world.today(), { motivo: 'Viaja en invierno' })
    expect(changed).toMatchObject({ estado: 'suspendido', motivoSuspension: 'pausa', fechaCorte: world.today() })
    expect(await events(id)).toMatchObject([
      { tipo: 'pausa', estado: 'aplicado', motivo: 'Viaja en invierno', usuario: 'Ana Admin', fecha: world.today() },
    ])
    const row = (await world.client.system.audit({})).find(({ accion }) => accion === 'servicio.change')
    expect(row).toMatchObject({ entidadId: id, antes: { estado: 'activo' }, despues: { estado: 'suspendido' } })
  })

  it('is made once, however often it is asked for', async () => {
    const { id, actualizadoEn } = await world.connect()
    const request = { requestId: newRequestId(), id, fecha: world.today(), expected: actualizadoEn }
    const first = await world.client.servicios.change({ ...request, cambio: { tipo: 'baja' } })
    expect(await world.client.servicios.change({ ...request, cambio: { tipo: 'baja' } })).toEqual(first)
    expect(await events(id)).toHaveLength(1)
  })

  it('is refused on a service that somebody else changed meanwhile', async () => {
    const { id, actualizadoEn } = await world.connect()
    await world.change(id, { tipo: 'pausa' })
    const stale = { requestId: newRequestId(), id, fecha: world.today(), expected: actualizadoEn }
    expect(await code(world.client.servicios.change({ ...stale, cambio: { tipo: 'baja' } }))).toBe('conflict.changed')
  })

  it('of two on one day the later one holds', async () => {
    const { id } = await world.connect()
    await world.change(id, { tipo: 'suspension' })
    await world.change(id, { tipo: 'reactivacion' })
    expect(await servicioOf(id)).toMatchObject({ estado: 'activo', motivoSuspension: null, fechaCorte: null })
  })
})

describe('what may follow on what', () => {
  const CASES = [
    { first: null, next: 'reactivacion', refused: 'servicio.estado' },
    { first: 'suspension', next: 'suspension', refused: 'servicio.estado' },
    { first: 'suspension', next: 'pausa', refused: 'servicio.estado' },
    { first: 'pausa', next: 'suspension', refused: 'servicio.estado' },
    { first: 'baja', next: 'pausa', refused: 'servicio.estado' },
    { first: 'baja', next: 'baja', refused: 'servicio.estado' },
    { first: 'suspension', next: 'reactivacion', refused: null },
    { first: 'pausa', next: 'baja', refused: null },
    { first: 'baja', next: 'reactivacion', refused: null },
  ] as const
  it.each(CASES)('$next after $first', async ({ first, next, refused }) => {
    const { id } = await world.connect()
    if (first) await world.change(id, { tipo: first })
    const call = world.change(id, { tipo: next })
    if (refused) expect(await code(call)).toBe(refused)
    else await call
  })

  it('a service that is gone changes no plan, and none changes to the plan it has', async () => {
    const { id } = await world.connect()
    expect(await code(world.change(id, { tipo: 'cambio_plan', planId: world.planes.hogar }))).toBe('servicio.same_plan')
    await world.change(id, { tipo: 'baja' })
    expect(await code(world.change(id, { tipo: 'cambio_plan', planId: world.planes.fibra }))).toBe('servicio.estado')
  })

  it('a plan that is archived is sold to nobody; its services go on', async () => {
    const { id } = await world.connect()
    const plan = (await world.client.planes.list()).find((one) => one.id === world.planes.fibra)
    if (!plan) throw new Error('no plan')
    const { servicios: _, actualizadoEn: expected, ...fields } = plan
    await world.client.planes.update({ requestId: newRequestId(), ...fields, activo: false, expected })
    const archived = { code: 'plan.archived', data: { nombre: 'Fibra 200' } }
    expect(await refusal(world.change(id, { tipo: 'cambio_plan', planId: world.planes.fibra }))).toEqual(archived)
    expect(await refusal(world.connect({ planId: world.planes.fibra }))).toEqual(archived)
  })

  const edges = [
    ['before it was activated', -61, 'servicio.fecha'],
    ['on the day it was activated', -60, null],
    ['a year ahead', 366, null],
    ['more than a year ahead', 367, 'servicio.fecha'],
  ] as const
  it.each(edges)('%s', async (_, days, refused) => {
    const { id } = await world.connect()
    const call = world.change(id, { tipo: 'pausa' }, later(days))
    if (refused) expect(await code(call)).toBe(refused)
    else await call
  })

  it('not more than three months back', async () => {
    const { id } = await world.connect({ fechaActivacion: later(-300) })
    expect(await refusal(world.change(id, { tipo: 'pausa' }, later(-93)))).toEqual({
      code: 'servicio.fecha',
      data: { desde: later(-92), hasta: later(366) },
    })
    await world.change(id, { tipo: 'pausa' }, later(-92))
  })
})

describe('a planned change', () => {
  it('waits for its day, which may come while the office is closed', async () => {
    const { id } = await world.connect()
    await world.change(id, { tipo: 'cambio_plan', planId: world.planes.fibra }, later(5))
    expect(await servicioOf(id)).toMatchObject({
      planNombre: 'Hogar 50',
      proximo: { tipo: 'cambio_plan', planAnterior: 'Hogar 50', plan: 'Fibra 200', estado: 'planeado' },
    })
    await nextDay(4)
    expect((await servicioOf(id)).planNombre).toBe('Hogar 50')
    world.office.clock.advance(40 * DAY)
    await world.office.restart()
    const client = await world.office.as('admin')
    expect((await client.servicios.get({ id })).servicio).toMatchObject({ planNombre: 'Fibra 200', proximo: null })
    expect((await client.planes.list()).map(({ nombre, servicios }) => [nombre, servicios])).toEqual([
      ['Fibra 200', 1],
      ['Hogar 50', 0],
    ])
    expect((await client.system.audit({})).filter(({ accion }) => accion === 'servicio.change_applied')).toHaveLength(1)
  })

  it('takes effect once', async () => {
    const { id } = await world.connect()
    await world.change(id, { tipo: 'baja' }, later(1))
    await nextDay()
    const once = await servicioOf(id)
    await runUpkeep(world.office.office)
    await nextDay()
    expect(await servicioOf(id)).toEqual(once)
  })

  it('a pause that says when it ends brings the service back by itself', async () => {
    const { id } = await world.connect()
    await world.change(id, { tipo: 'pausa', vuelve: later(30) }, later(2))
    await nextDay(2)
    expect(await servicioOf(id)).toMatchObject({
      estado: 'suspendido',
      motivoSuspension: 'pausa',
      fechaCorte: world.today(),
    })
    await nextDay(28)
    expect(await servicioOf(id)).toMatchObject({ estado: 'activo', fechaCorte: null })
  })

  it('can be taken back before its day, not after, and stays in the history', async () => {
    const { id } = await world.connect()
    await world.change(id, { tipo: 'baja' }, later(3))
    const [planned] = await events(id)
    const cancel = () => world.client.servicios.cancelEvent({ requestId: newRequestId(), eventoId: planned?.id ?? '' })
    await cancel()
    expect(await events(id)).toMatchObject([{ tipo: 'baja', estado: 'anulado' }])
    expect(await code(cancel())).toBe('servicio.event_done')
    await nextDay(5)
    expect((await servicioOf(id)).estado).toBe('activo')

    await world.change(id, { tipo: 'baja' })
    const [done] = await events(id)
    const undo = world.client.servicios.cancelEvent({ requestId: newRequestId(), eventoId: done?.id ?? '' })
    expect(await code(undo)).toBe('servicio.event_done')
  })

  it('does not lose its sense by one before it', async () => {
    const { id } = await world.connect()
    await world.change(id, { tipo: 'pausa', vuelve: later(30) }, later(10))
    expect(await refusal(world.change(id, { tipo: 'suspension' }))).toEqual({
      code: 'servicio.planned',
      data: { fecha: later(10), tipo: 'pausa' },
    })
    expect(await code(world.change(id, { tipo: 'baja' }, later(5)))).toBe('servicio.planned')
    await world.change(id, { tipo: 'cambio_plan', planId: world.planes.fibra }, later(20))
    const pausa = (await events(id)).find(({ tipo }) => tipo === 'pausa')
    const cancel = world.client.servicios.cancelEvent({ requestId: newRequestId(), eventoId: pausa?.id ?? '' })
    expect(await refusal(cancel)).toEqual({
      code: 'servicio.planned',
      data: { fecha: later(30), tipo: 'reactivacion' },
    })
  })
})

describe('any sequence of changes', () => {
  const TIPOS = ['suspension', 'pausa', 'reactivacion', 'baja', 'cambio_plan'] as const
  const changes = fc.array(
    fc.record({ tipo: fc.constantFrom(...TIPOS), day: fc.integer({ min: -50, max: 40 }), plan: fc.boolean() }),
    { maxLength: 12 },
  )

  const stored = (id: string): TimelineEvent[] =>
    inOrder(
      world.office.office.db.read.sqlite
        .prepare<[string], TimelineEvent>(
          `select id, fecha, tipo, plan_anterior_id as planAnteriorId, plan_id as planId, creado_en as creadoEn
           from servicio_evento where servicio_id = ? and anulado_en is null`,
        )
        .all(id),
    )

  it('leaves a history without contradiction, and a service that says what it says', async () => {
    await fc.assert(
      fc.asyncProperty(changes, fc.integer({ min: 1, max: 45 }), async (list, wait) => {
        const { id } = await world.connect()
        for (const { tipo, day, plan } of list) {
          const planId = plan ? world.planes.fibra : world.planes.hogar
          const call = world.change(id, tipo === 'cambio_plan' ? { tipo, planId } : { tipo }, later(day))
          await call.catch((error: { code: string }) => expect(error.code).toMatch(/^servicio\./))
        }
        expect(conflictsOf(stored(id), world.planes.hogar)).toEqual([])
        await nextDay(wait)
        const { estado, motivo, planId, desde } = standingOn(stored(id), world.planes.hogar, world.today())
        const shown = { estado, motivoSuspension: motivo, planId, fechaCorte: desde }
        expect(await servicioOf(id)).toMatchObject(shown)
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})
