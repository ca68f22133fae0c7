import { type SQL, sql } from 'drizzle-orm'
import type { CheckQuery } from './check-money.ts'

/** What billing adds: credit notes, refunds, promises, charges, states of services, sums by period. */
export function billingChecks(tenantId: string): CheckQuery[] {
  return [
    ...documentChecks(tenantId),
    promiseAmounts(tenantId),
    promiseStates(tenantId),
    charges(tenantId),
    services(tenantId),
    clients(tenantId),
    periods(tenantId),
    plans(tenantId),
  ]
}

const count = (table: string, tenantId: string): SQL =>
  sql`(select count(*) from ${sql.raw(table)} where tenant_id = ${tenantId})`

function documentChecks(tenantId: string): CheckQuery[] {
  return [
    {
      check: 'factura.acreditado',
      rows: count('factura', tenantId),
      differences: sql`
        select f.id, coalesce(n.total, 0) as expected, f.acreditado as found
        from factura f left join (select factura_id, sum(monto) as total from nota_credito where factura_id is not null group by factura_id) n
          on n.factura_id = f.id
        where f.tenant_id = ${tenantId} and (f.acreditado <> coalesce(n.total, 0) or f.acreditado > f.monto_total)`,
    },
    {
      check: 'nota.total',
      rows: count('nota_credito', tenantId),
      differences: sql`
        select n.id, sum(l.total) as expected, n.monto as found
        from nota_credito n join nota_credito_linea l on l.nota_credito_id = n.id
        where n.tenant_id = ${tenantId} group by n.id having n.monto <> sum(l.total)`,
    },
    {
      check: 'devolucion.total',
      rows: count('devolucion', tenantId),
      differences: sql`
        select d.id, coalesce(sum(o.monto), 0) as expected, d.monto as found
        from devolucion d left join devolucion_origen o on o.devolucion_id = d.id
        where d.tenant_id = ${tenantId} group by d.id having d.monto <> coalesce(sum(o.monto), 0)`,
    },
    numbers('factura', 'F', tenantId),
    numbers('nota_credito', 'NC', tenantId),
    numbers('devolucion', 'D', tenantId),
  ]
}

/** Each seat's numbers 1, 2, 3… up to what its series says, none missing: as many as the last one says. */
function numbers(tipo: 'factura' | 'nota_credito' | 'devolucion', letra: string, tenantId: string): CheckQuery {
  const table = sql.raw(tipo)
  const prefix = sql`p.prefijo || ${`-${letra}-`}`
  return {
    check: `${tipo === 'nota_credito' ? 'nota' : tipo}.numero`,
    rows: count(tipo, tenantId),
    differences: sql`
      select s.puesto_id as id, s.siguiente - 1 as expected,
        count(d.id) || ' … ' || coalesce(max(cast(substr(d.numero, length(${prefix}) + 1) as integer)), 0) as found
      from serie s join puesto p on p.id = s.puesto_id
      left join ${table} d on d.tenant_id = s.tenant_id and d.numero >= ${prefix} and d.numero < ${prefix} || ':'
      where s.tenant_id = ${tenantId} and s.tipo = ${tipo}
      group by s.puesto_id, s.siguiente, p.prefijo
      having count(d.id) <> s.siguiente - 1
        or coalesce(max(cast(substr(d.numero, length(${prefix}) + 1) as integer)), 0) <> s.siguiente - 1`,
  }
}

/** What came in after the promise was made, until it was closed, and was not taken back, up to what was promised. */
const promiseAmounts = (tenantId: string): CheckQuery => ({
  check: 'promesa.pagado',
  rows: count('promesa_pago', tenantId),
  differences: sql`
    select id, expected, found from (
      select p.id, p.pagado as found, min(p.monto, coalesce((
        select sum(r.monto_total - r.revertido) from recibo r where r.tenant_id = p.tenant_id and r.cliente_id = p.cliente_id
          and r.fecha >= p.creado_en and r.id > p.id and (p.cerrada_en is null or r.fecha <= p.cerrada_en)), 0)) as expected
      from promesa_pago p where p.tenant_id = ${tenantId})
    where expected <> found`,
})

/** The state of a client, against those of its services. */
const clients = (tenantId: string): CheckQuery => ({
  check: 'cliente.estado',
  rows: count('cliente', tenantId),
  differences: sql`
    with state as (
      select cliente_id, iif(sum(estado = 'activo') > 0, 'activo', iif(sum(estado = 'suspendido') > 0, 'suspendido', 'baja')) as estado
      from servicio where tenant_id = ${tenantId} group by cliente_id)
    select c.id, s.estado as expected, c.estado_servicio as found
    from state s join cliente c on c.id = s.cliente_id where c.estado_servicio <> s.estado`,
})

/** Paid whole: kept. Open only while it is not; broken only after its day (told by the instants, a day at most apart). */
const promiseStates = (tenantId: string): CheckQuery => ({
  check: 'promesa.estado',
  rows: count('promesa_pago', tenantId),
  differences: sql`
    select id, iif(pagado = monto, 'cumplida', 'abierta') as expected, estado as found from promesa_pago
    where tenant_id = ${tenantId} and (
      (pagado = monto and estado <> 'cumplida')
      or (estado = 'rota' and cerrada_en < (julianday(fecha) - 2440587.5) * 86400000)
      or (estado = 'abierta' and cerrada_en is not null))`,
})

/** Charges against the lines that bill them; a line of an invoice that is to be billed again does not count. */
const charges = (tenantId: string): CheckQuery => ({
  check: 'cargo.facturado',
  rows: count('cargo', tenantId),
  differences: sql`
    with billed as (
      select substr(l.componente, 7) as cargo_id, count(*) as n from factura_linea l
      where l.tenant_id = ${tenantId} and l.componente >= 'cargo:' and l.componente < 'cargo;'
        and not exists (select 1 from nota_credito n where n.factura_id = l.factura_id and n.refacturar = 1)
      group by 1)
    select c.id, coalesce(b.n, 0) || ' ' || iif(coalesce(b.n, 0) >= coalesce(c.cuotas, 1), 'facturado', 'vigente') as expected,
      iif(c.tipo = 'cuotas', c.cuotas_facturadas, coalesce(b.n, 0)) || ' ' || c.estado as found
    from cargo c left join billed b on b.cargo_id = c.id
    where c.tenant_id = ${tenantId} and c.tipo in ('unico', 'mora', 'reconexion', 'cuotas') and (
      (c.tipo = 'cuotas' and c.cuotas_facturadas <> coalesce(b.n, 0))
      or (c.tipo <> 'cuotas' and coalesce(b.n, 0) > 1)
      or (c.estado = 'facturado') <> (c.estado <> 'anulado' and coalesce(b.n, 0) >= coalesce(c.cuotas, 1)))`,
})

/** What a service is, against what happened to it up to today. */
const services = (tenantId: string): CheckQuery => ({
  check: 'servicio.estado',
  rows: count('servicio', tenantId),
  differences: sql`
    with held as (
      select servicio_id, tipo, plan_id, plan_anterior_id, fecha, creado_en, id from servicio_evento
      where tenant_id = ${tenantId} and aplicado = 1 and anulado_en is null
    ), state as (
      select servicio_id, tipo, row_number() over (partition by servicio_id order by fecha desc, creado_en desc, id desc) as n
      from held where tipo <> 'cambio_plan'
    ), plan as (
      select servicio_id, plan_id, row_number() over (partition by servicio_id order by fecha desc, creado_en desc, id desc) as n
      from held where tipo = 'cambio_plan')
    select id, expected, found from (
      select s.id, s.estado || ' ' || coalesce(s.motivo_suspension, '-') || ' ' || s.plan_id as found,
        case when e.tipo in ('suspension', 'pausa') then 'suspendido' when e.tipo = 'baja' then 'baja' else 'activo' end || ' ' ||
        case e.tipo when 'suspension' then 'deuda' when 'pausa' then 'pausa' else '-' end || ' ' || coalesce(p.plan_id, s.plan_id) as expected
      from servicio s left join state e on e.servicio_id = s.id and e.n = 1 left join plan p on p.servicio_id = s.id and p.n = 1
      where s.tenant_id = ${tenantId})
    where expected <> found`,
})

const periods = (tenantId: string): CheckQuery => ({
  check: 'resumen.periodo',
  rows: count('resumen_periodo', tenantId),
  differences: sql`
    with parts as (
      select periodo, 1 as facturas, monto_total as facturado, 0 as acreditado, 0 as aplicado, 0 as notas, 0 as monto
        from factura where tenant_id = ${tenantId}
      union all select f.periodo, 0, 0, n.monto, 0, 0, 0 from nota_credito n join factura f on f.id = n.factura_id where n.tenant_id = ${tenantId}
      union all select f.periodo, 0, 0, 0, a.monto, 0, 0 from aplicacion a join factura f on f.id = a.factura_id
        where a.tenant_id = ${tenantId} and a.nota_credito_id is not null
      union all select substr(fecha, 1, 7), 0, 0, 0, 0, 1, monto from nota_credito where tenant_id = ${tenantId}
    ), sums as (
      select periodo, sum(facturas) || '/' || sum(facturado) || '/' || sum(acreditado) || '/' || sum(aplicado) || '/' ||
        sum(notas) || '/' || sum(monto) as expected from parts group by periodo
    ), kept as (
      select periodo, facturas || '/' || facturado || '/' || acreditado || '/' || aplicado_notas || '/' || notas || '/' ||
        monto_notas as found from resumen_periodo where tenant_id = ${tenantId})
    select coalesce(s.periodo, k.periodo) as id, coalesce(s.expected, '-') as expected, coalesce(k.found, '-') as found
    from sums s full join kept k on k.periodo = s.periodo where s.expected is not k.found`,
})

const plans = (tenantId: string): CheckQuery => ({
  check: 'resumen.plan',
  rows: count('resumen_plan', tenantId),
  differences: sql`
    with sums as (
      select f.periodo || ' ' || case when l.componente like 'plan:%' then substr(l.componente, 6)
          when instr(l.componente, '@') > 0 then substr(l.componente, instr(l.componente, '@') + 1) else '' end as id,
        count(*) || '/' || sum(l.total) as expected
      from factura_linea l join factura f on f.id = l.factura_id where l.tenant_id = ${tenantId} group by 1
    ), kept as (select periodo || ' ' || plan_id as id, lineas || '/' || monto as found from resumen_plan where tenant_id = ${tenantId})
    select coalesce(s.id, k.id) as id, coalesce(s.expected, '-') as expected, coalesce(k.found, '-') as found
    from sums s full join kept k on k.id = s.id where s.expected is not k.found`,
})
