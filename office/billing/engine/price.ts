import { applyRate, type Impuesto, lineTotals, type Minor } from '../../../contract/money.ts'
import type { Day } from './days.ts'
import type { Cargo, Plan } from './types.ts'

/**
 * Price of a plan for a period that begins on `start`: what was in force on that day, whatever has changed since, so that
 * a month billed late costs what it cost. Minor units.
 */
export function planPrice(plan: Plan, start: Day): Minor {
  if (plan.precios.length === 0) return plan.precioMensual
  const later = plan.precios.find((change) => change.vigenteDesde > start && change.aplicado)
  if (later) return later.precioAnterior
  const current = plan.precios.findLast((change) => change.vigenteDesde <= start)
  return current && !current.aplicado ? current.precioMensual : plan.precioMensual
}

/** What an exempt client pays for a price: the price without the taxes in it. */
export const exemptPrice = (precio: Minor, impuestos: readonly Impuesto[]): Minor =>
  impuestos.some((impuesto) => impuesto.incluido) ? lineTotals(1, precio, impuestos).neto : precio

/** Charges that go by days, like the plan. */
export const isRecurring = ({ tipo }: Pick<Cargo, 'tipo'>): boolean =>
  tipo === 'recurrente' || tipo === 'descuento_fijo' || tipo === 'descuento_porcentaje'

/** Component, price of a whole period (below zero for a discount) and taxes of a recurring charge beside a plan's price. */
export function recurringOf(cargo: Cargo, plan: Plan, precio: Minor) {
  if (cargo.tipo === 'descuento_porcentaje')
    return {
      componente: `cargo:${cargo.id}@${plan.id}`,
      precio: -applyRate(precio, cargo.tasaBp ?? 0),
      // A share of the plan's price is a share of its taxes too.
      impuestos: plan.impuestos,
    }
  const signed = cargo.tipo === 'descuento_fijo' ? -cargo.monto : cargo.monto
  return { componente: `cargo:${cargo.id}`, precio: signed, impuestos: cargo.impuestos }
}

/** Amount of the next instalment, minor units: what does not divide goes on the first ones. */
export function instalment({
  monto,
  cuotas,
  cuotasFacturadas,
}: Pick<Cargo, 'monto' | 'cuotas' | 'cuotasFacturadas'>): Minor {
  const count = cuotas ?? 1
  const each = Math.floor(monto / count)
  return each + (cuotasFacturadas < monto - each * count ? 1 : 0)
}
