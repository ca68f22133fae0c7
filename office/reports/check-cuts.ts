import { sql } from 'drizzle-orm'
import type { CheckQuery } from './check-money.ts'

/** Runs of cuts hold together, and nobody they cut is off without owing. */
export function cutChecks(tenantId: string): CheckQuery[] {
  return [
    {
      // As many rows as it says, and none that waits once it ended by itself.
      check: 'corrida_corte.filas',
      rows: sql`(select count(*) from corrida_corte where tenant_id = ${tenantId})`,
      differences: sql`
        select r.id, r.total || ' / 0' as expected,
          count(f.servicio_id) || ' / ' || coalesce(sum(f.estado = 'pendiente'), 0) as found
        from corrida_corte r left join corrida_corte_fila f on f.corrida_id = r.id
        where r.tenant_id = ${tenantId}
        group by r.id, r.total, r.estado
        having count(f.servicio_id) <> r.total
          or (r.estado = 'terminada' and coalesce(sum(f.estado = 'pendiente'), 0) > 0)`,
    },
    {
      // A service that the last run cut and that has not come back since: its client owes past due.
      check: 'corte.deuda',
      rows: sql`(select count(*) from corrida_corte_fila where tenant_id = ${tenantId} and estado = 'cortado')`,
      differences: sql`
        select f.servicio_id as id, '> 0' as expected, s.vencido as found
        from corrida_corte_fila f join servicio v on v.id = f.servicio_id join cliente_saldo s on s.cliente_id = f.cliente_id
        where f.tenant_id = ${tenantId} and f.estado = 'cortado' and v.motivo_suspension = 'deuda' and s.vencido = 0
          and not exists (select 1 from servicio_evento e where e.servicio_id = f.servicio_id and e.anulado_en is null
            and e.tipo = 'reactivacion' and e.creado_en >= f.resuelta_en)`,
    },
  ]
}
