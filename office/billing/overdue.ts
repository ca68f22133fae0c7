import { sql } from 'drizzle-orm'
import { civilDate, type FechaCivil } from '../../contract/dates.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import type { Office } from '../kernel/office.ts'
import { readSetting, writeSetting } from '../kernel/settings.ts'
import { isSetUp, readTenant } from '../kernel/tenancy.ts'

/**
 * The civil date up to which due dates have been looked at: an open invoice due before it is `vencida`.
 * Every state of an invoice is decided against this date and no other, so that states can be recomputed.
 */
export function overdueAsOf(db: ReadDb | WriteDb, tenantId: string): FechaCivil {
  return (readSetting(db, tenantId, 'vencimientos_al')?.value ?? '0001-01-01') as FechaCivil
}

/**
 * Turns what fell due before today (in the tenant's timezone) into `vencida`, and back what a wrong clock had turned.
 * Does nothing the second time in a day.
 */
export async function refreshOverdue(office: Office): Promise<void> {
  if (!isSetUp(office.db.read)) return
  const tenant = readTenant(office.db.read)
  const today = civilDate(office.now(), tenant.zonaHoraria)
  if (overdueAsOf(office.db.read, tenant.id) === today) return
  await office.writer.maintain((db, now) => {
    const asOf = overdueAsOf(db, tenant.id)
    if (asOf !== today) move(db, tenant.id, { from: asOf, to: today }, now)
  })
}

function move(db: WriteDb, tenantId: string, dates: { from: FechaCivil; to: FechaCivil }, now: number): void {
  const forward = dates.to > dates.from
  const changing = forward
    ? sql`tenant_id = ${tenantId} and estado = 'pendiente' and fecha_vencimiento < ${dates.to}`
    : sql`tenant_id = ${tenantId} and estado = 'vencida' and fecha_vencimiento >= ${dates.to}`
  db.orm.run(sql`
    update cliente_saldo set vencido = vencido + ${forward ? 1 : -1} * sums.total,
      con_vencido = vencido + ${forward ? 1 : -1} * sums.total > 0
    from (select cliente_id, sum(saldo) as total from factura where ${changing} group by cliente_id) as sums
    where cliente_saldo.cliente_id = sums.cliente_id`)
  db.orm.run(sql`update factura set estado = ${forward ? 'vencida' : 'pendiente'} where ${changing}`)
  writeSetting(db, tenantId, 'vencimientos_al', dates.to, now)
}
