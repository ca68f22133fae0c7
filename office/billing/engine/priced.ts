import { type Impuesto, type LineTotals, lineTotals, type Minor, mulDiv } from '../../../contract/money.ts'
import { exemptPrice } from './price.ts'
import type { Asiento, Extra } from './types.ts'

/** A line's amounts; its words come later, since most previewed lines are never read. */
export interface Priced extends LineTotals {
  servicioId: string | null
  componente: string
  precioUnitario: Minor
  lista: readonly Impuesto[]
  de: { asiento: Asiento } | { extra: Extra; exento: boolean }
}

/**
 * Days of one component as a line: price ÷ days of the period × days, half up once; a return has the sign turned.
 * 14 of 31 days of 100.00 are 45.16.
 */
export function priceAsiento(asiento: Asiento): Priced {
  const { precio, baseDias, signo, desde, hasta, impuestos, servicioId, componente } = asiento
  const days = hasta - desde + 1
  const part = days === baseDias ? precio : mulDiv(precio, days, baseDias)
  const precioUnitario = signo < 0 ? -part : part
  return {
    servicioId,
    componente,
    precioUnitario,
    lista: impuestos,
    ...lineTotals(1, precioUnitario, impuestos),
    de: { asiento },
  }
}

export function priceExtra(extra: Extra, exento: boolean): Priced {
  const { cargo, monto } = extra
  const lista = exento ? [] : cargo.impuestos
  const precioUnitario = exento ? exemptPrice(monto, cargo.impuestos) : monto
  return {
    servicioId: cargo.servicioId,
    componente: `cargo:${cargo.id}`,
    precioUnitario,
    lista,
    ...lineTotals(1, precioUnitario, lista),
    de: { extra, exento },
  }
}

/** The same line the other way round: money owed becomes money in favour. */
export const turned = (line: Priced): Priced => ({
  ...line,
  precioUnitario: -line.precioUnitario || 0,
  neto: -line.neto || 0,
  impuestos: line.impuestos.map((monto) => -monto || 0),
  total: -line.total || 0,
})
