import { afterEach, beforeEach, expect, it } from 'vitest'
import { newRequestId } from './harness.ts'
import { openWorld, type World } from './servicio-world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.office.close())

const listed = async () => (await world.client.clientes.list({})).items[0]
const found = async () => (await world.client.clientes.search({ texto: 'gomez' }))[0]

it('the state of a client follows its services, and lists say how many are active', async () => {
  const [casa, campo] = [await world.connect(), await world.connect({ planId: world.planes.fibra })]
  expect(await listed()).toMatchObject({ estadoServicio: 'activo', vigentes: 2, suspendidos: 0 })
  await world.change(casa.id, { tipo: 'suspension' })
  expect(await listed()).toMatchObject({ estadoServicio: 'activo', vigentes: 2, suspendidos: 1 })
  expect(await found()).toMatchObject({ estadoServicio: 'activo', vigentes: 2, suspendidos: 1 })
  await world.change(campo.id, { tipo: 'suspension' })
  expect(await listed()).toMatchObject({ estadoServicio: 'suspendido', suspendidos: 2 })
  expect((await world.client.clientes.list({ filter: { estadoServicio: 'suspendido' } })).items).toHaveLength(1)
  await world.change(casa.id, { tipo: 'baja' })
  expect(await listed()).toMatchObject({ estadoServicio: 'suspendido', vigentes: 1, suspendidos: 1 })
  await world.change(campo.id, { tipo: 'baja' })
  expect(await listed()).toMatchObject({ estadoServicio: 'baja', vigentes: 0 })
  await world.connect()
  expect(await listed()).toMatchObject({ estadoServicio: 'activo', vigentes: 1 })
  expect((await world.client.system.check()).findings).toEqual([])
})

it('people say the state of a client without services, and of no other', async () => {
  const say = async (estadoServicio: 'baja' | 'activo') => {
    const { id, codigoCliente, nombreRazonSocial, actualizadoEn: expected } = (await listed()) ?? raise()
    const fields = {
      codigoCliente,
      nombreRazonSocial,
      documento: '',
      telefono: '',
      email: '',
      direccion: '',
      notas: '',
    }
    await world.client.clientes.update({
      ...{ requestId: newRequestId(), id, expected, estadoServicio },
      ...{ ...fields, email: '' as const },
    })
    return (await listed())?.estadoServicio
  }
  const raise = () => {
    throw new Error('no client')
  }
  expect(await say('baja')).toBe('baja')
  await world.connect()
  expect((await listed())?.estadoServicio).toBe('activo')
  expect(await say('baja')).toBe('activo')
})
