import type { Minor } from '../../contract/money.ts'
import type { WriteDb } from '../../db/open.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { todayOf } from './servicio-events.ts'

const statements = perConnection(({ sqlite }: WriteDb) => ({
  keep: sqlite.prepare(
    `insert into plan_precio
       (id, tenant_id, plan_id, vigente_desde, precio_anterior, precio_mensual, aplicado_en, anulado_en, usuario_id, creado_en)
     values (@id, @tenantId, @planId, @hoy, @precioAnterior, @precioMensual, @now, @now, @usuarioId, @now)`,
  ),
}))

/**
 * Remembers that a person gave a plan another price. It holds for all that is not billed yet, whatever its days, so for
 * billing the row is taken back (a price with a date holds from that date alone); as history it is applied.
 */
export function keepPrice(tx: Tx, planId: string, precio: { precioAnterior: Minor; precioMensual: Minor }): void {
  const { tenantId, usuarioId } = tx.actor
  const row = { id: newId(), tenantId, planId, hoy: todayOf(tx), usuarioId, now: tx.now, ...precio }
  statements(tx.db).keep.run(row)
}
