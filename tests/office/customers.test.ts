import { describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import { checkOffice } from '../../office/reports/check.ts'
import { DAY, FIELDS, PLAN, SERVICIO, many, inCustomersOffice } from './customers-world.ts'
import { type Client, newRequestId, refusal } from './harness.ts'

const world = inCustomersOffice()
const { create, createPlan, createServicio, audited, insertMany, today } = world

describe('a new client', () => {
  it('gets the next free code, and its row in the audit log', async () => {
    await create({ codigoCliente: 'C-0002' })
    const first = await create()
    const second = await create({ nombreRazonSocial: 'Luis Paz', telefono: '11 4555-1234' })
    expect([first.codigoCliente, second.codigoCliente]).toEqual(['1', '3'])
    const [row] = await audited('cliente.create')
    expect(row).toMatchObject({ entidadId: second.id, despues: { nombreRazonSocial: 'Luis Paz', codigoCliente: '3' } })
    expect((await world.client.clientes.get({ id: first.id })).saldos).toEqual({
      deuda: 0,
      vencido: 0,
      credito: 0,
      facturasAbiertas: 0,
    })
  })

  it('cannot have the code of another', async () => {
    await create({ codigoCliente: 'A1' })
    expect(await refusal(create({ codigoCliente: 'A1' }))).toEqual({
      code: 'cliente.codigo_taken',
      data: { codigo: 'A1' },
    })
    expect((await world.client.clientes.list({})).total).toBe(1)
  })

  it('may have a document that another has, which can be asked before', async () => {
    const first = await create({ documento: '20.123.456' })
    const same = [{ id: first.id, codigoCliente: '1', nombreRazonSocial: 'Ana Gómez' }]
    expect(await world.client.clientes.sameDocumento({ documento: '20123456' })).toEqual(same)
    expect(await world.client.clientes.sameDocumento({ documento: '20-12345-6' })).toEqual(same)
    expect(await world.client.clientes.sameDocumento({ documento: '20123456', exceptId: first.id })).toEqual([])
    expect(await world.client.clientes.sameDocumento({ documento: '' })).toEqual([])
    expect(await world.client.clientes.sameDocumento({ documento: '2012345' })).toEqual([])
  })

  it('is not another one when only a personal document is inside their tax id', async () => {
    await create({ documento: '20-20123456-9' })
    expect(await world.client.clientes.sameDocumento({ documento: '20123456' })).toEqual([])
  })
})

describe('many clients at once', () => {
  it('are as if they had come one by one', async () => {
    await create({ codigoCliente: '3' })
    const made = await insertMany(many(1200, (at) => ({ nombreRazonSocial: `Cliente ${at}`, documento: `D${at}` })))
    expect(made.map((c) => c.codigoCliente).slice(0, 4)).toEqual(['1', '2', '4', '5'])
    expect(new Set(made.map((c) => c.codigoCliente)).size).toBe(1200)
    expect((await world.client.clientes.search({ texto: 'cliente 777' }))[0]).toMatchObject({ id: made[777]?.id })
    const { findings } = await checkOffice(world.office.office.db.read, (await world.office.actor('admin')).tenantId)
    expect(findings).toEqual([])
  })

  it('are none when a code is taken, and the code is named', async () => {
    await create({ codigoCliente: 'X7' })
    const taken = insertMany(many(20, (at) => ({ codigoCliente: `X${at}` })))
    expect(await refusal(taken)).toEqual({ code: 'cliente.codigo_taken', data: { codigo: 'X7' } })
    const twice = insertMany(many(20, (at) => ({ codigoCliente: at === 19 ? 'Y3' : `Y${at}` })))
    expect(await refusal(twice)).toEqual({ code: 'cliente.codigo_taken', data: { codigo: 'Y3' } })
    expect((await world.client.clientes.list({})).total).toBe(1)
  })
})

describe('changing a client', () => {
  const update = (id: string, expected: number, change: Partial<typeof FIELDS>, estadoServicio = 'activo' as const) =>
    world.client.clientes.update({ requestId: newRequestId(), id, expected, estadoServicio, ...FIELDS, ...change })

  it('keeps the code when none is given, and writes down only what changed', async () => {
    const before = await create({ codigoCliente: 'K9', direccion: 'Belgrano 10' })
    const after = await update(before.id, before.actualizadoEn, { direccion: 'Mitre 20' })
    expect(after).toMatchObject({ codigoCliente: 'K9', direccion: 'Mitre 20' })
    expect(after.actualizadoEn).toBeGreaterThan(before.actualizadoEn)
    const [row] = await audited('cliente.update')
    expect(row).toMatchObject({ antes: { direccion: 'Belgrano 10' }, despues: { direccion: 'Mitre 20' } })
  })

  it('changes nothing when nothing differs', async () => {
    const before = await create()
    expect(await update(before.id, before.actualizadoEn, {})).toEqual(before)
    expect(await audited('cliente.update')).toEqual([])
  })

  it('is refused when somebody else was first, though in the same millisecond', async () => {
    const before = await create()
    await update(before.id, before.actualizadoEn, { notas: 'una' })
    expect(await refusal(update(before.id, before.actualizadoEn, { notas: 'otra' }))).toEqual({
      code: 'conflict.changed',
      data: { entidad: 'cliente' },
    })
  })

  it('moves what it is found by', async () => {
    const c = await create({ documento: '20111222', telefono: '11 4555-1234', direccion: 'Belgrano 10' })
    await update(c.id, c.actualizadoEn, {
      nombreRazonSocial: 'Zulma Ñáñez',
      codigoCliente: 'N1',
      documento: '30333444',
      telefono: '221 444-5555',
    })
    const found = async (texto: string) => (await world.client.clientes.search({ texto })).map((hit) => hit.id)
    for (const texto of ['gomez', '20111222', '45551234', 'belgrano']) expect(await found(texto)).toEqual([])
    for (const texto of ['nanez', 'N1', '30333444', '4445555']) expect(await found(texto)).toEqual([c.id])
    const { findings } = await checkOffice(world.office.office.db.read, (await world.office.actor('admin')).tenantId)
    expect(findings).toEqual([])
    expect((await world.client.clientes.list({ filter: { cuenta: 'al_dia' } })).items[0]).toMatchObject({ id: c.id })
  })

  it('does nothing to a client of nowhere', async () => {
    const nobody = newRequestId()
    expect((await refusal(update(nobody, 0, {}))).code).toBe('not_found')
    expect((await refusal(world.client.clientes.get({ id: nobody }))).code).toBe('not_found')
    expect((await refusal(world.client.clientes.statement({ id: nobody }))).code).toBe('not_found')
  })
})

describe('plans and services', () => {
  it('are made, changed and counted', async () => {
    const plan = await createPlan()
    expect(await refusal(createPlan())).toMatchObject({ code: 'plan.nombre_taken' })
    const c = await create()
    const servicio = await createServicio(c.id, plan.id, { dispositivoRef: 'agomez1' })
    expect(servicio).toMatchObject({ planNombre: 'Hogar 50', fechaCorte: null, precioMensual: 1_700_000 })
    expect(await world.client.planes.list()).toMatchObject([{ id: plan.id, servicios: 1 }])

    const cheaper = { requestId: newRequestId(), id: plan.id, ...PLAN, precioMensual: 1_500_000 }
    await world.client.planes.update({ ...cheaper, expected: plan.actualizadoEn })
    const stale = { ...cheaper, requestId: newRequestId(), expected: plan.actualizadoEn }
    expect((await refusal(world.client.planes.update(stale))).code).toBe('conflict.changed')
    expect(await audited('plan.update')).toMatchObject([
      { antes: { precioMensual: 1_700_000 }, despues: { precioMensual: 1_500_000 } },
    ])
  })

  it('a service that is cut has the day of the cut, until it is active again', async () => {
    const [plan, other] = [await createPlan(), await createPlan('Fibra 200')]
    const c = await create()
    let servicio = await createServicio(c.id, plan.id, { dispositivoRef: 'agomez1' })
    const request = () => ({ requestId: newRequestId(), id: servicio.id, expected: servicio.actualizadoEn })
    const change = async (cambio: Parameters<Client['servicios']['change']>[0]['cambio']) => {
      servicio = await world.client.servicios.change({ ...request(), cambio, fecha: today() })
    }
    await change({ tipo: 'suspension' })
    expect(servicio).toMatchObject({ fechaCorte: today(), estado: 'suspendido', motivoSuspension: 'deuda' })
    world.office.clock.advance(3 * DAY)
    await change({ tipo: 'baja' })
    expect(servicio.fechaCorte).toBe(addDays(today(), -3))
    expect(await world.client.planes.list()).toMatchObject([{ servicios: 0 }, { servicios: 0 }])
    await change({ tipo: 'reactivacion' })
    await change({ tipo: 'cambio_plan', planId: other.id })
    const { estado: _, ...fields } = SERVICIO
    servicio = await world.client.servicios.update({ ...request(), ...fields, dispositivoRef: 'agomez2' })
    expect(servicio).toMatchObject({ fechaCorte: null, planNombre: 'Fibra 200', motivoSuspension: null })
    expect(await world.client.clientes.search({ texto: 'agomez1' })).toEqual([])
    expect(await world.client.clientes.search({ texto: 'agomez2' })).toMatchObject([{ id: c.id, matched: 'servicio' }])
  })

  it('need a client and a plan that exist', async () => {
    const plan = await createPlan()
    const c = await create()
    const nobody = newRequestId()
    expect(await refusal(createServicio(nobody, plan.id))).toMatchObject({ data: { entidad: 'cliente' } })
    expect(await refusal(createServicio(c.id, nobody))).toMatchObject({ data: { entidad: 'plan' } })
  })
})
