import { mulDiv, type Impuesto, type Minor } from '../../contract/money.ts'

/** A tax of a line with its amount, as `impuestos_json` keeps it. */
export type LineTax = Impuesto & { monto: Minor }

/** A line of an invoice or of a credit note; for a remaining one, what no credit note has taken back yet. */
export interface TakenLine {
  /** Place in the invoice; a credit note's line has the place of the line that it takes back. */
  orden: number
  descripcion: string
  neto: Minor
  impuestos: LineTax[]
  total: Minor
}

/** How much of which line: below zero of a line that is below zero (a discount). */
export interface LineShare {
  orden: number
  monto: Minor
}

/** What earlier credit notes left of an invoice's lines. Lines of which nothing is left stay, with zeros. */
export function remainingLines(lines: readonly TakenLine[], taken: readonly TakenLine[]): TakenLine[] {
  return lines.map((line) => {
    const of = taken.filter((note) => note.orden === line.orden)
    const less = (whole: Minor, part: (note: TakenLine) => Minor) => of.reduce((left, note) => left - part(note), whole)
    return {
      ...line,
      neto: less(line.neto, (note) => note.neto),
      total: less(line.total, (note) => note.total),
      impuestos: line.impuestos.map((tax, at) => ({
        ...tax,
        monto: less(tax.monto, (note) => note.impuestos[at]?.monto ?? 0),
      })),
    }
  })
}

/**
 * An amount spread over lines in proportion to what is left of each, to the minor unit: Σ shares = `monto`, and no share
 * is more than what is left of its line. `monto` is between 1 and Σ what is left.
 */
export function spread(monto: Minor, left: readonly TakenLine[]): LineShare[] {
  const whole = left.reduce((sum, line) => sum + line.total, 0)
  const shares = left.map(({ orden, total }) => ({ orden, total, monto: mulDiv(total, monto, whole) }))
  let over = monto - shares.reduce((sum, share) => sum + share.monto, 0)
  // What rounding left over goes to the largest lines; those above zero always have room for it.
  for (const share of shares.filter(({ total }) => total > 0).toSorted((a, b) => b.total - a.total)) {
    const room = over > 0 ? Math.min(over, share.total - share.monto) : Math.max(over, -share.monto)
    share.monto += room
    over -= room
  }
  return shares.filter((share) => share.monto !== 0).map((share) => ({ orden: share.orden, monto: share.monto }))
}

/** Whether the shares are of these lines, each once, in the direction of its line and no more than what is left of it. */
export function fits(shares: readonly LineShare[], left: readonly TakenLine[]): boolean {
  const byOrden = new Map(left.map((line) => [line.orden, line.total]))
  if (new Set(shares.map(({ orden }) => orden)).size !== shares.length) return false
  return shares.every(({ orden, monto }) => {
    const total = byOrden.get(orden) ?? 0
    return monto !== 0 && Math.sign(monto) === Math.sign(total) && Math.abs(monto) <= Math.abs(total)
  })
}

/** The lines of a credit note: net and taxes of each share in proportion; a whole line to the last minor unit. */
export function takeShares(shares: readonly LineShare[], left: readonly TakenLine[]): TakenLine[] {
  return shares.flatMap(({ orden, monto }) => {
    const line = left.find((one) => one.orden === orden)
    if (!line) return []
    if (monto === line.total) return [line]
    const impuestos = line.impuestos.map((tax) => ({ ...tax, monto: mulDiv(tax.monto, monto, line.total) }))
    const neto = impuestos.reduce((rest, tax) => rest - tax.monto, monto)
    return [{ ...line, neto, impuestos, total: monto }]
  })
}

/** The price that the line would have: what the client reads before taxes that are added. */
export const unitPrice = ({ neto, impuestos }: TakenLine): Minor =>
  impuestos.reduce((price, tax) => price + (tax.incluido ? tax.monto : 0), neto)
