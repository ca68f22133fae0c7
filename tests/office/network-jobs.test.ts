import { afterEach, describe, expect, it, vi } from 'vitest'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import type { WriteDb } from '../../db/open.ts'
import { readSetting, writeSetting } from '../../office/kernel/settings.ts'
import { GroupCommit } from '../../office/network/jobs/group-commit.ts'
import { insertObjeto } from '../../office/network/provision.ts'
import { newRequestId } from './harness.ts'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'

let world: NetworkWorld
afterEach(() => world.close())

const SECRETS = {
  '/ppp/profile': [{ name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' }],
  '/ppp/secret': [
    { name: 'ana', password: 'x', service: 'pppoe', profile: '50M', 'remote-address': '10.9.0.7', comment: 'a mano' },
    { name: 'otra', password: 'x', service: 'pppoe', profile: '50M' },
  ],
}

async function linkedService() {
  world = await openNetworkWorld({ state: SECRETS })
  await world.configure({})
  const plan = await world.plan()
  const { servicioId } = await world.servicio(plan)
  await world.link(servicioId, 'ppp_secret', 'ana')
  await world.quiet()
  return { servicioId, plan }
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
      uispServicioId: '',
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
    const [ana, ...others] = SECRETS['/ppp/secret']
    const off = { ...SECRETS, '/ppp/secret': [{ ...ana, disabled: 'true' }, ...others] }
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
    await world.client.red.jobs.retry({ requestId: newRequestId(), ids: [job?.id ?? ''] })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'verificado' })
  })
})

describe('between what was decided and what is sent', () => {
  /** Does something in the transaction that saves what a cut will change. */
  const meanwhile = (change: (db: WriteDb, now: number) => void) => {
    const { writer } = world.office.office
    const maintain = writer.maintain.bind(writer)
    let done = false
    vi.spyOn(writer, 'maintain').mockImplementation((work) =>
      maintain((db, now) => {
        const answer = work(db, now)
        const saved = db.sqlite.prepare('select 1 from objeto_red where previo_json is not null').get()
        if (saved && !done) change(db, now)
        done ||= saved !== undefined
        return answer
      }),
    )
  }

  it('cuts that are switched off are not sent', async () => {
    const { servicioId } = await linkedService()
    const cortes = { ...RED_CONFIG_INICIAL.cortes, activos: false }
    meanwhile((db, now) => writeSetting(db, world.tenantId, 'red', { ...RED_CONFIG_INICIAL, cortes }, now))
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await world.farm.router.journal()).toEqual([])
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'pendiente', falla: 'cortes_inactivos' })
  })

  it('a device that is only observed from then on is not written to', async () => {
    const { servicioId } = await linkedService()
    meanwhile(({ sqlite }) => sqlite.exec("update dispositivo_acceso set modo = 'observar'"))
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await world.farm.router.journal()).toEqual([])
    expect((await world.jobs(servicioId))[0]).toMatchObject({ estado: 'pendiente' })
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

describe('an access that is unlinked while it is cut', () => {
  const unlink = (objetoId: string, dejarCortado?: boolean) =>
    world.client.red.unlink({ requestId: newRequestId(), objetoId, dejarCortado })
  const objectOf = async (servicioId: string) => {
    const { objetos } = await world.client.red.service.get({ servicioId })
    const live = objetos.find(({ retiradoEn }) => retiradoEn === null)
    if (!live) throw new Error('nothing is linked')
    return live.id
  }

  it('stays linked, as nobody would lift the cut once it is paid', async () => {
    const { servicioId } = await linkedService()
    await world.change(servicioId, 'suspension')
    await world.quiet()
    await expect(unlink(await objectOf(servicioId))).rejects.toMatchObject({ code: 'red.cut', data: { clave: 'ana' } })
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ profile: '50M' })
    await unlink(await objectOf(servicioId))
  })

  it('is left cut where a person says so, and comes back as it was when it is linked again', async () => {
    const { servicioId } = await linkedService()
    await world.change(servicioId, 'suspension')
    await world.quiet()
    const first = await objectOf(servicioId)
    await unlink(first, true)
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({ profile: 'morosos' })
    await world.office.office.writer.run(
      { actor: await world.office.actor('admin'), requestId: newRequestId(), procedure: 'red.link', input: {} },
      (tx) => {
        const [dispositivoId = ''] = world.devices
        insertObjeto(tx, { servicioId, dispositivoId, tipo: 'ppp_secret', clave: 'ana', origen: 'vinculado' })
      },
    )
    await world.client.red.jobs.ask({ requestId: newRequestId(), servicioId })
    await world.quiet()
    expect(await world.row('/ppp/secret', { name: 'ana' })).toMatchObject({
      profile: '50M',
      'remote-address': '10.9.0.7',
    })
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

describe('a service that is cut by a list', () => {
  const onLists = async () =>
    (await world.farm.router.rows('/ip/firewall/address-list')).map(({ list, address }) => `${list} ${address}`)

  it('is on no list any more once it is paid, though its list had another name when it was cut', async () => {
    world = await openNetworkWorld({ state: SECRETS })
    await world.configure({})
    const plan = await world.plan()
    const { servicioId } = await world.servicio(plan)
    const { client } = world
    await client.red.service.save({
      requestId: newRequestId(),
      servicioId,
      usuario: 'ana',
      clave: { tipo: 'igual' },
      ip: '10.9.0.7',
      mac: '',
      metodoCorte: 'lista',
      uispServicioId: '',
      expected: 0,
    })
    await world.link(servicioId, 'ppp_secret', 'ana')
    await world.change(servicioId, 'suspension')
    await world.quiet()
    expect(await onLists()).toEqual(['morosos 10.9.0.7'])
    await client.red.plans.save({
      requestId: newRequestId(),
      planId: plan,
      perfil: '',
      pool: '',
      metodoCorte: 'perfil',
      perfilCorte: 'morosos',
      listaCorte: 'cortados',
      reducidaBajadaMbps: 1,
      reducidaSubidaMbps: 1,
      expected: 0,
    })
    await world.quiet()
    expect(await onLists()).toEqual(['cortados 10.9.0.7'])
    await world.change(servicioId, 'reactivacion')
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ tipo: 'reactivacion', estado: 'verificado' })
    expect(await onLists()).toEqual([])
  })
})

describe('a service that the office makes', () => {
  it('gets its access and a profile of its own, tagged; a change of the plan’s speed changes the profile once', async () => {
    world = await openNetworkWorld({ state: SECRETS })
    await world.configure({})
    const plan = await world.plan({ nombre: 'Hogar 50' })
    const { servicioId } = await world.servicio(plan)
    const { client } = world
    const detail = await client.red.service.get({ servicioId })
    await client.red.service.save({
      requestId: newRequestId(),
      servicioId,
      usuario: detail.usuarioSugerido,
      clave: { tipo: 'generar' },
      ip: '',
      mac: '',
      metodoCorte: null,
      uispServicioId: '',
      expected: 0,
    })
    await client.red.provision({ requestId: newRequestId(), servicioId, dispositivoId: world.devices[0] ?? '' })
    await world.quiet()
    expect((await world.jobs(servicioId))[0]).toMatchObject({ tipo: 'alta', estado: 'verificado', falla: null })
    const made = await world.row('/ppp/secret', { name: detail.usuarioSugerido })
    expect(made).toMatchObject({ profile: 'Hogar 50', service: 'pppoe' })
    expect(made?.['comment']).toMatch(/Ana Núñez \[m:[0-9a-f]{8}\]$/)
    const { clave } = await client.red.service.reveal({ requestId: newRequestId(), servicioId })
    expect(made?.['password']).toBe(clave)
    const listed = (await client.planes.list()).find(({ id }) => id === plan)
    if (!listed) throw new Error('no plan')
    await client.planes.update({
      requestId: newRequestId(),
      ...listed,
      velocidadBajadaMbps: 100,
      expected: listed.actualizadoEn,
    })
    await world.quiet()
    expect(await world.row('/ppp/profile', { name: 'Hogar 50' })).toMatchObject({ 'rate-limit': '10M/100M' })
  })
})
