import { afterEach, describe, expect, it, vi } from 'vitest'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import type { WriteDb } from '../../db/open.ts'
import { writeSetting } from '../../office/kernel/settings.ts'
import { insertObjeto } from '../../office/network/provision.ts'
import { newRequestId } from './harness.ts'
import { type NetworkWorld, openLinkedAccess } from './network-world.ts'

let world: NetworkWorld
afterEach(() => world.close())

async function linkedService() {
  const linked = await openLinkedAccess()
  ;({ world } = linked)
  return linked
}

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
