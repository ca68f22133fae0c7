import type { MovimientoCuenta } from '../../../../contract/procedures/customers.ts'
import type { Minor } from '../../../../contract/money.ts'
import type { CsvCell } from '../csv.ts'

export interface StatementTotals {
  debe: Minor
  haber: Minor
  /** Debits minus credits: above zero the client owes. */
  saldo: Minor
}

export function statementTotals(lines: readonly MovimientoCuenta[]): StatementTotals {
  const debe = lines.reduce((sum, line) => sum + line.debe, 0)
  const haber = lines.reduce((sum, line) => sum + line.haber, 0)
  return { debe, haber, saldo: debe - haber }
}

/** The statement as a table with its titles; an amount that a line does not have is an empty cell. */
export function statementRows(
  lines: readonly MovimientoCuenta[],
  titles: readonly string[],
  tipoOf: (tipo: MovimientoCuenta['tipo']) => string,
): CsvCell[][] {
  const amount = (monto: Minor): CsvCell => (monto === 0 ? '' : { monto })
  return [
    [...titles],
    ...lines.map(({ fecha, tipo, numero, detalle, debe, haber, saldo }) => [
      fecha,
      tipoOf(tipo),
      numero,
      detalle,
      amount(debe),
      amount(haber),
      { monto: saldo },
    ]),
  ]
}
