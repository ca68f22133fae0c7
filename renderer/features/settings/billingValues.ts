import { addDays, addMonths, type FechaCivil } from '../../../contract/dates.ts'
import type { Rol } from '../../../contract/enums.ts'
import { applyRate, type Minor } from '../../../contract/money.ts'
import type { FacturacionConfig, LimitePromesa } from '../../../contract/procedures/facturacion.ts'

/** The configuration while it is edited: an amount may be missing. */
export interface BillingValues extends Omit<FacturacionConfig, 'mora' | 'reconexion'> {
  mora: Omit<FacturacionConfig['mora'], 'monto'> & { monto: Minor | null }
  reconexion: Omit<FacturacionConfig['reconexion'], 'monto'> & { monto: Minor | null }
}

/** What nobody charges is an empty field. */
export function valuesOf({ mora, reconexion, ...rest }: FacturacionConfig): BillingValues {
  return {
    ...rest,
    mora: { ...mora, monto: mora.monto === 0 ? null : mora.monto },
    reconexion: { ...reconexion, monto: reconexion.monto === 0 ? null : reconexion.monto },
  }
}

export const configOf = ({ mora, reconexion, ...rest }: BillingValues): FacturacionConfig => ({
  ...rest,
  mora: { ...mora, monto: mora.monto ?? 0 },
  reconexion: { ...reconexion, monto: reconexion.monto ?? 0 },
})

/** A rule that charges nothing is a mistake: the fields that would have to say how much. */
export function missingIn({ mora }: BillingValues): ('mora.monto' | 'mora.tasaBp')[] {
  if (mora.tipo === 'fija' && (mora.monto ?? 0) <= 0) return ['mora.monto']
  return mora.tipo === 'porcentaje' && mora.tasaBp <= 0 ? ['mora.tasaBp'] : []
}

export function withLimit(values: BillingValues, rol: Rol, part: Partial<LimitePromesa>): BillingValues['promesas'] {
  const { promesas } = values
  return { ...promesas, [rol]: { ...promesas[rol], ...part } }
}

export interface FeeExample {
  /** The first fees of one invoice that nobody pays, taxes on the fee left out. */
  fees: { fecha: FechaCivil; monto: Minor }[]
  /** There would be more after these. */
  more: boolean
  /** All of them together at most; null without a cap. */
  cap: Minor | null
}

const SHOWN = 3

/**
 * The fees of an invoice of `total` minor units that falls due on `vence` and stays unpaid, as the office charges them: the
 * first one the day after the days of grace, by period one more every month, all together within the cap.
 */
export function feeExample(mora: FacturacionConfig['mora'], total: Minor, vence: FechaCivil): FeeExample {
  const cap = mora.topeBp === null ? null : applyRate(total, mora.topeBp)
  if (mora.tipo === 'ninguna') return { fees: [], more: false, cap }
  const whole = mora.tipo === 'fija' ? mora.monto : applyRate(total, mora.tasaBp)
  const first = addDays(vence, mora.diasGracia + 1)
  const most = mora.frecuencia === 'una_vez' ? 1 : SHOWN + 1
  const fees: FeeExample['fees'] = []
  let left = cap ?? Number.MAX_SAFE_INTEGER
  for (let n = 0; n < most; n++) {
    const monto = Math.min(whole, left)
    if (monto <= 0) break
    fees.push({ fecha: addMonths(first, n), monto })
    left -= monto
  }
  return { fees: fees.slice(0, SHOWN), more: fees.length > SHOWN, cap }
}
