import { and, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { CheckFinding, CheckResult } from '../../contract/index.ts'
import type { ReadDb } from '../../db/open.ts'
import { auditoria, cliente, clienteBusqueda } from '../../db/schema/index.ts'
import { auditHash } from '../kernel/audit.ts'
import { overdueAsOf } from '../billing/overdue.ts'
import { searchText } from '../customers/search-index.ts'

const MAX_FINDINGS = 100

interface CheckQuery {
  check: string
  /** How many rows it looks at. */
  rows: SQL
  /** Rows that differ: id, expected, found. */
  differences: SQL
}

/**
 * Every projection beside what the facts say. Each check recomputes from the facts alone; a difference is a row of
 * {id, expected, found}. Facts are never the thing compared against a projection of themselves.
 */
function moneyChecks(tenantId: string, asOf: string): CheckQuery[] {
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
        from factura f left join (select factura_id, sum(monto) as total from aplicacion group by factura_id) a on a.factura_id = f.id
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
            (coalesce(p.total, 0) + coalesce(n.total, 0) - coalesce(a.total, 0)) as expected,
          s.deuda || '/' || s.vencido || '/' || s.facturas_abiertas || '/' || s.credito as found
        from cliente c
        left join cliente_saldo s on s.cliente_id = c.id
        left join (select cliente_id, sum(saldo) as deuda, sum(iif(fecha_vencimiento < ${asOf}, saldo, 0)) as vencido,
          sum(saldo > 0) as abiertas from factura group by cliente_id) f on f.cliente_id = c.id
        left join (select cliente_id, sum(monto) as total from pago group by cliente_id) p on p.cliente_id = c.id
        left join (select cliente_id, sum(monto) as total from nota_credito group by cliente_id) n on n.cliente_id = c.id
        left join (select cliente_id, sum(monto) as total from aplicacion group by cliente_id) a on a.cliente_id = c.id
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
        select p.id, p.monto as expected, coalesce(a.total, 0) as found
        from pago p left join (select pago_id, sum(monto) as total from aplicacion group by pago_id) a on a.pago_id = p.id
        where p.tenant_id = ${tenantId}
          and (coalesce(a.total, 0) > p.monto or (p.factura_id is not null and coalesce(a.total, 0) <> p.monto))`,
    },
    {
      check: 'credito.abierto',
      rows: sql`(select count(*) from credito_abierto where tenant_id = ${tenantId})`,
      differences: sql`
        select coalesce(k.id, c.origen_id) as id, coalesce(k.resto, 0) as expected, coalesce(c.resto, 0) as found
        from (
          select p.id, p.monto - coalesce(sum(a.monto), 0) as resto from pago p left join aplicacion a on a.pago_id = p.id
            where p.tenant_id = ${tenantId} group by p.id
          union all
          select n.id, n.monto - coalesce(sum(a.monto), 0) from nota_credito n left join aplicacion a on a.nota_credito_id = n.id
            where n.tenant_id = ${tenantId} group by n.id
        ) k full join credito_abierto c on c.origen_id = k.id
        where coalesce(k.resto, 0) <> coalesce(c.resto, 0)`,
    },
    {
      check: 'conteo',
      rows: sql`(select count(*) from conteo where tenant_id = ${tenantId})`,
      differences: sql`
        select coalesce(k.entidad, c.entidad) || ' ' || coalesce(k.clave, c.clave) as id, coalesce(k.n, 0) as expected, coalesce(c.n, 0) as found
        from (
          select 'cliente' as entidad, estado_servicio as clave, count(*) as n from cliente where tenant_id = ${tenantId} group by 2
          union all select 'factura', estado, count(*) from factura where tenant_id = ${tenantId} group by 2
          union all select 'plan', plan_id, count(*) from servicio where tenant_id = ${tenantId} and estado <> 'baja' group by 2
        ) k full join (select * from conteo where tenant_id = ${tenantId}) c on c.entidad = k.entidad and c.clave = k.clave
        where coalesce(k.n, 0) <> coalesce(c.n, 0)`,
    },
  ]
}

/** Recomputes every balance, state, number and index from the facts, and the audit chain. Changes nothing. */
export async function checkOffice(db: ReadDb, tenantId: string): Promise<CheckResult> {
  const startedAt = performance.now()
  const findings: CheckFinding[] = []
  const checks: CheckResult['checks'] = []
  for (const { check, rows, differences } of moneyChecks(tenantId, overdueAsOf(db, tenantId))) {
    const found = db.orm.all<{ id: string; expected: unknown; found: unknown }>(differences)
    const counted = db.orm.get<{ n: number }>(sql`select ${rows} as n`)
    checks.push({ check, rows: counted.n, differences: found.length })
    for (const row of found.slice(0, MAX_FINDINGS - findings.length))
      findings.push({ check, id: row.id, expected: String(row.expected), found: String(row.found) })
    await breathe()
  }
  checks.push(await checkSearch(db, tenantId, findings))
  checks.push(await checkAudit(db, findings))
  return { checks, findings, durationMs: Math.round(performance.now() - startedAt) }
}

const CHUNK = 5000

/** The text that each client is found by, against what their name and address say. */
async function checkSearch(
  db: ReadDb,
  tenantId: string,
  findings: CheckFinding[],
): Promise<CheckResult['checks'][number]> {
  const result = { check: 'cliente.busqueda', rows: 0, differences: 0 }
  for (let after = ''; ; ) {
    const rows = db.orm
      .select({ cliente, busqueda: clienteBusqueda })
      .from(cliente)
      .leftJoin(clienteBusqueda, eq(clienteBusqueda.clienteId, cliente.id))
      .where(and(eq(cliente.tenantId, tenantId), gt(cliente.id, after)))
      .orderBy(cliente.id)
      .limit(CHUNK)
      .all()
    for (const row of rows) {
      const expected = searchText(row.cliente)
      if (row.busqueda?.nombre === expected.nombre && row.busqueda.direccion === expected.direccion) continue
      result.differences += 1
      if (findings.length < MAX_FINDINGS) {
        const show = (text: { nombre: string; direccion: string } | null) =>
          text ? `${text.nombre} | ${text.direccion}` : ''
        findings.push({ check: result.check, id: row.cliente.id, expected: show(expected), found: show(row.busqueda) })
      }
    }
    result.rows += rows.length
    after = rows.at(-1)?.cliente.id ?? ''
    if (rows.length < CHUNK) return result
    await breathe()
  }
}

/** Lets waiting requests be answered between two checks. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))

async function checkAudit(db: ReadDb, findings: CheckFinding[]): Promise<CheckResult['checks'][number]> {
  const result = { check: 'auditoria', rows: 0, differences: 0 }
  let previous = '0'.repeat(64)
  let seq = 0
  for (;;) {
    const rows = db.orm
      .select()
      .from(auditoria)
      .where(sql`${auditoria.seq} > ${seq}`)
      .orderBy(auditoria.seq)
      .limit(CHUNK)
      .all()
    if (rows.length === 0) return result
    for (const { hash, ...row } of rows) {
      const expected = auditHash({ ...row, hashPrevio: previous })
      if (row.seq !== seq + 1 || row.hashPrevio !== previous || hash !== expected) {
        result.differences += 1
        if (findings.length < MAX_FINDINGS)
          findings.push({ check: 'auditoria', id: String(row.seq), expected, found: hash })
      }
      previous = hash
      seq = row.seq
    }
    result.rows += rows.length
    await breathe()
  }
}
