import type { Minor } from '../../contract/money.ts'
import type { WriteDb } from '../../db/open.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { todayOf } from './servicio-events.ts'

const statements = perConnection(({ sqlite }: WriteDb) => ({
  // Two changes on one day are one: from what it was before to what it is after.
  keep: sqlite.prepare(
    `insert into plan_precio
       (id, tenant_id, plan_id, vigente_desde, precio_anterior, precio_mensual, aplicado_en, usuario_id, creado_en)
     values (@id, @tenantId, @planId, @vigenteDesde, @precioAnterior, @precioMensual, @now, @usuarioId, @now)
     on conflict (plan_id, vigente_desde) where anulado_en is null
     do update set precio_mensual = excluded.precio_mensual, aplicado_en = excluded.aplicado_en`,
  ),
}))

/** Remembers that a person gave a plan another price today. Minor units a month. */
export function keepPrice(tx: Tx, planId: string, precio: { precioAnterior: Minor; precioMensual: Minor }): void {
  const { tenantId, usuarioId } = tx.actor
  statements(tx.db).keep.run({
    id: newId(),
    tenantId,
    planId,
    vigenteDesde: todayOf(tx),
    usuarioId,
    now: tx.now,
    ...precio,
  })
}
