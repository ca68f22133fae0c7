import { civilDate, startOfDay } from '../../../contract/dates.ts'
import type { SerieMetrica } from '../../../contract/index.ts'
import type { WriteDb } from '../../../db/open.ts'
import type { Office } from '../../kernel/office.ts'
import { perConnection } from '../../kernel/statements.ts'
import { findTenantId, readTenant } from '../../kernel/tenancy.ts'
import { joined, RETENTION, type Values } from './history.ts'

const HOUR = 3_600_000
/** Devices whose history is thinned out in one transaction: a moment's work. */
const AT_ONCE = 10

const statements = perConnection(({ sqlite }: WriteDb) => ({
  devices: sqlite.prepare<[string], string>(`select id from dispositivo_red where tenant_id = ?`).pluck(),
  // What a clock that ran ahead left behind keeps nothing waiting.
  last: sqlite
    .prepare<[string, string, number], number | null>(
      `select max(desde) from metrica where dispositivo_id = ? and resolucion = ? and desde < ?`,
    )
    .pluck(),
  rows: sqlite.prepare<[string, string, number, number], { desde: number; valores: string }>(
    `select desde, valores_json as valores from metrica
     where dispositivo_id = ? and resolucion = ? and desde >= ? and desde < ? order by desde`,
  ),
  keep: sqlite.prepare(
    `insert into metrica (tenant_id, dispositivo_id, resolucion, desde, valores_json) values (?, ?, ?, ?, ?)
     on conflict do nothing`,
  ),
  drop: sqlite.prepare(`delete from metrica where dispositivo_id = ? and resolucion = ? and desde < ?`),
}))

interface Coarser {
  from: 'cruda' | 'hora'
  to: 'hora' | 'dia'
  /** Begin of the stretch that an instant is in. */
  begin: (at: number) => number
}

/** Hours of whole looks that are over, hours into days that are over, and what is too old goes. */
function thinDevice(db: WriteDb, tenantId: string, id: string, now: number, zona: string): void {
  const steps: Coarser[] = [
    { from: 'cruda', to: 'hora', begin: (at) => Math.floor(at / HOUR) * HOUR },
    { from: 'hora', to: 'dia', begin: (at) => startOfDay(civilDate(at, zona), zona) },
  ]
  const { last, rows, keep, drop } = statements(db)
  for (const { from, to, begin } of steps) {
    // What lies in the last stretch that was made is in it already.
    const made = last.get(id, to, begin(now)) ?? null
    const stretches = new Map<number, Values>()
    for (const { desde, valores } of rows.all(id, from, made ?? 0, begin(now))) {
      const start = begin(desde)
      if (made === null || start > made)
        stretches.set(start, merged(stretches.get(start), JSON.parse(valores) as Values))
    }
    for (const [start, values] of stretches) keep.run(tenantId, id, to, start, JSON.stringify(values))
  }
  for (const resolucion of ['cruda', 'hora', 'dia'] as const) drop.run(id, resolucion, now - RETENTION[resolucion])
}

function merged(into: Values = {}, values: Values): Values {
  for (const [serie, value] of Object.entries(values) as [SerieMetrica, number][])
    into[serie] = joined(into[serie], value)
  return into
}

const thinned = new WeakMap<object, number>()

/** Once an hour: the history of every device, a few devices at a time. */
export async function thinHistory(office: Pick<Office, 'db' | 'writer' | 'now'>): Promise<void> {
  const now = office.now()
  const hour = Math.floor(now / HOUR)
  if (thinned.get(office) === hour) return
  const tenantId = findTenantId(office.db.read)
  if (tenantId === null) return
  const { zonaHoraria } = readTenant(office.db.read)
  const ids = statements(office.db.write).devices.all(tenantId)
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await office.writer.maintain((db) => {
      for (const id of ids.slice(at, at + AT_ONCE)) thinDevice(db, tenantId, id, now, zonaHoraria)
    })
  thinned.set(office, hour)
}
