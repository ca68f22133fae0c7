import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import { addDays, type FechaCivil } from '../../contract/dates.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { cargo, cobertura, factura, facturaLinea } from '../../db/schema/index.ts'
import type { Tx } from '../kernel/writer.ts'

/**
 * What an annulled invoice charged becomes billable again: its days are given back (`cobertura` rows of the opposite
 * sign, of the credit note), its one-off charges and instalments are open again.
 */
export type Covered = typeof cobertura.$inferSelect
export interface ChargeOfLine {
  id: string
  tipo: 'unico' | 'mora' | 'reconexion' | 'cuotas'
  descripcion: string
  estado: 'vigente' | 'facturado' | 'anulado'
}

type Db = ReadDb | WriteDb

/** Services that an invoice charges: its own, or those of its lines. */
function servicesOf(db: Db, facturaId: string): string[] {
  const own = db.orm.select({ id: factura.servicioId }).from(factura).where(eq(factura.id, facturaId)).all()
  const lines = db.orm
    .select({ id: facturaLinea.servicioId })
    .from(facturaLinea)
    .where(eq(facturaLinea.facturaId, facturaId))
    .all()
  return [...new Set([...own, ...lines].flatMap(({ id }) => (id === null ? [] : [id])))]
}

/** Rows of all services of an invoice, whoever wrote them. */
export function coverageAround(db: Db, facturaId: string): Covered[] {
  const services = servicesOf(db, facturaId)
  if (services.length === 0) return []
  return db.orm.select().from(cobertura).where(inArray(cobertura.servicioId, services)).all()
}

/** What the invoice itself settled. */
export const coverageOf = (rows: readonly Covered[], facturaId: string): Covered[] =>
  rows.filter((row) => row.facturaId === facturaId && row.signo !== 0)

/**
 * Whether taking back the invoice's days leaves each day of each component settled once or not at all. Otherwise a later
 * document stands on them (it gave some back already), and has to go first.
 */
export function canGiveBack(rows: readonly Covered[], facturaId: string): boolean {
  const mine = coverageOf(rows, facturaId)
  const touched = new Set(mine.map(keyOf))
  const steps = new Map<string, Map<FechaCivil, number>>()
  const add = (row: Covered, signo: number) => {
    const days = steps.get(keyOf(row)) ?? new Map<FechaCivil, number>()
    steps.set(keyOf(row), days)
    const after = addDays(row.hasta, 1)
    days.set(row.desde, (days.get(row.desde) ?? 0) + signo)
    days.set(after, (days.get(after) ?? 0) - signo)
  }
  for (const row of rows) if (touched.has(keyOf(row))) add(row, row.signo)
  for (const row of mine) add(row, -row.signo)
  return [...steps.values()].every((days) => {
    let settled = 0
    return [...days]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .every(([, step]) => {
        settled += step
        return settled === 0 || settled === 1
      })
  })
}

const keyOf = (row: Covered): string => `${row.servicioId} ${row.componente}`

/** Charges that the invoice billed as a whole or as an instalment; recurring ones are days, see above. */
export function chargesOf(db: Db, facturaId: string): ChargeOfLine[] {
  const rows = db.orm
    .select({ id: cargo.id, tipo: cargo.tipo, descripcion: cargo.descripcion, estado: cargo.estado })
    .from(facturaLinea)
    .innerJoin(cargo, sql`${cargo.id} = substr(${facturaLinea.componente}, 7)`)
    .where(and(eq(facturaLinea.facturaId, facturaId), sql`${facturaLinea.componente} like 'cargo:%'`))
    .all()
  return rows.filter((row): row is ChargeOfLine => ['unico', 'mora', 'reconexion', 'cuotas'].includes(row.tipo))
}

/** Late fees of an invoice that no invoice has charged yet. */
export const pendingMoras = (db: Db, facturaId: string): string[] =>
  db.orm
    .select({ id: cargo.id })
    .from(cargo)
    .where(and(eq(cargo.facturaId, facturaId), eq(cargo.estado, 'vigente')))
    .all()
    .map(({ id }) => id)

/** Gives the days back in the name of the credit note, each row after the last one of its service and period. */
export function giveBackDays(tx: Tx, rows: readonly Covered[], facturaId: string, notaCreditoId: string): void {
  const last = new Map<string, number>()
  const place = (row: Covered) => `${row.servicioId} ${row.periodo}`
  // After what it gives back, also when the clock had run ahead.
  const creadoEn = rows.reduce((at, row) => Math.max(at, row.creadoEn + 1), tx.now)
  for (const row of rows) last.set(place(row), Math.max(row.orden, last.get(place(row)) ?? -1))
  for (const row of coverageOf(rows, facturaId)) {
    const orden = (last.get(place(row)) ?? -1) + 1
    last.set(place(row), orden)
    tx.db.orm
      .insert(cobertura)
      .values({ ...row, orden, signo: -row.signo, facturaId: null, notaCreditoId, creadoEn })
      .run()
  }
}

/** What the invoice charged once is to be charged again. */
export function reopenCharges(tx: Tx, charges: readonly ChargeOfLine[]): void {
  for (const { id, tipo } of charges) {
    if (tipo === 'cuotas')
      tx.db.orm
        .update(cargo)
        .set({ cuotasFacturadas: sql`${cargo.cuotasFacturadas} - 1` })
        .where(and(eq(cargo.id, id), sql`${cargo.cuotasFacturadas} > 0`))
        .run()
    tx.db.orm
      .update(cargo)
      .set({ estado: 'vigente', actualizadoEn: tx.now })
      .where(and(eq(cargo.id, id), eq(cargo.estado, 'facturado')))
      .run()
  }
}

/** Late fees of an invoice that is no more: nobody is late with it. */
export function dropMoras(tx: Tx, ids: readonly string[]): void {
  if (ids.length === 0) return
  tx.db.orm
    .update(cargo)
    .set({ estado: 'anulado', actualizadoEn: tx.now })
    .where(and(inArray(cargo.id, [...ids]), ne(cargo.estado, 'anulado')))
    .run()
}
