import type { Minor } from '../../../../contract/money.ts'

interface Open {
  id: string
  saldo: Minor
}

/** What a collection would do to one invoice. */
export interface PlanLine {
  id: string
  /** Place in the order of payment, from 1; null when it is not picked. */
  orden: number | null
  /** Minor units that this collection pays of it. */
  pays: Minor
  /** What it still owes afterwards. */
  remains: Minor
}

export interface CollectPlan {
  lines: Map<string, PlanLine>
  /** What is left after the picked invoices: becomes the client's credit. */
  credit: Minor
  /** What the client still owes over all open invoices afterwards. */
  owedAfter: Minor
}

/** Balance of the picked invoices: what is proposed to collect. Ids that are not open count nothing. */
export function owedBy(facturas: readonly Open[], picked: readonly string[]): Minor {
  const chosen = new Set(picked)
  return facturas.reduce((sum, { id, saldo }) => sum + (chosen.has(id) ? saldo : 0), 0)
}

/**
 * The preview of a collection, by the office's own rule: the picked invoices are paid in the order picked, each up to
 * its balance; what is left becomes credit. Σ pays + credit = monto.
 */
export function planCollection(facturas: readonly Open[], picked: readonly string[], monto: Minor): CollectPlan {
  const lines = new Map<string, PlanLine>(
    facturas.map(({ id, saldo }) => [id, { id, orden: null, pays: 0, remains: saldo }]),
  )
  let left = monto
  let orden = 0
  for (const id of picked) {
    const line = lines.get(id)
    if (line === undefined || line.orden !== null) continue
    line.orden = ++orden
    line.pays = Math.min(left, line.remains)
    line.remains -= line.pays
    left -= line.pays
  }
  const owedAfter = [...lines.values()].reduce((sum, { remains }) => sum + remains, 0)
  return { lines, credit: left, owedAfter }
}

/** Picks an invoice after those picked already, or lets it go. */
export const togglePick = (picked: readonly string[], id: string): string[] =>
  picked.includes(id) ? picked.filter((other) => other !== id) : [...picked, id]
