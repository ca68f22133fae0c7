import { sql } from 'drizzle-orm'
import type { CheckQuery } from './check-money.ts'

/** What lines of statements say they have of receipts, and what receipts say of lines, beside the matches in force. */
export function reconciliationChecks(tenantId: string): CheckQuery[] {
  const lineas = sql`(select count(*) from extracto_linea where tenant_id = ${tenantId})`
  const matched = sql`(select count(distinct recibo_id) from conciliacion where tenant_id = ${tenantId})`
  return [
    {
      check: 'extracto_linea.conciliado',
      rows: lineas,
      differences: sql`
        select l.id, coalesce(c.total, 0) as expected, l.conciliado as found
        from extracto_linea l left join (
          select linea_id, sum(monto) as total from conciliacion where deshecha_en is null group by linea_id
        ) c on c.linea_id = l.id
        where l.tenant_id = ${tenantId} and l.conciliado <> coalesce(c.total, 0)`,
    },
    {
      check: 'extracto_linea.estado',
      rows: lineas,
      differences: sql`
        select id, expected, found from (
          select id, estado as found, case
            when tipo <> 'credito' then 'ignorada' when conciliado = monto then 'conciliada'
            when conciliado > 0 then 'parcial' when estado = 'ignorada' then 'ignorada' else 'pendiente' end as expected
          from extracto_linea where tenant_id = ${tenantId})
        where expected <> found`,
    },
    {
      // Of receipts that a line ever was: others were confirmed before there were statements, or by a gateway.
      check: 'pago.conciliacion',
      rows: matched,
      differences: sql`
        select p.id, iif(m.total >= r.monto_total - r.revertido, 'conciliado', 'pendiente') as expected,
          p.estado_conciliacion || iif(m.total > r.monto_total - r.revertido, ' ' || m.total, '') as found
        from (
          select recibo_id, sum(iif(deshecha_en is null, monto, 0)) as total from conciliacion
          where tenant_id = ${tenantId} group by recibo_id
        ) m join recibo r on r.id = m.recibo_id join pago p on p.recibo_id = m.recibo_id
        where r.revertido < r.monto_total and p.estado_conciliacion <> 'rechazado' and found <> expected`,
    },
    {
      check: 'conciliacion.operacion',
      rows: lineas,
      differences: sql`
        select min(l.id) as id, 1 as expected, count(distinct l.id) as found
        from extracto_linea l
        where l.tenant_id = ${tenantId} and l.operacion <> '' and l.conciliado > 0
        group by l.cuenta_id, l.operacion having count(distinct l.id) > 1`,
    },
  ]
}
