import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import { newRequestId, refusal } from './harness.ts'
import { openWorld, type World } from './servicio-world.ts'

let world: World
let servicioId: string
beforeEach(async () => {
  world = await openWorld()
  servicioId = (await world.connect()).id
})
afterEach(() => world.office.close())

type Input = Parameters<World['client']['cargos']['create']>[0]['cargo']
const later = (days: number) => addDays(world.today(), days)
const create = (cargo: Input) => world.client.cargos.create({ requestId: newRequestId(), cargo })
const base = () => ({ clienteId: world.clienteId, descripcion: 'Router', desde: world.today() })
const unico = (more: object = {}): Input => ({ tipo: 'unico', ...base(), monto: 5_000, impuestos: [], ...more })
const recurrente = (more: object = {}): Input => ({
  tipo: 'recurrente',
  ...base(),
  servicioId,
  monto: 1_000,
  impuestos: [],
  ...more,
})
const list = (of?: string) =>
  world.client.cargos.list({ clienteId: world.clienteId, ...(of === undefined ? {} : { servicioId: of }) })
const end = (cargo: { id: string; actualizadoEn: number }, hasta: string) =>
  world.client.cargos.end({ requestId: newRequestId(), id: cargo.id, hasta, expected: cargo.actualizadoEn })
const annul = (cargo: { id: string; actualizadoEn: number }) =>
  world.client.cargos.annul({
    requestId: newRequestId(),
    id: cargo.id,
    motivo: 'Por error',
    expected: cargo.actualizadoEn,
  })
const code = async (call: Promise<unknown>) => (await refusal(call)).code
const write = (sql: string, ...values: unknown[]) => world.office.office.db.write.sqlite.prepare(sql).run(...values)

describe('a charge', () => {
  it('of each kind is kept as it was given', async () => {
    const impuestos = [{ nombre: 'IVA', tasaBp: 2100, incluido: false }]
    const fixed = { ...recurrente(), tipo: 'descuento_fijo', hasta: later(90), impuestos } as Input
    const percent: Input = {
      tipo: 'descuento_porcentaje',
      ...base(),
      servicioId,
      tasaBp: 2_500,
    }
    const made = [
      await create(unico({ servicioId })),
      await create({ ...unico(), tipo: 'cuotas', cuotas: 3 } as Input),
      await create(recurrente()),
      await create(fixed),
      await create(percent),
    ]
    expect(made).toMatchObject([
      { tipo: 'unico', monto: 5_000, servicio: 'Hogar 50', hasta: null, cuotas: null, usuario: 'Ana Admin' },
      { tipo: 'cuotas', monto: 5_000, cuotas: 3, cuotasFacturadas: 0, servicioId: null, servicio: null },
      { tipo: 'recurrente', monto: 1_000, servicioId, estado: 'vigente', facturado: false },
      { tipo: 'descuento_fijo', monto: 1_000, hasta: later(90), impuestos },
      { tipo: 'descuento_porcentaje', monto: 0, tasaBp: 2_500, impuestos: [] },
    ])
    expect(await list()).toHaveLength(5)
    expect((await list(servicioId)).map(({ tipo }) => tipo)).not.toContain('cuotas')
    expect((await world.client.system.audit({})).filter(({ accion }) => accion === 'cargo.create')).toHaveLength(5)
  })

  it('is made once, however often it is asked for', async () => {
    const request = { requestId: newRequestId(), cargo: unico() }
    expect(await world.client.cargos.create(request)).toEqual(await world.client.cargos.create(request))
    expect(await list()).toHaveLength(1)
  })

  it('that makes no sense is refused', async () => {
    const other = await world.client.clientes.create({
      requestId: newRequestId(),
      codigoCliente: '',
      nombreRazonSocial: 'Otra',
      documento: '',
      telefono: '',
      email: '',
      direccion: '',
      notas: '',
    })
    expect(await code(create(unico({ clienteId: newRequestId() })))).toBe('not_found')
    expect(await code(create(unico({ clienteId: other.id, servicioId })))).toBe('cargo.foreign')
    expect(await code(create(unico({ desde: later(-93) })))).toBe('cargo.dates')
    await create(unico({ desde: later(-92) }))
    expect(await code(create(recurrente({ hasta: later(-1) })))).toBe('cargo.dates')
    await create(recurrente({ hasta: world.today() }))
    expect(await code(create({ ...unico({ monto: 2 }), tipo: 'cuotas', cuotas: 3 } as Input))).toBe('cargo.instalments')
    for (const wrong of [unico({ monto: 0 }), unico({ monto: -5 }), recurrente({ servicioId: null })])
      expect(await code(create(wrong))).toBe('input.invalid')
    await world.change(servicioId, { tipo: 'baja' })
    expect(await code(create(recurrente()))).toBe('cargo.ended_service')
    await create(unico({ servicioId }))
  })

  it('needs its permission', async () => {
    const operador = await world.office.as('operador')
    expect(await refusal(operador.cargos.create({ requestId: newRequestId(), cargo: unico() }))).toEqual({
      code: 'access.denied',
      data: { permission: 'cargo.write' },
    })
    expect(await operador.cargos.list({ clienteId: world.clienteId })).toEqual([])
  })
})

describe('the end of what recurs', () => {
  it('is today or later, may be moved until it has come, and is not for others', async () => {
    const cargo = await create(recurrente())
    expect(await code(end(cargo, later(-1)))).toBe('cargo.dates')
    const ended = await end(cargo, later(5))
    expect(ended.hasta).toBe(later(5))
    expect(await code(end(cargo, later(6)))).toBe('conflict.changed')
    expect((await end(ended, world.today())).hasta).toBe(world.today())
    expect(await code(end(await create(unico()), later(1)))).toBe('cargo.closed')
    const future = await create(recurrente({ desde: later(10) }))
    expect(await refusal(end(future, later(9)))).toEqual({ code: 'cargo.dates', data: { desde: later(10) } })
  })
})

describe('taking a charge back', () => {
  it('works until it is billed, with its reason in the audit log', async () => {
    const cargo = await create(unico())
    expect(await annul(cargo)).toMatchObject({ estado: 'anulado' })
    const [again] = await list()
    expect(await code(annul(again ?? cargo))).toBe('cargo.closed')
    const row = (await world.client.system.audit({})).find(({ accion }) => accion === 'cargo.annul')
    expect(row).toMatchObject({ entidadId: cargo.id, despues: { motivo: 'Por error' } })
  })

  it('is refused once it is on a document', async () => {
    const once = await create(unico())
    write(`update cargo set estado = 'facturado' where id = ?`, once.id)
    expect(await code(annul(once))).toBe('cargo.billed')

    const discount = await create({ tipo: 'descuento_porcentaje', ...base(), servicioId, tasaBp: 1_000 })
    const { tenantId } = await world.office.actor('admin')
    write(
      `insert into cobertura (servicio_id, periodo, orden, tenant_id, componente, desde, hasta, signo, precio, base_dias, creado_en)
       values (?, '2026-03', 0, ?, ?, '2026-03-10', '2026-03-31', 1, -100, 31, 0)`,
      servicioId,
      tenantId,
      `cargo:${discount.id}@${world.planes.hogar}`,
    )
    expect((await list()).find(({ id }) => id === discount.id)?.facturado).toBe(true)
    expect(await code(annul(discount))).toBe('cargo.billed')
    expect((await end(discount, later(3))).hasta).toBe(later(3))
  })

  it('lets go of the instalments that are left', async () => {
    const cargo = await create({ ...unico(), tipo: 'cuotas', cuotas: 3 } as Input)
    write('update cargo set cuotas_facturadas = 1 where id = ?', cargo.id)
    expect(await annul(cargo)).toMatchObject({ estado: 'anulado', cuotasFacturadas: 1, facturado: true })
  })
})

it('a client may be exempt, and have invoices of their own way', async () => {
  const { cliente } = await world.client.clientes.get({ id: world.clienteId })
  expect(cliente).toMatchObject({ exentoImpuestos: false, agrupacion: null })
  const { id, actualizadoEn: expected, ...fields } = cliente
  const update = { requestId: newRequestId(), id, ...fields, email: '' as const, expected }
  const changed = await world.client.clientes.update({ ...update, exentoImpuestos: true, agrupacion: 'cliente' })
  expect(changed).toMatchObject({ exentoImpuestos: true, agrupacion: 'cliente' })
  const { exentoImpuestos: _, agrupacion: __, ...silent } = update
  const kept = { ...silent, requestId: newRequestId(), notas: 'x', expected: changed.actualizadoEn }
  expect(await world.client.clientes.update(kept)).toMatchObject({ exentoImpuestos: true, agrupacion: 'cliente' })
})
