import type { Impuesto } from '../../../contract/money.ts'

/** Two taxes are the same when they say and do the same. */
export const sameTax = (a: Impuesto, b: Impuesto): boolean =>
  a.nombre === b.nombre && a.tasaBp === b.tasaBp && a.incluido === b.incluido

/** All of them, each once, in the order they first appear. */
export const distinctTaxes = (impuestos: readonly Impuesto[]): Impuesto[] =>
  impuestos.filter((tax, at) => impuestos.findIndex((other) => sameTax(other, tax)) === at)

/** Takes a tax off, or puts it on in place of another of the same name: no line has the same tax twice. */
export function toggleTax(impuestos: readonly Impuesto[], tax: Impuesto): Impuesto[] {
  if (impuestos.some((other) => sameTax(other, tax))) return impuestos.filter((other) => !sameTax(other, tax))
  return [...impuestos.filter((other) => other.nombre !== tax.nombre), tax]
}
