import { type CampoPagador, CAMPOS_PAGADOR, type ChargeSays } from './adapter.ts'

/** What an event says of the payer: the fields that are not empty. */
export function payerOf(en: number, fields: Partial<Record<CampoPagador, string>>): NonNullable<ChargeSays['pagador']> {
  const said: NonNullable<ChargeSays['pagador']> = {}
  for (const campo of CAMPOS_PAGADOR) {
    const valor = fields[campo]
    if (valor) said[campo] = { en, valor }
  }
  return said
}
