import { type SQL, sql } from 'drizzle-orm'
import type { CheckQuery } from './check-money.ts'

const count = (table: string, tenantId: string): SQL =>
  sql`(select count(*) from ${sql.raw(table)} where tenant_id = ${tenantId})`

/** What drawers add: where each cash receipt lies, counts, X and Z, what goes from one session to another, numbers. */
export function cajaChecks(tenantId: string): CheckQuery[] {
  return [
    receipts(tenantId),
    counts(tenantId),
    ends(tenantId),
    reports(tenantId),
    frozen(tenantId),
    handedOver(tenantId),
    paidOut(tenantId),
    series(tenantId),
  ]
}

/** Cash since a seat has drawers lies in one session, of its own tenant, that had not ended. */
const receipts = (tenantId: string): CheckQuery => ({
  check: 'caja.recibo',
  rows: count('recibo', tenantId),
  differences: sql`
    select r.id, 'sesion_caja' as expected, coalesce(r.sesion_id, '-') as found
    from recibo r left join sesion_caja s on s.id = r.sesion_id and s.tenant_id = r.tenant_id
    left join (select puesto_id, min(abierta_en) as desde from sesion_caja where tenant_id = ${tenantId} group by puesto_id) d
      on d.puesto_id = r.puesto_id
    where r.tenant_id = ${tenantId} and (
      (r.metodo = 'efectivo' and r.sesion_id is null and r.fecha >= d.desde)
      or (r.sesion_id is not null and (s.id is null or r.fecha > coalesce(s.cerrada_en, r.fecha))))`,
})

const FACTS = sql`select s.id, s.fondo_inicial + coalesce(r.efectivo, 0) + coalesce(m.total, 0) as esperado
  from sesion_caja s
  left join (select sesion_id, sum(monto_total) as efectivo from recibo where sesion_id is not null and metodo = 'efectivo' group by sesion_id) r
    on r.sesion_id = s.id
  left join (select sesion_id, sum(monto) as total from movimiento_caja group by sesion_id) m on m.sesion_id = s.id`

/** A count adds up to its notes; one that opens is the float, one that closes was held against the facts. */
const counts = (tenantId: string): CheckQuery => ({
  check: 'caja.arqueo',
  rows: count('arqueo', tenantId),
  differences: sql`
    with facts as (${FACTS}), counted as (
      select a.id, a.sesion_id, a.tipo, a.contado, a.esperado, a.diferencia,
        coalesce((select sum((value ->> 'valor') * (value ->> 'cantidad')) from json_each(a.detalle_json)), 0) as detalle
      from arqueo a where a.tenant_id = ${tenantId})
    select c.id, c.detalle || '/' || iif(c.tipo = 'cierre', f.esperado, c.esperado) || '/' || iif(c.tipo = 'apertura', s.fondo_inicial, c.contado)
        || '/' || (c.contado - c.esperado) as expected,
      c.contado || '/' || c.esperado || '/' || c.contado || '/' || c.diferencia as found
    from counted c join sesion_caja s on s.id = c.sesion_id join facts f on f.id = c.sesion_id where found is not expected`,
})

/** One opening count each; one closing count and one Z when it has ended, else none. */
const ends = (tenantId: string): CheckQuery => ({
  check: 'caja.sesion',
  rows: count('sesion_caja', tenantId),
  differences: sql`
    select s.id, '1/' || (s.estado = 'cerrada') || '/' || (s.estado = 'cerrada') as expected,
      coalesce(a.abre, 0) || '/' || coalesce(a.cierra, 0) || '/' || coalesce(z.n, 0) as found
    from sesion_caja s
    left join (select sesion_id, sum(tipo = 'apertura') as abre, sum(tipo = 'cierre') as cierra from arqueo group by sesion_id) a
      on a.sesion_id = s.id
    left join (select sesion_id, count(*) as n from reporte_caja where tipo = 'z' group by sesion_id) z on z.sesion_id = s.id
    where s.tenant_id = ${tenantId} and found is not expected`,
})

/** The equation inside each X and Z. */
const reports = (tenantId: string): CheckQuery => ({
  check: 'caja.reporte',
  rows: count('reporte_caja', tenantId),
  differences: sql`
    select id, (j ->> 'fondoInicial') + (j ->> 'cobradoEfectivo') + (j ->> 'entradas') - (j ->> 'retiros') - (j ->> 'gastos')
        - (j ->> 'devoluciones') - (j ->> 'reversos') + (j ->> 'recepciones') - (j ->> 'entregas') as expected, j ->> 'esperado' as found
    from (select id, contenido_json as j from reporte_caja where tenant_id = ${tenantId}) where found is not expected`,
})

/** A Z says what the facts of its session say: nothing came to it afterwards. */
const frozen = (tenantId: string): CheckQuery => ({
  check: 'caja.z',
  rows: count('reporte_caja', tenantId),
  differences: sql`
    with facts as (${FACTS}),
    received as (select sesion_id, count(*) as n, sum(monto_total) as total from recibo where sesion_id is not null group by sesion_id),
    moved as (select sesion_id, sum(iif(tipo = 'entrada', monto, 0)) || '/' || sum(iif(tipo = 'retiro', -monto, 0)) || '/' ||
        sum(iif(tipo = 'gasto', -monto, 0)) || '/' || sum(iif(tipo = 'devolucion', -monto, 0)) || '/' ||
        sum(iif(tipo = 'reverso', -monto, 0)) || '/' || sum(iif(tipo = 'recepcion', monto, 0)) || '/' ||
        sum(iif(tipo = 'entrega', -monto, 0)) as sums from movimiento_caja group by sesion_id),
    z as (select id, sesion_id, contenido_json as j from reporte_caja where tenant_id = ${tenantId} and tipo = 'z')
    select z.id, f.esperado || ' ' || coalesce(r.n, 0) || ' ' || coalesce(r.total, 0) || ' ' || coalesce(m.sums, '0/0/0/0/0/0/0') as expected,
      (j ->> 'esperado') || ' ' || (select coalesce(sum(value ->> 'recibos'), 0) || ' ' || coalesce(sum(value ->> 'monto'), 0)
          from json_each(j, '$.porMetodo')) || ' ' || (j ->> 'entradas') || '/' || (j ->> 'retiros') || '/' || (j ->> 'gastos')
        || '/' || (j ->> 'devoluciones') || '/' || (j ->> 'reversos') || '/' || (j ->> 'recepciones') || '/' || (j ->> 'entregas') as found
    from z join facts f on f.id = z.sesion_id left join received r on r.sesion_id = z.sesion_id
    left join moved m on m.sesion_id = z.sesion_id where found is not expected`,
})

/** What one session gave another: a drawer handed over, a bag's float, a bag's cash. Nothing lies in two, nothing in none. */
const handedOver = (tenantId: string): CheckQuery => ({
  check: 'caja.traspaso',
  rows: count('sesion_caja', tenantId),
  differences: sql`
    select s.id, c.contado as expected, s.fondo_inicial as found from sesion_caja s
    left join arqueo c on c.sesion_id = s.previa_id and c.tipo = 'cierre'
    where s.tenant_id = ${tenantId} and s.previa_id is not null and found is not expected
    union all
    select s.id, s.fondo_inicial || '/' || coalesce(c.contado, 0) || '/' || coalesce(c.queda, 0),
      coalesce(m.salio, 0) || '/' || coalesce(m.entro, 0) || '/' || coalesce(c.contado, 0)
    from sesion_caja s left join arqueo c on c.sesion_id = s.id and c.tipo = 'cierre'
    left join (select otra_sesion_id, sum(iif(tipo = 'entrega', -monto, 0)) as salio, sum(iif(tipo = 'recepcion', monto, 0)) as entro
      from movimiento_caja where otra_sesion_id is not null group by otra_sesion_id) m on m.otra_sesion_id = s.id
    where s.tenant_id = ${tenantId} and s.tipo = 'cobrador'
      and (coalesce(m.salio, 0) <> s.fondo_inicial or coalesce(m.entro, 0) <> coalesce(c.contado, 0) or c.queda <> c.contado)`,
})

/** A cash refund since a seat has drawers left one of them. */
const paidOut = (tenantId: string): CheckQuery => ({
  check: 'caja.devolucion',
  rows: count('devolucion', tenantId),
  differences: sql`
    select d.id, -d.monto as expected, coalesce(m.monto, 0) as found
    from devolucion d left join movimiento_caja m on m.documento_id = d.id and m.tipo = 'devolucion'
    left join (select puesto_id, min(abierta_en) as desde from sesion_caja where tenant_id = ${tenantId} group by puesto_id) s
      on s.puesto_id = d.puesto_id
    where d.tenant_id = ${tenantId} and d.metodo = 'efectivo' and d.fecha >= s.desde and found is not expected
    union all
    select m.id, 0, m.monto from movimiento_caja m where m.tenant_id = ${tenantId} and m.tipo = 'devolucion'
      and not exists (select 1 from devolucion d where d.id = m.documento_id and d.metodo = 'efectivo')`,
})

/** Movements, X, Z and rounds are numbered per seat without gaps. */
const series = (tenantId: string): CheckQuery => ({
  check: 'caja.numero',
  rows: sql`(select count(*) from serie where tenant_id = ${tenantId}
    and tipo in ('movimiento_caja', 'reporte_x', 'reporte_z', 'ruta_cobro'))`,
  differences: sql`
    with given as (
      select puesto_id, 'movimiento_caja' as tipo, numero from movimiento_caja where tenant_id = ${tenantId}
      union all select puesto_id, 'reporte_' || tipo, numero from reporte_caja where tenant_id = ${tenantId}
      union all select puesto_id, 'ruta_cobro', numero from ruta_cobro where tenant_id = ${tenantId})
    select s.puesto_id || ' ' || s.tipo as id, (s.siguiente - 1) || ' … ' || (s.siguiente - 1) as expected,
      count(g.numero) || ' … ' || coalesce(max(cast(substr(g.numero, -8) as integer)), 0) as found
    from serie s left join given g on g.puesto_id = s.puesto_id and g.tipo = s.tipo
    where s.tenant_id = ${tenantId} and s.tipo in ('movimiento_caja', 'reporte_x', 'reporte_z', 'ruta_cobro')
    group by s.puesto_id, s.tipo, s.siguiente having found <> expected`,
})
