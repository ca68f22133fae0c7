import { type Impuesto, lineTotals, MAX_MINOR, type Minor } from '../../../contract/money.ts'

export interface TaxTotal {
  nombre: string
  tasaBp: number
  monto: Minor
}

export interface Totals {
  neto: Minor
  impuestos: TaxTotal[]
  total: Minor
}

interface TaxedLine {
  neto: Minor
  impuestos: readonly TaxTotal[]
  total: Minor
}

/** Net, taxes and total of all lines; taxes added up by name and rate, in the order they first appear. */
export function addUp(lineas: readonly TaxedLine[]): Totals {
  const taxes = new Map<string, TaxTotal>()
  for (const { nombre, tasaBp, monto } of lineas.flatMap((linea) => linea.impuestos)) {
    const key = `${tasaBp} ${nombre}`
    taxes.set(key, { nombre, tasaBp, monto: (taxes.get(key)?.monto ?? 0) + monto })
  }
  return {
    neto: lineas.reduce((sum, { neto }) => sum + neto, 0),
    impuestos: [...taxes.values()],
    total: lineas.reduce((sum, { total }) => sum + total, 0),
  }
}

export interface Line {
  cantidad: number | null
  precioUnitario: Minor | null
  impuestos: readonly Impuesto[]
}

/** What the office will compute of a line; null while it lacks something or is larger than money can be. */
export function totalsOfLine({ cantidad, precioUnitario, impuestos }: Line): TaxedLine | null {
  if (cantidad === null || precioUnitario === null || cantidad * precioUnitario > MAX_MINOR) return null
  const { neto, impuestos: amounts, total } = lineTotals(cantidad, precioUnitario, impuestos)
  return {
    neto,
    impuestos: impuestos.map(({ nombre, tasaBp }, at) => ({ nombre, tasaBp, monto: amounts[at] ?? 0 })),
    total,
  }
}

/** Of the lines that are whole so far. */
export const totalsOfLines = (lines: readonly Line[]): Totals =>
  addUp(lines.map(totalsOfLine).filter((line) => line !== null))
