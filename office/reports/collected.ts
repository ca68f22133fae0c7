import { addDays, civilDate, type FechaCivil, startOfDay } from '../../contract/dates.ts'
import type { MetodoPago } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import type { Office } from '../kernel/office.ts'
import { readSetting, writeSetting } from '../kernel/settings.ts'
import { isSetUp, readTenant } from '../kernel/tenancy.ts'
import { breathe } from './breathe.ts'

/**
 * `resumen_cobro` follows the receipts from a distance: each seat numbers them without gaps, so the last number that was
 * added up says what is missing. A payment pays nothing for it; a report brings it up to date before it reads.
 */
interface Progress {
  /** Days are of this timezone; in another one everything is added up anew. */
  zonaHoraria: string
  /** Last receipt that was added up, by seat. */
  hasta: Record<string, number>
}

interface Seat {
  id: string
  prefijo: string
  ultimo: number
}

export interface ReciboSum {
  secuencia: number
  fecha: number
  metodo: MetodoPago
  usuarioId: string
  monto: Minor
}

export const CHUNK = 2000
/** What the office does of it by itself in a minute; a report does all of it. */
const CHUNKS_A_MINUTE = 10

export function readProgress(db: ReadDb | WriteDb, tenantId: string, zonaHoraria: string): Progress {
  const progress = readSetting(db, tenantId, 'resumen_cobro')?.value as Progress | undefined
  return progress?.zonaHoraria === zonaHoraria ? progress : { zonaHoraria, hasta: {} }
}

export const readSeats = (db: ReadDb | WriteDb, tenantId: string): Seat[] =>
  db.sqlite
    .prepare<[string], Seat>(
      `select p.id, p.prefijo, s.siguiente - 1 as ultimo from puesto p
       join serie s on s.tenant_id = p.tenant_id and s.puesto_id = p.id and s.tipo = 'recibo' where p.tenant_id = ?`,
    )
    .all(tenantId)

const numero = (prefijo: string, secuencia: number) => `${prefijo}-R-${String(secuencia).padStart(8, '0')}`

/** Receipts of a seat after a number, in their order. */
export const recibosAfter = (db: ReadDb | WriteDb, tenantId: string, seat: Seat, after: number): ReciboSum[] =>
  db.sqlite
    .prepare<[string, string, string, number], ReciboSum>(
      `select secuencia, fecha, metodo, usuario_id as usuarioId, monto_total as monto from recibo
       where tenant_id = ? and numero > ? and numero <= ? order by numero limit ?`,
    )
    .all(tenantId, numero(seat.prefijo, after), numero(seat.prefijo, seat.ultimo), CHUNK)

/** The civil day of one instant after another that lies close to it: asks the calendar once a day. */
export function dayFinder(zonaHoraria: string): (at: number) => FechaCivil {
  let day = ''
  let [start, end] = [0, 0]
  return (at) => {
    if (at < start || at >= end) {
      day = civilDate(at, zonaHoraria)
      start = startOfDay(day, zonaHoraria)
      end = startOfDay(addDays(day, 1), zonaHoraria)
    }
    return day
  }
}

/** Sums by day, method and cashier: `clave` is those three, joined by a space. */
export type DaySums = Map<string, { recibos: number; monto: Minor }>

export function addUp(sums: DaySums, recibos: readonly ReciboSum[], dayOf: (at: number) => FechaCivil): void {
  for (const { fecha, metodo, usuarioId, monto } of recibos) {
    const clave = `${dayOf(fecha)} ${metodo} ${usuarioId}`
    const sum = sums.get(clave) ?? { recibos: 0, monto: 0 }
    sums.set(clave, { recibos: sum.recibos + 1, monto: sum.monto + monto })
  }
}

/** Whether some receipt is not added up yet. */
function isBehind(db: ReadDb, tenantId: string, zonaHoraria: string): boolean {
  const { hasta } = readProgress(db, tenantId, zonaHoraria)
  return readSeats(db, tenantId).some(({ id, ultimo }) => ultimo > (hasta[id] ?? 0))
}

function addChunk(db: WriteDb, tenantId: string, zonaHoraria: string, now: number): void {
  const progress = readProgress(db, tenantId, zonaHoraria)
  if (Object.keys(progress.hasta).length === 0)
    db.sqlite.prepare('delete from resumen_cobro where tenant_id = ?').run(tenantId)
  const dayOf = dayFinder(zonaHoraria)
  const upsert = db.sqlite.prepare(
    `insert into resumen_cobro (tenant_id, fecha, metodo, usuario_id, recibos, monto) values (?, ?, ?, ?, ?, ?)
     on conflict do update set recibos = recibos + excluded.recibos, monto = monto + excluded.monto`,
  )
  for (const seat of readSeats(db, tenantId)) {
    const recibos = recibosAfter(db, tenantId, seat, progress.hasta[seat.id] ?? 0)
    const last = recibos.at(-1)
    if (!last) continue
    const sums: DaySums = new Map()
    addUp(sums, recibos, dayOf)
    for (const [clave, sum] of sums) upsert.run(tenantId, ...clave.split(' '), sum.recibos, sum.monto)
    progress.hasta[seat.id] = last.secuencia
  }
  writeSetting(db, tenantId, 'resumen_cobro', progress, now)
}

/** Adds up the receipts that came since, a few thousand in a transaction; at most `chunks` of them. */
export async function summarizeCobros(office: Office, chunks = Infinity): Promise<void> {
  if (!isSetUp(office.db.read)) return
  const { id: tenantId, zonaHoraria } = readTenant(office.db.read)
  for (let done = 0; done < chunks; done++) {
    if (!office.db.read.sqlite.open || !isBehind(office.db.read, tenantId, zonaHoraria)) return
    await office.writer.maintain((db, now) => addChunk(db, tenantId, zonaHoraria, now))
    await breathe()
  }
}

/** What the office does of it by itself. */
export const summarizeSomeCobros = (office: Office): Promise<void> => summarizeCobros(office, CHUNKS_A_MINUTE)
