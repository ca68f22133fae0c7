import { type SQL, sql } from 'drizzle-orm'

export interface CheckQuery {
  check: string
  /** How many rows it looks at. */
  rows: SQL
  /** Rows that differ: id, expected, found. */
  differences: SQL
}

/**
 * What invoices, refunds and reversals took of each payment, or of each credit note, less what an invoice gave back. A plain
 * column, so that SQLite can index it.
 */
const taken = (column: 'pago_id' | 'nota_credito_id'): SQL => {
  const of = sql.raw(column)
  return sql`
    select origen, sum(monto) as total from (
      select ${of} as origen, monto from aplicacion where ${of} is not null
      union all select ${of}, monto from devolucion_origen where ${of} is not null${reversals(column)})
    group by origen`
}

/** A credit note is not taken back. */
const reversals = (column: 'pago_id' | 'nota_credito_id'): SQL =>
  column === 'nota_credito_id'
    ? sql``
    : sql`
      union all select pago_id, monto from reverso_pago
      union all select a.pago_id, -r.monto from reverso_aplicacion r join aplicacion a on a.id = r.aplicacion_id`

/** What each invoice, payment or client has of applications once those taken back are gone. */
const applied = (column: 'factura_id' | 'pago_id' | 'cliente_id'): SQL => {
  const of = sql.raw(column)
  return sql`
    select ${of}, sum(monto) as total from (
      select ${of}, monto from aplicacion
      union all select a.${of}, -r.monto from reverso_aplicacion r join aplicacion a on a.id = r.aplicacion_id)
    where ${of} is not null group by ${of}`
}

/**
 * Every projection beside what the facts say. Each check recomputes from the facts alone; a difference is a row of
 * {id, expected, found}. Facts are never the thing compared against a projection of themselves.
 */
export function moneyChecks(tenantId: string, asOf: string): CheckQuery[] {
  const facturas = sql`(select count(*) from factura where tenant_id = ${tenantId})`
  const clientes = sql`(select count(*) from cliente where tenant_id = ${tenantId})`
  const recibos = sql`(select count(*) from recibo where tenant_id = ${tenantId})`
  const pagos = sql`(select count(*) from pago where tenant_id = ${tenantId})`
  return [
    {
      check: 'factura.saldo',
      rows: facturas,
      differences: sql`
        select f.id, f.monto_total - coalesce(a.total, 0) as expected, f.saldo as found
        from factura f left join (${applied('factura_id')}) a on a.factura_id = f.id
        where f.tenant_id = ${tenantId} and f.saldo <> f.monto_total - coalesce(a.total, 0)`,
    },
    {
      check: 'factura.estado',
      rows: facturas,
      differences: sql`
        select id, expected, found from (
          select id, estado as found,
            case when saldo = 0 then 'pagada' when fecha_vencimiento < ${asOf} then 'vencida' else 'pendiente' end as expected
          from factura where tenant_id = ${tenantId})
        where expected <> found`,
    },
    {
      check: 'factura.total',
      rows: facturas,
      differences: sql`
        select f.id, coalesce(sum(l.total), 0) as expected, f.monto_total as found
        from factura f left join factura_linea l on l.factura_id = f.id
        where f.tenant_id = ${tenantId} group by f.id having f.monto_total <> coalesce(sum(l.total), 0)`,
    },
    {
      check: 'cliente.saldo',
      rows: clientes,
      differences: sql`
        select c.id,
          coalesce(f.deuda, 0) || '/' || coalesce(f.vencido, 0) || '/' || coalesce(f.abiertas, 0) || '/' ||
            (coalesce(p.total, 0) + coalesce(n.total, 0) - coalesce(a.total, 0) - coalesce(d.total, 0) - coalesce(v.total, 0)) as expected,
          s.deuda || '/' || s.vencido || '/' || s.facturas_abiertas || '/' || s.credito as found
        from cliente c
        left join cliente_saldo s on s.cliente_id = c.id
        left join (select cliente_id, sum(saldo) as deuda, sum(iif(fecha_vencimiento < ${asOf}, saldo, 0)) as vencido,
          sum(saldo > 0) as abiertas from factura group by cliente_id) f on f.cliente_id = c.id
        left join (select cliente_id, sum(monto) as total from pago group by cliente_id) p on p.cliente_id = c.id
        left join (select cliente_id, sum(monto) as total from nota_credito group by cliente_id) n on n.cliente_id = c.id
        left join (${applied('cliente_id')}) a on a.cliente_id = c.id
        left join (select cliente_id, sum(monto) as total from devolucion group by cliente_id) d on d.cliente_id = c.id
        left join (select cliente_id, sum(monto) as total from reverso group by cliente_id) v on v.cliente_id = c.id
        where c.tenant_id = ${tenantId} and found is not expected`,
    },
    {
      check: 'cliente.filtros',
      rows: clientes,
      differences: sql`
        select cliente_id as id, (deuda > 0) || '/' || (vencido > 0) || '/' || (credito > 0) as expected,
          con_deuda || '/' || con_vencido || '/' || con_credito as found
        from cliente_saldo where tenant_id = ${tenantId} and expected <> found`,
    },
    {
      check: 'recibo.total',
      rows: recibos,
      differences: sql`
        select r.id, coalesce(sum(p.monto), 0) as expected, r.monto_total as found
        from recibo r left join pago p on p.recibo_id = r.id
        where r.tenant_id = ${tenantId} group by r.id having r.monto_total <> coalesce(sum(p.monto), 0)`,
    },
    {
      check: 'recibo.numero',
      rows: recibos,
      differences: sql`
        select s.puesto_id as id, s.siguiente - 1 as expected, count(r.id) || ' … ' || coalesce(max(r.secuencia), 0) as found
        from serie s left join recibo r on r.puesto_id = s.puesto_id
        where s.tenant_id = ${tenantId} and s.tipo = 'recibo'
        group by s.puesto_id, s.siguiente
        having count(r.id) <> s.siguiente - 1 or coalesce(max(r.secuencia), 0) <> s.siguiente - 1`,
    },
    {
      check: 'pago.aplicado',
      rows: pagos,
      differences: sql`
        select p.id, p.monto - coalesce(v.total, 0) as expected, coalesce(a.total, 0) as found
        from pago p left join (${applied('pago_id')}) a on a.pago_id = p.id
        left join (select pago_id, sum(monto) as total from reverso_pago group by pago_id) v on v.pago_id = p.id
        where p.tenant_id = ${tenantId} and (coalesce(a.total, 0) > p.monto - coalesce(v.total, 0)
          or (p.factura_id is not null and coalesce(a.total, 0) <> p.monto - coalesce(v.total, 0)))`,
    },
    {
      check: 'credito.abierto',
      rows: sql`(select count(*) from credito_abierto where tenant_id = ${tenantId})`,
      differences: sql`
        with should as (
          select p.id, p.monto - coalesce(g.total, 0) as resto from pago p left join (${taken('pago_id')}) g on g.origen = p.id
            where p.tenant_id = ${tenantId}
          union all
          select n.id, n.monto - coalesce(g.total, 0) from nota_credito n left join (${taken('nota_credito_id')}) g on g.origen = n.id
            where n.tenant_id = ${tenantId})
        select k.id, k.resto as expected, coalesce(c.resto, 0) as found
        from should k left join credito_abierto c on c.origen_id = k.id where k.resto <> coalesce(c.resto, 0)
        union all
        select origen_id, 0, resto from credito_abierto c where c.tenant_id = ${tenantId}
          and not exists (select 1 from pago p where p.id = c.origen_id)
          and not exists (select 1 from nota_credito n where n.id = c.origen_id)`,
    },
    {
      check: 'conteo',
      rows: sql`(select count(*) from conteo where tenant_id = ${tenantId})`,
      differences: sql`
        select coalesce(k.entidad, c.entidad) || ' ' || coalesce(k.clave, c.clave) as id, coalesce(k.n, 0) as expected, coalesce(c.n, 0) as found
        from (
          select 'cliente' as entidad, estado_servicio as clave, count(*) as n from cliente where tenant_id = ${tenantId} group by 2
          union all select 'factura', estado, count(*) from factura where tenant_id = ${tenantId} group by 2
          union all select 'correo', estado, count(*) from correo where tenant_id = ${tenantId} group by 2
          union all select 'promesa_pago', estado, count(*) from promesa_pago where tenant_id = ${tenantId} group by 2
          union all select 'trabajo_red', estado, count(*) from trabajo_red where tenant_id = ${tenantId} group by 2
          union all select 'plan', plan_id, count(*) from servicio where tenant_id = ${tenantId} and estado <> 'baja' group by 2
        ) k full join (select * from conteo where tenant_id = ${tenantId}) c on c.entidad = k.entidad and c.clave = k.clave
        where coalesce(k.n, 0) <> coalesce(c.n, 0)`,
    },
  ]
}
