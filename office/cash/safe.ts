import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'
import { expectedOf } from './figures.ts'
import { leftInDrawer } from './sessions.ts'

type Db = ReadDb | WriteDb

const statements = perConnection((db: Db) => ({
  // Each sum reads one index and nothing else: `arqueo_reciente` twice, `movimiento_por_lugar`.
  safe: db.sqlite
    .prepare<{ tenantId: string }, Minor>(
      `select coalesce((select sum(contado - queda) from arqueo where tenant_id = @tenantId and tipo = 'cierre'), 0)
         - coalesce((select sum(max(diferencia, 0)) from arqueo where tenant_id = @tenantId and tipo = 'apertura'), 0)
         - coalesce((select sum(monto) from movimiento_caja where tenant_id = @tenantId and lugar = 'caja_fuerte'), 0)`,
    )
    .pluck(),
  open: db.sqlite
    .prepare<[string, string], string>(
      `select id from sesion_caja where tenant_id = ? and estado = 'abierta' and tipo = 'mostrador'
       union all select id from sesion_caja where tenant_id = ? and estado = 'abierta' and tipo = 'cobrador'`,
    )
    .pluck(),
  closedSeats: db.sqlite
    .prepare<[string], string>(
      `select p.id from puesto p where p.tenant_id = ? and not exists (select 1 from sesion_caja s
         where s.tenant_id = p.tenant_id and s.puesto_id = p.id and s.estado = 'abierta' and s.tipo = 'mostrador')`,
    )
    .pluck(),
}))

/**
 * Cash in the safe by what the books say, minor units: what closes did not leave in the drawer, less the float that openings
 * had above what was left, plus withdrawals to the safe, less entries from it. Below zero: more was taken out than the
 * books ever put in (docs/cash.md says how the first cash gets in).
 */
export const inSafe = (db: Db, tenantId: string): Minor => statements(db).safe.get({ tenantId }) ?? 0

/** Cash in drawers and bags: what open ones should hold, and what closed ones were left with. */
export function inDrawers(db: Db, tenantId: string): Minor {
  const prepared = statements(db)
  const open = prepared.open.all(tenantId, tenantId).map((id) => expectedOf(db, id))
  const left = prepared.closedSeats.all(tenantId).map((puestoId) => leftInDrawer(db, tenantId, puestoId) ?? 0)
  return [...open, ...left].reduce((sum, monto) => sum + monto, 0)
}
