import type { Tx } from '../kernel/writer.ts'

/** The statement's lines that were this receipt look for another: the bank did show that money. */
export function freeBankLines(tx: Tx, reciboId: string): void {
  const lines = tx.db.sqlite
    .prepare<[number, string, string], string>(
      `update conciliacion set deshecha_en = ?, deshecha_por = ? where recibo_id = ? and deshecha_en is null
       returning linea_id`,
    )
    .pluck()
    .all(tx.now, tx.actor.usuarioId, reciboId)
  const recount = tx.db.sqlite.prepare<[string]>(
    `update extracto_linea set (conciliado, estado) = (
       select coalesce(sum(c.monto), 0), iif(count(*) = 0, 'pendiente', 'parcial') from conciliacion c
       where c.linea_id = extracto_linea.id and c.deshecha_en is null)
     where id = ?`,
  )
  for (const line of new Set(lines)) recount.run(line)
}

/**
 * A gateway's payment that was given to the wrong client waits until a person says who is the right one: the gateway still
 * has the money, and what it says of the payer led astray once.
 */
export function freeGatewayPayment(tx: Tx, reciboId: string): void {
  tx.db.sqlite
    .prepare(
      `update pago_pasarela set cliente_id = null, recibo_id = null, actualizado_en = ?,
         datos_json = json_set(datos_json, '$.liberado', json('true'), '$.atencion', 'por_asignar')
       where recibo_id = ? and tenant_id = ?`,
    )
    .run(tx.now, reciboId, tx.actor.tenantId)
}
