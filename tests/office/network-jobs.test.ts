import { afterEach, describe, expect, it } from 'vitest'
import type { WriteDb } from '../../db/open.ts'
import { readSetting, writeSetting } from '../../office/kernel/settings.ts'
import { GroupCommit } from '../../office/network/jobs/group-commit.ts'
import { newRequestId } from './harness.ts'
import { ACCESSES, type NetworkWorld, openLinkedAccess, openNetworkWorld } from './network-world.ts'

let world: NetworkWorld
afterEach(() => world.close())

async function linkedService() {
  const linked = await openLinkedAccess()
  ;({ world } = linked)
  return linked
}

describe('a linked access', () => {
  it('is cut by the profile of debtors, its session removed, and comes back as it was', async () => {
    const { servicioId } = await linkedService()
    const before = await world.row('/ppp/secret', { name: 'ana' })
    expect(await world.farm.router.journal()).toEqual([])
    const session = await world.row('/ppp/active', { name: 'ana' })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    const cut = await world.row('/ppp/secret', { name: 'ana' })
    expect(cut).toMatchObject({ profile: 'morosos', comment: 'a mano' })
    expect(cut?.['remote-address'] ?? '').toBe('')
    expect((await world.row('/ppp/active', { name: 'ana' }))?.['.id']).not.toBe(session?.['.id'])
    expect(await world.row('/ppp/profile', { name: 'morosos' })).toMatchObject({ 'address-list': 'morosos' })
    const [job] = await world.jobs(servicioId)
    expect(job).toMatchObject({ tipo: 'corte', estado: 'verificado', falla: null })
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    const { profile, 'remote-address': address, comment, disabled } = before ?? {}
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({
      profile,
      'remote-address': address,
      comment,
      disabled,
    })
    expect((await world.jobs(servicioId))[0]).toMatchObject({ tipo: 'reactivacion', estado: 'verificado' })
    const touched = (await world.farm.router.journal()).filter(({ menu }) => menu === '/ppp/secret')
    expect(new Set(touched.map(({ after }) => after?.['name']))).toEqual(new Set(['ana']))
  })

  it('waits for its device and says so; once the device is back it goes on', async () => {
    const { servicioId } = await linkedService()
    await world.farm.router.behave({ refuse: true })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'pendiente', falla: 'sin_respuesta' })
    await world.farm.router.behave({})
    ;(await world.office.office.network()).wakeDevice(world.devices[0] ?? '')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado', falla: null })
  })

  it('comes back though the clock was a day ahead when it was paid, and its device did not answer then', async () => {
    const { servicioId } = await linkedService()
    await world.change(servicioId, 'suspension')
    await world.quiet()
    await world.farm.router.behave({ refuse: true })
    await world.farm.router.disconnect('reset')
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'pendiente', falla: 'sin_respuesta' })
    await world.farm.router.behave({})
    world.office.clock.advance(-24 * 60 * 60_000)
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ tipo: 'reactivacion', estado: 'verificado' })
  })

  it('comes back though its password was sealed with a key that is gone', async () => {
    const { servicioId } = await linkedService()
    await world.client.red.service.save({
      requestId: newRequestId(),
      servicioId,
      usuario: 'ana',
      clave: { tipo: 'poner', valor: 'la-de-ana' },
      ip: '',
      mac: '',
      metodoCorte: null,
      expected: 0,
    })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    const otherKey = world.office.office.seal.seal('x', 'something else')
    await world.office.office.writer.maintain(({ sqlite }) =>
      sqlite.prepare('update servicio_red set clave = ? where servicio_id = ?').run(otherKey, servicioId),
    )
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ tipo: 'reactivacion', estado: 'verificado' })
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ profile: '50M', password: 'la-de-ana' })
  })

  it('is let in once it is paid though the profile of its plan is gone from the device, and says so', async () => {
    const { servicioId, plan } = await linkedService()
    const planRed = (await world.client.red.plans.list()).find(({ planId }) => planId === plan)
    if (!planRed) throw new Error('no plan')
    const said = { ...planRed, requestId: newRequestId(), metodoCorte: 'deshabilitar' as const }
    const { actualizadoEn } = await world.client.red.plans.save({ ...said, expected: planRed.actualizadoEn })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ disabled: 'true' })
    const gone = { ...said, requestId: newRequestId(), perfil: 'no-esta', expected: actualizadoEn }
    await world.client.red.plans.save(gone)
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ disabled: 'false', profile: '50M' })
    expect((await world.jobs(servicioId))[0]).toMatchObject({
      estado: 'fallido',
      falla: 'perfil_ausente',
      detalle: 'no-esta',
    })
  })

  it('that somebody had disabled by hand is on when it comes back from a lower speed', async () => {
    const [ana, ...others] = ACCESSES['/ppp/secret']
    const off = { ...ACCESSES, '/ppp/secret': [{ ...ana, disabled: 'true' }, ...others] }
    world = await openNetworkWorld({ state: off })
    await world.configure({})
    const { servicioId } = await world.servicio(await world.plan({ politica: 'reducir' }))
    await world.change(servicioId, 'suspension')
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.quiet()
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ disabled: 'false', profile: '50M' })
  })

  it('is not cut while cuts are switched off', async () => {
    const { servicioId } = await linkedService()
    await world.configure({ activos: false })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({
      estado: 'pendiente',
      falla: 'cortes_inactivos',
      intentos: 0,
    })
    expect(await world.farm.router.journal()).toEqual([])
  })

  it('waits for a device where nothing listens, which has no words of its own', async () => {
    const { servicioId } = await linkedService()
    await world.farm.router.behave({ refuse: true })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    const waits = { estado: 'pendiente', falla: 'sin_respuesta', detalle: '' }
    const [job] = await world.jobs(servicioId)
    expect(job).toMatchObject(waits)
    const [cut] = await world.client.cortes.ofCliente({ clienteId: job?.clienteId ?? '' })
    expect(cut?.trabajos).toMatchObject([{ ...waits, intentos: 0 }])
  })

  it('fails with the words of a device that does not let the office write', async () => {
    const { servicioId } = await linkedService()
    await world.farm.router.fault({
      fault: { kind: 'trap', message: 'not enough permissions (9)' },
      path: '/ppp/secret/set',
    })
    await world.change(servicioId, 'suspension')
    await world.quiet()
    const [job] = await world.jobs(servicioId)
    expect(job).toMatchObject({ estado: 'fallido', falla: 'permisos', detalle: 'not enough permissions (9)' })
    const admin = await world.office.as('admin')
    const treat = (modo: 'observar' | 'gestionar') =>
      admin.dispositivos.modo({ requestId: newRequestId(), id: world.devices[0] ?? '', modo })
    await treat('observar')
    await world.client.red.jobs.retry({ requestId: newRequestId(), ids: [job?.id ?? ''] })
    // What it failed of is not what it waits for.
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'pendiente', falla: null, detalle: '' })
    await treat('gestionar')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
  })

  it('has its turn again with all that failed, or with those of one service', async () => {
    const { servicioId, plan } = await linkedService()
    const { servicioId: other } = await world.servicio(plan, 'Berta')
    // Of nobody on the router: it fails until there is one.
    await world.link(other, 'ppp_secret', 'berta')
    await world.farm.router.fault({
      fault: { kind: 'trap', message: 'not enough permissions (9)' },
      path: '/ppp/secret/set',
    })
    for (const id of [servicioId, other]) await world.change(id, 'suspension')
    await world.quiet()
    const states = async () => [(await world.jobs(servicioId))[0]?.estado, (await world.jobs(other))[0]?.estado]
    expect(await states()).toEqual(['fallido', 'fallido'])

    const retry = (of: { servicioId?: string; dispositivoId?: string }) =>
      world.client.red.jobs.retryFailed({ requestId: newRequestId(), ...of })
    expect(await retry({ dispositivoId: newRequestId() })).toEqual({ reintentados: 0 })
    expect(await retry({ servicioId: other })).toEqual({ reintentados: 1 })
    await world.quiet()
    expect(await states()).toEqual(['fallido', 'fallido'])
    expect(await retry({})).toEqual({ reintentados: 2 })
    await world.quiet()
    expect(await states()).toEqual(['verificado', 'fallido'])
  })
})

describe('what is kept of an object and cannot be read', () => {
  it('stops no service of its device', async () => {
    const { servicioId, plan } = await linkedService()
    const other = await world.servicio(plan, 'Otra Persona')
    await world.link(other.servicioId, 'ppp_secret', 'otra')
    await world.change(servicioId, 'suspension')
    await world.quiet()
    await world.office.office.writer.maintain(({ sqlite }) =>
      sqlite.prepare(`update objeto_red set previo_json = '{"valores":7}' where servicio_id = ?`).run(servicioId),
    )
    await world.change(servicioId, 'reactivacion')
    await world.change(other.servicioId, 'suspension')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect((await world.jobs(other.servicioId))[0]).toMatchObject({ estado: 'verificado' })
    expect((await world.row('/ppp/secret', { name: 'ana' }))?.['profile']).not.toBe('morosos')
  })
})

describe('what several devices write down at the same time', () => {
  it('is written though one of them fails', async () => {
    world = await openNetworkWorld()
    const { writer, db } = world.office.office
    const commit = new GroupCommit(writer)
    const note = (name: 'mora' | 'correo' | 'recordatorios') => (to: WriteDb, now: number) =>
      writeSetting(to, world.tenantId, name, { now }, now)
    const ended = await Promise.allSettled([
      commit.run(note('mora')),
      commit.run((to, now) => {
        note('correo')(to, now)
        throw new Error('not this one')
      }),
      commit.run(note('recordatorios')),
    ])
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const names = ['mora', 'correo', 'recordatorios'] as const
    const kept = names.filter((name) => readSetting(db.read, world.tenantId, name) !== null)
    expect(kept).toEqual(['mora', 'recordatorios'])
  })
})

describe('a device that is put away', () => {
  it('is not asked anything', async () => {
    world = await openNetworkWorld()
    const [dispositivoId = ''] = world.devices
    await world.office.office.writer.maintain(({ sqlite }) => sqlite.exec('update dispositivo_acceso set activo = 0'))
    await expect(world.client.red.firewall({ dispositivoId })).rejects.toMatchObject({ code: 'dispositivo.sin_datos' })
  })
})

describe('news of jobs', () => {
  it('end for a window whose person has left', async () => {
    const { servicioId } = await linkedService()
    const operador = await world.office.as('operador')
    const news = await operador.red.jobs.watch()
    expect(await news.next()).toMatchObject({ done: false })
    await operador.access.logout()
    await world.change(servicioId, 'suspension')
    expect(await news.next()).toMatchObject({ done: true })
  })
})
