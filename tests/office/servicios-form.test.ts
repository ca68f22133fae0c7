import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import { updateServicio } from '../../office/customers/servicios.ts'
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

describe('the form', () => {
  const FIELDS = { tecnologia: 'pppoe' as const, dispositivoRef: '' }
  const edit = async (id: string, fields: Partial<Parameters<typeof world.client.servicios.update>[0]>) => {
    const { actualizadoEn: expected, fechaActivacion } = await servicioOf(id)
    return world.client.servicios.update({
      requestId: newRequestId(),
      id,
      expected,
      fechaActivacion,
      ...FIELDS,
      ...fields,
    })
  }

  it('keeps how a service is billed, and its own price', async () => {
    const { id } = await world.connect()
    const own = { diaFacturacion: 15, modalidad: 'vencido' as const, precioAcordado: 9_000, facturarDesde: later(-20) }
    expect(await edit(id, own)).toMatchObject({ ...own, precioMensual: 9_000 })
    expect((await world.client.servicios.get({ id })).facturacion).toEqual({ dia: 15, modalidad: 'vencido' })
    expect(await edit(id, {})).toMatchObject({ diaFacturacion: null, precioAcordado: null, precioMensual: 10_000 })
  })

  it('does not move the beginning of what was billed, nor past a change', async () => {
    const { id } = await world.connect()
    await world.change(id, { tipo: 'pausa' }, later(-10))
    expect(await refusal(edit(id, { fechaActivacion: later(-9) }))).toEqual({
      code: 'servicio.event_before',
      data: { fecha: later(-10) },
    })
    await edit(id, { fechaActivacion: later(-50) })
    const { tenantId } = await world.office.actor('admin')
    world.office.office.db.write.sqlite
      .prepare(
        `insert into cobertura (servicio_id, periodo, orden, tenant_id, componente, desde, hasta, signo, precio, base_dias, creado_en)
         values (?, '2026-01', 0, ?, 'plan:' || ?, '2026-01-19', '2026-01-31', 1, 10000, 31, 0)`,
      )
      .run(id, tenantId, world.planes.hogar)
    expect(await code(edit(id, { fechaActivacion: later(-49) }))).toBe('servicio.billed')
    expect(await code(edit(id, { facturarDesde: later(-1) }))).toBe('servicio.billed')
    await edit(id, { fechaActivacion: later(-50), diaFacturacion: 5 })
    expect((await servicioOf(id)).facturadoHasta).toBe('2026-01-31')
  })
})

describe('an import', () => {
  it('that says another state or plan writes it as a change of today', async () => {
    const { id } = await world.connect()
    const actor = await world.office.actor('admin')
    const request = { actor, requestId: newRequestId(), procedure: 'test', input: null }
    const fields = { tecnologia: 'pppoe' as const, dispositivoRef: '', fechaActivacion: later(-60) }
    const change = (estado: 'activo' | 'suspendido' | 'baja', planId: string) =>
      world.office.office.writer.run({ ...request, requestId: newRequestId() }, (tx) =>
        updateServicio(tx, id, { ...fields, estado, planId }),
      )
    expect(await change('suspendido', world.planes.fibra)).toMatchObject({
      estado: 'suspendido',
      planNombre: 'Fibra 200',
    })
    expect(await change('baja', world.planes.fibra)).toMatchObject({ estado: 'baja', fechaCorte: world.today() })
    expect(await change('suspendido', world.planes.fibra)).toMatchObject({ estado: 'suspendido' })
    expect(await change('activo', world.planes.fibra)).toMatchObject({ estado: 'activo', fechaCorte: null })
    expect((await events(id)).map(({ tipo }) => tipo).toReversed()).toEqual([
      'cambio_plan',
      'suspension',
      'baja',
      'reactivacion',
      'suspension',
      'reactivacion',
    ])
  })

  it('of a service that is not active begins its history with that', async () => {
    const { id } = await world.connect({ estado: 'suspendido' })
    expect(await events(id)).toMatchObject([{ tipo: 'suspension', estado: 'aplicado', fecha: world.today() }])
    expect(await servicioOf(id)).toMatchObject({ motivoSuspension: 'deuda', fechaCorte: world.today() })
  })
})

describe('the preview of a change', () => {
  const preview = (id: string, cambio: Parameters<World['change']>[1], fecha = world.today()) =>
    world.client.servicios.previewChange({ id, cambio, fecha })

  it('says how the service stands before and after, and writes nothing', async () => {
    const { id } = await world.connect()
    expect(await preview(id, { tipo: 'cambio_plan', planId: world.planes.fibra })).toMatchObject({
      antes: { estado: 'activo', planNombre: 'Hogar 50', precioMensual: 10_000 },
      despues: { estado: 'activo', planNombre: 'Fibra 200', precioMensual: 20_000 },
      planeado: false,
      reconexion: 0,
    })
    expect(await events(id)).toEqual([])
    expect(await code(preview(id, { tipo: 'reactivacion' }))).toBe('servicio.estado')
  })

  it('names what lifting a cut for debt costs, and not what ending a pause does', async () => {
    await world.configure({ reconexion: { monto: 5_000, impuestos: [] } })
    const { id } = await world.connect()
    await world.change(id, { tipo: 'suspension' })
    expect((await preview(id, { tipo: 'reactivacion' })).reconexion).toBe(5_000)
    await world.change(id, { tipo: 'reactivacion' })
    await world.change(id, { tipo: 'pausa' })
    expect((await preview(id, { tipo: 'reactivacion' })).reconexion).toBe(0)
  })
})

describe('lifting a cut for debt', () => {
  const fees = async () =>
    (await world.client.cargos.list({ clienteId: world.clienteId })).filter(({ tipo }) => tipo === 'reconexion')

  it('is charged once for each, today or on its day, and never for a pause', async () => {
    const { id } = await world.connect()
    await world.change(id, { tipo: 'suspension' })
    await world.change(id, { tipo: 'reactivacion' })
    expect(await fees()).toEqual([])

    await world.configure({
      reconexion: { monto: 5_000, impuestos: [{ nombre: 'IVA', tasaBp: 2100, incluido: false }] },
    })
    await world.change(id, { tipo: 'pausa' })
    await world.change(id, { tipo: 'reactivacion' })
    expect(await fees()).toEqual([])

    await world.change(id, { tipo: 'suspension' })
    await world.change(id, { tipo: 'reactivacion' }, later(2))
    expect(await fees()).toEqual([])
    await nextDay(3)
    expect(await fees()).toMatchObject([
      {
        monto: 5_000,
        servicioId: id,
        desde: later(-1),
        estado: 'vigente',
        usuario: null,
        impuestos: [{ tasaBp: 2100 }],
      },
    ])
    await runUpkeep(world.office.office)
    expect(await fees()).toHaveLength(1)
  })
})
