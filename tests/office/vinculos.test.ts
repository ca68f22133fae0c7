import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openRouters, type RouterFarm } from '../simulators/routeros/index.ts'
import { newRequestId, refusal } from './harness.ts'
import { type LinksWorld, openLinksWorld, readDevice, ROUTER_STATE } from './links-support.ts'

let farm: RouterFarm
let world: LinksWorld
beforeAll(async () => {
  farm = await openRouters({ state: ROUTER_STATE, tls: false })
})
afterAll(() => farm.stop())
beforeEach(async () => {
  world = await openLinksWorld(farm.router)
})
afterEach(() => world.office.close())

const rows = async (id: string) => (await world.client.vinculos.rows({ id })).items
const apply = (id: string, hasta: 'elegidos' | 'seguros' | 'probables' = 'seguros') =>
  world.client.vinculos.apply({ requestId: newRequestId(), id, hasta, perfiles: [] })
const linked = () =>
  world.office.office.db.read.sqlite
    .prepare(`select clave, servicio_id as servicioId, origen from objeto_red where retirado_en is null order by clave`)
    .all()

describe('a device that is read', () => {
  it('says of each object whose it may be, and of each profile which plan it sells', async () => {
    const id = await readDevice(world)
    expect((await rows(id)).map(({ clave, suerte, servicioId }) => ({ clave, suerte, servicioId }))).toEqual([
      { clave: 'mquiroga', suerte: 'seguro', servicioId: world.servicios['M-1'] },
      { clave: 'rbenitez', suerte: 'seguro', servicioId: world.servicios['R-2'] },
      { clave: 'enlace-torre', suerte: 'sin_cliente', servicioId: null },
    ])
    const { perfiles, serviciosSinObjeto } = await world.client.vinculos.get({ id })
    expect(perfiles.find(({ nombre }) => nombre === 'hogar-20')).toMatchObject({
      velocidad: { bajada: 20, subida: 5 },
      accesos: 2,
      planId: world.planId,
    })
    expect(serviciosSinObjeto).toBe(0)
  })

  it('is not written to, neither by reading nor by linking', async () => {
    const id = await readDevice(world)
    await apply(id, 'probables')
    expect(await farm.router.journal()).toEqual([])
  })

  it('that does not answer ends the job with its reason, and changes nothing', async () => {
    await farm.router.behave({ refuse: true })
    try {
      const { id } = await world.client.vinculos.read({ dispositivoId: world.dispositivoId })
      expect(await world.office.ended(id)).toMatchObject({
        estado: 'failed',
        error: 'dispositivo.falla',
        errorData: { falla: 'rechazado' },
      })
      expect(linked()).toEqual([])
    } finally {
      await farm.router.behave({})
    }
  })
})

describe('links', () => {
  it('are written once, with what the office did not know of the service', async () => {
    const id = await readDevice(world)
    expect(await apply(id)).toEqual({ vinculados: 2, planes: 0, omitidos: [] })
    expect(linked()).toEqual([
      { clave: 'mquiroga', servicioId: world.servicios['M-1'], origen: 'vinculado' },
      { clave: 'rbenitez', servicioId: world.servicios['R-2'], origen: 'vinculado' },
    ])
    expect(
      world.office.office.db.read.sqlite
        .prepare('select usuario, ip from servicio_red where servicio_id = ?')
        .get(world.servicios['M-1']),
    ).toEqual({ usuario: 'mquiroga', ip: '10.5.0.7' })
    expect(await apply(id)).toEqual({ vinculados: 0, planes: 0, omitidos: [] })
  })

  it('are found by the next reading', async () => {
    await apply(await readDevice(world))
    const again = await readDevice(world)
    expect((await rows(again)).map(({ suerte }) => suerte)).toEqual(['sin_cliente', 'vinculado', 'vinculado'])
  })

  it('ask for no job: a difference is seen before it is mended', async () => {
    await apply(await readDevice(world))
    expect(world.office.office.db.read.sqlite.prepare('select count(*) as n from trabajo_red').get()).toEqual({ n: 0 })
  })

  it('of a service that was cancelled meanwhile are left out and said', async () => {
    const id = await readDevice(world)
    const servicio = await world.client.servicios.get({ id: world.servicios['R-2'] })
    await world.client.servicios.change({
      requestId: newRequestId(),
      id: world.servicios['R-2'],
      cambio: { tipo: 'baja' },
      fecha: '2026-03-10',
      expected: servicio.servicio.actualizadoEn,
    })
    expect(await apply(id)).toMatchObject({
      vinculados: 1,
      omitidos: [{ clave: 'rbenitez', motivo: 'servicio_cambio' }],
    })
  })

  it('follow a person’s word, also against the proposal', async () => {
    const id = await readDevice(world)
    await world.client.vinculos.choose({ id, n: 0, servicioId: null })
    await world.client.vinculos.choose({ id, n: 2, servicioId: world.servicios['M-1'] })
    await apply(id, 'elegidos')
    expect(linked()).toEqual([{ clave: 'enlace-torre', servicioId: world.servicios['M-1'], origen: 'vinculado' }])
  })

  it('of a profile make it the plan’s', async () => {
    const id = await readDevice(world)
    const perfiles = [{ nombre: 'hogar-20', planId: world.planId }]
    const written = await world.client.vinculos.apply({ requestId: newRequestId(), id, hasta: 'seguros', perfiles })
    expect(written.planes).toBe(1)
    const again = await world.client.vinculos.get({ id: await readDevice(world) })
    expect(again.perfiles.find(({ nombre }) => nombre === 'hogar-20')).toMatchObject({ vinculado: true })
  })
})

it('a reading of another time is gone, and says so', async () => {
  const gone = '01890000-0000-7000-8000-000000000000'
  expect(await refusal(world.client.vinculos.get({ id: gone }))).toMatchObject({ code: 'vinculo.gone' })
})
