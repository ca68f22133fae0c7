import { afterEach, describe, expect, it, vi } from 'vitest'
import type { WriteDb } from '../../db/open.ts'
import { readSetting, writeSetting } from '../../office/kernel/settings.ts'
import { JobEngine } from '../../office/network/jobs/engine.ts'
import { GroupCommit } from '../../office/network/jobs/group-commit.ts'
import { JobNews } from '../../office/network/jobs/news.ts'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'

let world: NetworkWorld
let openGate = () => {}
afterEach(async () => {
  openGate()
  vi.restoreAllMocks()
  await world.close()
})

/** The writer is kept busy until the gate opens; what is written meanwhile waits. */
function holdWriter(): void {
  const gate = new Promise<void>((resolve) => {
    openGate = resolve
  })
  void world.office.office.writer.maintain(() => gate)
}

/** Transactions that were asked of the writer since. */
const transactions = () => vi.spyOn(world.office.office.writer, 'maintain')

const note = (name: 'mora' | 'correo' | 'recordatorios') => (to: WriteDb, now: number) =>
  writeSetting(to, world.tenantId, name, { now }, now)

describe('what is written down together', () => {
  it('is one transaction, and one more for what came while it was being written', async () => {
    world = await openNetworkWorld()
    const { writer, db } = world.office.office
    const commit = new GroupCommit(writer)
    holdWriter()
    const asked = transactions()
    let late: Promise<number> | undefined
    const group = [
      commit.run((to, now) => {
        note('mora')(to, now)
        late = commit.run(note('recordatorios'))
      }),
      commit.run(note('correo')),
    ]
    expect(asked).toHaveBeenCalledTimes(1)
    openGate()
    await Promise.all(group)
    await late
    expect(asked).toHaveBeenCalledTimes(2)
    const kept = (['mora', 'correo', 'recordatorios'] as const).map((name) =>
      readSetting(db.read, world.tenantId, name),
    )
    expect(kept).not.toContain(null)
  })

  it('is there once it is told so, and not before', async () => {
    world = await openNetworkWorld()
    const { writer, db } = world.office.office
    const commit = new GroupCommit(writer)
    holdWriter()
    const written = Promise.all([commit.run(note('mora')), commit.run(note('correo'))])
    expect(readSetting(db.read, world.tenantId, 'mora')).toBeNull()
    openGate()
    await written
    expect(readSetting(db.read, world.tenantId, 'mora')).not.toBeNull()
    expect(readSetting(db.read, world.tenantId, 'correo')).not.toBeNull()
  })
})

describe('devices that answer at about the same time', () => {
  const ROUTERS = 6

  it('share the wait for the disk: what all of them are about to change is saved in one transaction', async () => {
    const state = {
      '/ppp/profile': [{ name: '50M', 'rate-limit': '10M/50M' }],
      '/ppp/secret': [{ name: 'ana', password: 'x', service: 'pppoe', profile: '50M' }],
    }
    world = await openNetworkWorld({ routers: ROUTERS, state })
    const { office } = world.office
    await world.configure({})
    const { servicioId } = await world.servicio(await world.plan())
    for (let at = 0; at < ROUTERS; at++) await world.link(servicioId, 'ppp_secret', 'ana', at)
    await world.quiet()
    // From here on the test says when the queue is worked off.
    const desk = await office.network()
    await desk.jobs.stop()
    await world.change(servicioId, 'suspension')
    const engine = new JobEngine(office, { link: (id) => desk.link(id), news: new JobNews(office) })
    holdWriter()
    const [asked, wanted] = [transactions(), vi.spyOn(GroupCommit.prototype, 'run')]
    engine.wake()
    await vi.waitFor(() => expect(wanted).toHaveBeenCalledTimes(ROUTERS), { timeout: 10_000, interval: 5 })
    expect(asked).toHaveBeenCalledTimes(1)
    openGate()
    await engine.idle()
    expect((await world.jobs(servicioId)).slice(0, ROUTERS).map(({ tipo, estado }) => `${tipo} ${estado}`)).toEqual(
      Array.from({ length: ROUTERS }, () => 'corte verificado'),
    )
    await engine.stop()
  })
})
