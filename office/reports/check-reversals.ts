import { sql } from 'drizzle-orm'
import type { CheckQuery } from './check-money.ts'

/** What receipts taken back have to add up to; every other check counts them too. */
export function reversalChecks(tenantId: string): CheckQuery[] {
  const reversos = sql`(select count(*) from reverso where tenant_id = ${tenantId})`
  const recibos = sql`(select count(*) from recibo where tenant_id = ${tenantId})`
  const pagos = sql`(select count(*) from pago where tenant_id = ${tenantId})`
  return [
    {
      check: 'recibo.revertido',
      rows: recibos,
      differences: sql`
        select r.id, coalesce(v.total, 0) as expected, r.revertido as found
        from recibo r left join (select recibo_id, sum(monto) as total from reverso group by recibo_id) v on v.recibo_id = r.id
        where r.tenant_id = ${tenantId} and r.revertido <> coalesce(v.total, 0)`,
    },
    {
      // Its payments lose as much as it says, and no invoice gives back more than its payment lost.
      check: 'reverso.total',
      rows: reversos,
      differences: sql`
        select v.id, v.monto as expected, coalesce(p.total, 0) || ' / ' || coalesce(a.total, 0) as found
        from reverso v
        left join (select reverso_id, sum(monto) as total from reverso_pago group by reverso_id) p on p.reverso_id = v.id
        left join (select reverso_id, sum(monto) as total from reverso_aplicacion group by reverso_id) a on a.reverso_id = v.id
        where v.tenant_id = ${tenantId} and (v.monto <> coalesce(p.total, 0) or coalesce(a.total, 0) > v.monto)`,
    },
    {
      check: 'reverso.numero',
      rows: reversos,
      differences: sql`
        select s.puesto_id as id, s.siguiente - 1 as expected, count(v.id) || ' … ' || coalesce(max(cast(substr(v.numero, -8) as integer)), 0) as found
        from serie s left join reverso v on v.tenant_id = s.tenant_id and v.puesto_id = s.puesto_id
        where s.tenant_id = ${tenantId} and s.tipo = 'reverso'
        group by s.puesto_id, s.siguiente
        having count(v.id) <> s.siguiente - 1 or coalesce(max(cast(substr(v.numero, -8) as integer)), 0) <> s.siguiente - 1`,
    },
    {
      // Cash goes back out of the session that the reversal names, which is an adjustment when it is not the receipt's own.
      check: 'reverso.caja',
      rows: reversos,
      differences: sql`
        select id, expected, found from (
          select v.id,
            iif(r.metodo = 'efectivo', -v.monto || ' ' || coalesce(v.sesion_id, '?') || ' ' || (v.sesion_id is not r.sesion_id), '-') as expected,
            coalesce(m.monto || ' ' || m.sesion_id || ' ' || v.ajuste, iif(v.sesion_id is null, '-', '?')) as found
          from reverso v join recibo r on r.id = v.recibo_id
          left join movimiento_caja m on m.documento_id = v.id and m.tipo = 'reverso'
          where v.tenant_id = ${tenantId})
        where expected <> found`,
    },
    {
      check: 'pago.rechazado',
      rows: pagos,
      differences: sql`
        select p.id, iif(p.monto = coalesce(v.total, 0), 'rechazado', '-') as expected, p.estado_conciliacion as found
        from pago p left join (select pago_id, sum(monto) as total from reverso_pago group by pago_id) v on v.pago_id = p.id
        where p.tenant_id = ${tenantId} and p.metodo <> 'efectivo'
          and (p.estado_conciliacion = 'rechazado') <> (p.monto = coalesce(v.total, 0))`,
    },
    gateways(tenantId),
  ]
}

/** What the receipts of a charge come to is what its gateway has of it, and what could not be taken off them. */
const gateways = (tenantId: string): CheckQuery => ({
  check: 'pasarela.neto',
  rows: sql`(select count(*) from pago_pasarela where tenant_id = ${tenantId})`,
  differences: sql`
    select id, expected, found from (
      select p.id, p.monto - p.devuelto + json_extract(p.datos_json, '$.sinRevertir') as expected, coalesce((
        select sum(r.monto_total - r.revertido) from recibo r
        where r.tenant_id = p.tenant_id and r.cliente_id = p.cliente_id and r.metodo = 'pasarela'
          and (r.referencia = upper(p.externo_id)
            or substr(r.referencia, 1, length(p.externo_id) + 1) = upper(p.externo_id) || '/')), 0) as found
      from pago_pasarela p where p.tenant_id = ${tenantId} and p.recibo_id is not null)
    where expected is not found`,
})
