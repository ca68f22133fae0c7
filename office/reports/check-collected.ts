import type { CheckFinding, CheckResult } from '../../contract/index.ts'
import type { ReadDb } from '../../db/open.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { breathe } from './breathe.ts'
import { addUp, type DaySums, dayFinder, readProgress, readSeats, recibosAfter } from './collected.ts'

/** What was collected by day, method and cashier, against the receipts up to where it was added up. */
export async function checkCollected(
  db: ReadDb,
  tenantId: string,
  note: (finding: CheckFinding) => void,
): Promise<CheckResult['checks'][number]> {
  const result = { check: 'resumen.cobro', rows: 0, differences: 0 }
  const { zonaHoraria } = readTenant(db)
  const expected = await sumsFromRecibos(db, tenantId, zonaHoraria)
  const found = new Map(
    db.sqlite
      .prepare<[string], { clave: string; sum: string }>(
        `select fecha || ' ' || metodo || ' ' || usuario_id as clave, recibos || '/' || monto as sum
         from resumen_cobro where tenant_id = ?`,
      )
      .all(tenantId)
      .map(({ clave, sum }) => [clave, sum]),
  )
  for (const clave of new Set([...expected.keys(), ...found.keys()])) {
    const sum = expected.get(clave)
    const should = sum ? `${sum.recibos}/${sum.monto}` : '-'
    result.rows += 1
    if (found.get(clave) === should) continue
    result.differences += 1
    note({ check: result.check, id: clave, expected: should, found: found.get(clave) ?? '-' })
  }
  return result
}

async function sumsFromRecibos(db: ReadDb, tenantId: string, zonaHoraria: string): Promise<DaySums> {
  const { hasta } = readProgress(db, tenantId, zonaHoraria)
  const sums: DaySums = new Map()
  for (const seat of readSeats(db, tenantId)) {
    const ultimo = hasta[seat.id] ?? 0
    const dayOf = dayFinder(zonaHoraria)
    for (let after = 0; after < ultimo; ) {
      const recibos = recibosAfter(db, tenantId, { ...seat, ultimo }, after)
      addUp(sums, recibos, dayOf)
      after = recibos.at(-1)?.secuencia ?? ultimo
      await breathe()
    }
  }
  return sums
}
