import { and, eq, gt, sql } from 'drizzle-orm'
import type { CheckFinding, CheckResult } from '../../contract/index.ts'
import type { ReadDb } from '../../db/open.ts'
import { auditoria, cliente, clienteBusqueda } from '../../db/schema/index.ts'
import { auditHash } from '../kernel/audit.ts'
import { overdueAsOf } from '../billing/overdue.ts'
import { searchText } from '../customers/search-index.ts'
import { breathe } from './breathe.ts'
import { billingChecks } from './check-billing.ts'
import { cajaChecks } from './check-caja.ts'
import { checkCollected } from './check-collected.ts'
import { checkCoverage } from './check-coverage.ts'
import { cutChecks } from './check-cuts.ts'
import { moneyChecks } from './check-money.ts'
import { reconciliationChecks } from './check-reconciliation.ts'
import { reversalChecks } from './check-reversals.ts'

const MAX_FINDINGS = 100

/** Recomputes every balance, state, number and index from the facts, and the audit chain. Changes nothing. */
export async function checkOffice(db: ReadDb, tenantId: string): Promise<CheckResult> {
  const startedAt = performance.now()
  const findings: CheckFinding[] = []
  const checks: CheckResult['checks'] = []
  const queries = [
    ...moneyChecks(tenantId, overdueAsOf(db, tenantId)),
    ...billingChecks(tenantId),
    ...reversalChecks(tenantId),
    ...cajaChecks(tenantId),
    ...reconciliationChecks(tenantId),
    ...cutChecks(tenantId),
  ]
  for (const { check, rows, differences } of queries) {
    const found = db.orm.all<{ id: string; expected: unknown; found: unknown }>(differences)
    const counted = db.orm.get<{ n: number }>(sql`select ${rows} as n`)
    checks.push({ check, rows: counted.n, differences: found.length })
    for (const row of found.slice(0, MAX_FINDINGS - findings.length))
      findings.push({ check, id: row.id, expected: String(row.expected), found: String(row.found) })
    await breathe()
  }
  const note = (finding: CheckFinding) => {
    if (findings.length < MAX_FINDINGS) findings.push(finding)
  }
  checks.push(await checkCoverage(db, tenantId, note))
  checks.push(await checkCollected(db, tenantId, note))
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
