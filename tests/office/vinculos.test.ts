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
const choose = (id: string, n: number, servicioId: string | null) =>
  world.client.vinculos.choose({ requestId: newRequestId(), id, n, servicioId })
const rowOf = async (id: string, clave: string) => {
  const row = (await rows(id)).find((each) => each.clave === clave)
  if (!row) throw new Error(`no row ${clave}`)
  return row
}
const audited = async (accion: string) =>
  (await world.client.system.audit({})).filter((row) => row.accion === accion).map(({ despues }) => despues)
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
    await choose(id, 0, null)
    await choose(id, 2, world.servicios['M-1'])
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

describe('who is about to link', () => {
  const perfiles = () => [{ nombre: 'hogar-20', planId: world.planId }]

  it('is told how many links there will be, and which profile each plan gets, for how many services', async () => {
    const id = await readDevice(world)
    expect(await world.client.vinculos.preview({ id, hasta: 'seguros', perfiles: perfiles() })).toEqual({
      vinculados: 2,
      planes: [
        {
          planId: world.planId,
          planNombre: 'Hogar 20',
          perfil: 'hogar-20',
          anterior: '',
          servicios: 2,
          otros: 0,
          equipos: 0,
        },
      ],
    })
    expect(linked()).toEqual([])
  })

  it('is told of accesses that have another profile now', async () => {
    const id = await readDevice(world)
    const otro = [{ nombre: 'morosos', planId: world.planId }]
    const { planes } = await world.client.vinculos.preview({ id, hasta: 'seguros', perfiles: otro })
    expect(planes).toMatchObject([{ perfil: 'morosos', servicios: 2, otros: 2 }])
  })

  it('is told nothing of a plan that has the profile already', async () => {
    const id = await readDevice(world)
    await world.client.vinculos.apply({ requestId: newRequestId(), id, hasta: 'elegidos', perfiles: perfiles() })
    const { planes } = await world.client.vinculos.preview({ id, hasta: 'seguros', perfiles: perfiles() })
    expect(planes).toEqual([])
  })

  it('cannot give a plan two profiles', async () => {
    const id = await readDevice(world)
    const two = [...perfiles(), { nombre: 'morosos', planId: world.planId }]
    expect(await refusal(world.client.vinculos.preview({ id, hasta: 'seguros', perfiles: two }))).toMatchObject({
      code: 'input.invalid',
    })
  })
})

describe('an object that is no client’s, by the word of a person', () => {
  it('is so for the next reading too, counted apart, with who said it and when', async () => {
    const id = await readDevice(world)
    const said = await choose(id, (await rowOf(id, 'enlace-torre')).n, null)
    expect(said).toMatchObject({ suerte: 'descartado', dicho: { fecha: world.office.clock.now } })
    const again = await readDevice(world)
    expect(await rowOf(again, 'enlace-torre')).toMatchObject({
      suerte: 'descartado',
      servicioId: null,
      dicho: said.dicho,
    })
    expect((await world.client.vinculos.get({ id: again })).suertes).toMatchObject({ descartado: 1, sin_cliente: 0 })
    expect(await audited('red.ajeno')).toEqual([{ tipo: 'ppp_secret', clave: 'enlace-torre' }])
  })

  it('can be taken back: it is what the office proposes', async () => {
    const id = await readDevice(world)
    await choose(id, (await rowOf(id, 'mquiroga')).n, null)
    const again = await readDevice(world)
    const { n, suerte } = await rowOf(again, 'mquiroga')
    expect(suerte).toBe('descartado')
    const back = await world.client.vinculos.reconsider({ requestId: newRequestId(), id: again, n })
    expect(back).toMatchObject({ suerte: 'seguro', servicioId: world.servicios['M-1'], dicho: null })
    expect((await rowOf(await readDevice(world), 'mquiroga')).suerte).toBe('seguro')
    expect(await audited('red.ajeno_undo')).toEqual([{ tipo: 'ppp_secret', clave: 'mquiroga' }])
  })

  it('takes no service from the object that it fits less', async () => {
    const added = await farm.router.add('/ppp/secret', { name: 'viejo', service: 'pppoe', comment: '24118905' })
    try {
      const id = await readDevice(world)
      expect((await rowOf(id, 'viejo')).suerte).toBe('ambiguo')
      await choose(id, (await rowOf(id, 'mquiroga')).n, null)
      expect(await rowOf(await readDevice(world), 'viejo')).toMatchObject({ servicioId: world.servicios['M-1'] })
    } finally {
      await farm.router.remove('/ppp/secret', added)
    }
  })

  it('is nobody’s no more once a service is chosen for it after all', async () => {
    const id = await readDevice(world)
    await choose(id, (await rowOf(id, 'enlace-torre')).n, null)
    const again = await readDevice(world)
    await choose(again, (await rowOf(again, 'enlace-torre')).n, world.servicios['M-1'])
    expect((await rowOf(await readDevice(world), 'enlace-torre')).suerte).toBe('sin_cliente')
  })

  it('is no difference between the device and the books, and is said there', async () => {
    const id = await readDevice(world)
    await apply(id)
    const compare = await world.client.red.drift.start({ dispositivoId: world.dispositivoId })
    await world.office.ended(compare.id)
    const orphans = async () => {
      const { conteos, ajenos, filas } = await world.client.red.drift.get({ dispositivoId: world.dispositivoId })
      return { sinCliente: conteos.objeto_sin_cliente, ajenos, named: filas.map(({ objeto }) => objeto) }
    }
    expect(await orphans()).toMatchObject({ sinCliente: 1, ajenos: 0, named: ['enlace-torre'] })
    const { n } = await rowOf(id, 'enlace-torre')
    await choose(id, n, null)
    expect(await orphans()).toEqual({ sinCliente: 0, ajenos: 1, named: [] })
    await world.client.vinculos.reconsider({ requestId: newRequestId(), id, n })
    expect(await orphans()).toMatchObject({ sinCliente: 1, ajenos: 0 })
  })
})

it('a reading of another time is gone, and says so', async () => {
  const gone = '01890000-0000-7000-8000-000000000000'
  expect(await refusal(world.client.vinculos.get({ id: gone }))).toMatchObject({ code: 'vinculo.gone' })
})
