import type { Minor } from '../../contract/money.ts'

export interface Allocation<Invoice> {
  invoice: Invoice
  monto: Minor
}

/**
 * Spreads money over invoices in the order given, each up to its balance; what is left is surplus.
 * Σ allocations + surplus = amount, always.
 */
export function allocate<Invoice extends { saldo: Minor }>(
  amount: Minor,
  invoices: readonly Invoice[],
): { allocations: Allocation<Invoice>[]; surplus: Minor } {
  let left = amount
  const allocations: Allocation<Invoice>[] = []
  for (const invoice of invoices) {
    if (left === 0) break
    const monto = Math.min(left, invoice.saldo)
    if (monto <= 0) continue
    allocations.push({ invoice, monto })
    left -= monto
  }
  return { allocations, surplus: left }
}
