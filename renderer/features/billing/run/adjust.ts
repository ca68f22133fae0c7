import type { Minor } from '../../../../contract/money.ts'
import type { CorridaResumen, TipoVista, VistaFila } from '../../../../contract/procedures/corridas.ts'
import { addUp, type TaxTotal } from '../totals.ts'

/** A row that a person left out, with what leaves the totals with it. */
export interface ExcludedRow {
  clave: string
  tipo: TipoVista
  clienteNombre: string
  clienteCodigo: string
  total: Minor
  neto: Minor
  impuestos: TaxTotal[]
}

/** By `clave`, in the order in which they were left out. */
export type Excluded = Readonly<Record<string, ExcludedRow>>

export function excludedRow({ clave, tipo, clienteNombre, clienteCodigo, total, lineas }: VistaFila): ExcludedRow {
  const { neto, impuestos } = addUp(lineas)
  return { clave, tipo, clienteNombre, clienteCodigo, total, neto, impuestos }
}

export function without(excluded: Excluded, clave: string): Excluded {
  return Object.fromEntries(Object.entries(excluded).filter(([key]) => key !== clave))
}

interface Counted {
  cantidad: number
  monto: Minor
}

/** Services that are left out; what was looked at and comes to nothing has a reason too, but is a row of the run. */
export const leftOut = ({ exclusiones, sinCargo }: CorridaResumen): number =>
  exclusiones.reduce((sum, { cantidad }) => sum + cantidad, 0) - sinCargo

/** What will be issued: the preview without the rows that a person left out. Amounts in minor units. */
export interface Planned {
  facturas: Counted
  notasCredito: Counted
  sinCargo: number
  neto: Minor
  impuestos: TaxTotal[]
  excluidas: Counted
  /** Rows that the run will write. */
  filas: number
}

const countOf = (rows: readonly ExcludedRow[], tipo: TipoVista): Counted => {
  const of = rows.filter((row) => row.tipo === tipo)
  // Both kinds count what they come to; a row of money given back is below zero.
  return { cantidad: of.length, monto: of.reduce((sum, { total }) => sum + Math.abs(total), 0) }
}

const less = (all: Counted, out: Counted): Counted => ({
  cantidad: all.cantidad - out.cantidad,
  monto: all.monto - out.monto,
})

export function planned(resumen: CorridaResumen, excluded: Excluded): Planned {
  const rows = Object.values(excluded)
  const taxOut = (nombre: string, tasaBp: number): Minor =>
    rows
      .flatMap(({ impuestos }) => impuestos)
      .filter((tax) => tax.nombre === nombre && tax.tasaBp === tasaBp)
      .reduce((sum, { monto }) => sum + monto, 0)
  const facturas = less(resumen.facturas, countOf(rows, 'factura'))
  const notasCredito = less(resumen.notasCredito, countOf(rows, 'nota_credito'))
  const sinCargo = resumen.sinCargo - countOf(rows, 'sin_cargo').cantidad
  return {
    facturas,
    notasCredito,
    sinCargo,
    neto: resumen.neto - rows.reduce((sum, { neto }) => sum + neto, 0),
    impuestos: resumen.impuestos.map(({ nombre, tasaBp, monto }) => ({
      nombre,
      tasaBp,
      monto: monto - taxOut(nombre, tasaBp),
    })),
    excluidas: { cantidad: rows.length, monto: rows.reduce((sum, { total }) => sum + total, 0) },
    filas: facturas.cantidad + notasCredito.cantidad + sinCargo,
  }
}
