import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { thinHistory } from '../../office/network/devices/thin.ts'
import { type Client, newRequestId, type TestOffice } from './harness.ts'
import { deviceInput, openNetworkOffice } from './network-support.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let office: TestOffice
let admin: Client
let id: string
beforeEach(async () => {
  office = await openNetworkOffice()
  admin = await office.as('admin')
  const router = { identity: 'torre', host: '192.0.2.1', port: 1, user: 'x', password: 'x' }
  const dispositivo = deviceInput(router as Parameters<typeof deviceInput>[0])
  id = (await admin.dispositivos.create({ requestId: newRequestId(), dispositivo })).id
})
afterEach(() => office.close())

/** Looks each minute of a stretch, the processor as told. */
async function measured(from: number, to: number, cpu: (t: number) => number): Promise<void> {
  const { tenantId } = await office.actor('admin')
  await office.office.writer.maintain((db) => {
    const insert = db.sqlite.prepare(
      `insert into metrica (tenant_id, dispositivo_id, resolucion, desde, valores_json) values (?, ?, 'cruda', ?, ?)`,
    )
    for (let t = from; t < to; t += MINUTE) insert.run(tenantId, id, t, JSON.stringify({ cpu: cpu(t) }))
  })
}
const count = (resolucion: string): number =>
  office.office.db.read.sqlite
    .prepare<[string], number>(`select count(*) from metrica where resolucion = ?`)
    .pluck()
    .get(resolucion) ?? 0
const thin = () => thinHistory(office.office)
const chart = (desde: number, hasta: number, puntos = 300) =>
  admin.dispositivos.historia({ id, series: ['cpu', 'sesiones'], desde, hasta, puntos })

describe('history', () => {
  it('keeps the lowest, the highest and the mean of what is thinned out, and loses nothing in between', async () => {
    const now = office.clock.now
    await measured(now - 3 * DAY, now, (t) => (t % HOUR === 0 ? 100 : 10))
    await thin()
    expect(count('cruda')).toBe(24 * 60)
    expect(count('hora')).toBe(3 * 24)
    const { resolucion, series } = await chart(now - 3 * DAY, now)
    expect(resolucion).toBe('hora')
    expect(series[0]?.puntos).toHaveLength(3 * 24)
    expect(series[0]?.puntos[0]).toEqual({ t: now - 3 * DAY, min: 10, max: 100, media: 11.5 })
    expect(series[1]?.puntos).toEqual([])
  })

  it('thinned out again and again is the same', async () => {
    const now = office.clock.now
    await measured(now - 10 * HOUR, now, () => 50)
    for (let n = 0; n < 3; n++) {
      await thin()
      office.clock.advance(HOUR)
    }
    const rows = office.office.db.read.sqlite
      .prepare(`select valores_json as v from metrica where resolucion = 'hora'`)
      .all()
    expect(rows).toEqual(Array.from({ length: 10 }, () => ({ v: '{"cpu":[50,50,3000,60]}' })))
  })

  it('makes days of the office, not of Greenwich', async () => {
    const now = office.clock.now
    await measured(now - 3 * DAY, now, () => 50)
    await thin()
    const days = office.office.db.read.sqlite
      .prepare<[], number>(`select desde from metrica where resolucion = 'dia' order by desde`)
      .pluck()
      .all()
    // Buenos Aires is three hours behind.
    expect(days.map((t) => (t / HOUR) % 24)).toEqual([3, 3, 3])
  })

  it('lets go of what is too old', async () => {
    const now = office.clock.now
    await measured(now - 2 * HOUR, now, () => 50)
    await thin()
    office.clock.advance(91 * DAY)
    await thin()
    expect([count('cruda'), count('hora'), count('dia')]).toEqual([0, 0, 1])
    office.clock.advance(3 * 366 * DAY)
    await thin()
    expect(count('dia')).toBe(0)
  })

  it('goes on after a clock that ran ahead was set right', async () => {
    const now = office.clock.now
    await measured(now + 400 * DAY - 2 * HOUR, now + 400 * DAY, () => 50)
    office.clock.advance(400 * DAY)
    await thin()
    expect(count('hora')).toBe(2)
    office.clock.advance(-400 * DAY)
    await measured(now, now + 3 * HOUR, () => 50)
    office.clock.advance(3 * HOUR)
    await thin()
    expect(count('hora')).toBe(5)
  })

  it('shows no more points than asked for, and a gap where nothing was measured', async () => {
    const now = office.clock.now
    await measured(now - 10 * HOUR, now - 8 * HOUR, () => 10)
    await measured(now - 2 * HOUR, now, () => 90)
    const { resolucion, pasoMs, series } = await chart(now - 10 * HOUR, now, 50)
    expect([resolucion, pasoMs]).toEqual(['cruda', 12 * MINUTE])
    expect(series[0]?.puntos).toHaveLength(20)
    const gap = series[0]?.puntos.filter(({ t }) => t >= now - 8 * HOUR && t < now - 2 * HOUR)
    expect(gap).toEqual([])
  })
})
