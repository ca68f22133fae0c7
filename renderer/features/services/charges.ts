import type { TipoCargo } from '../../../contract/enums.ts'
import type { Cargo } from '../../../contract/procedures/cargos.ts'

/** Kinds that a person makes, in the order of the form. */
export const CHARGE_KINDS = ['unico', 'cuotas', 'recurrente', 'descuento_fijo', 'descuento_porcentaje'] as const
export type ChargeKind = (typeof CHARGE_KINDS)[number]

export const recurs = (tipo: TipoCargo): boolean =>
  tipo === 'recurrente' || tipo === 'descuento_fijo' || tipo === 'descuento_porcentaje'

/** How a charge stands on a day: one that recurs runs until it has ended. */
export function chargeState({ tipo, estado, hasta }: Cargo, today: string) {
  if (estado !== 'vigente' || !recurs(tipo)) return estado
  return hasta !== null && hasta < today ? 'terminado' : 'corre'
}
