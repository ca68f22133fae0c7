import type { Day } from './days.ts'
import { instalment } from './price.ts'
import type { Cargo, Extra } from './types.ts'

const WHOLE = new Set<Cargo['tipo']>(['unico', 'mora', 'reconexion'])

/** What of these charges a run of a period that ends on `end` bills: whole ones that are due, one instalment of the others. */
export function extrasOf(cargos: readonly Cargo[], end: Day): Extra[] {
  const extras: Extra[] = []
  for (const cargo of cargos) {
    if (cargo.estado !== 'vigente' || cargo.desde > end) continue
    if (WHOLE.has(cargo.tipo)) extras.push({ cargo, monto: cargo.monto, cuota: null })
    else if (cargo.tipo === 'cuotas' && cargo.cuotasFacturadas < (cargo.cuotas ?? 0))
      extras.push({ cargo, monto: instalment(cargo), cuota: cargo.cuotasFacturadas + 1 })
  }
  return extras.sort((a, b) => a.cargo.desde - b.cargo.desde || (a.cargo.id < b.cargo.id ? -1 : 1))
}
