import { denominationsOf } from '../../../contract/denominations.ts'
import type { Minor } from '../../../contract/money.ts'
import type { Conteo } from '../../../contract/procedures/caja.ts'

/** What a person has typed while they count. */
export interface CountDraft {
  /** How many of each note or coin, as typed, by its value in minor units. */
  cantidades: Readonly<Record<number, string>>
  /** Coins that are not in the list, all together, minor units. */
  suelto: Minor | null
  /** The one amount of a currency whose notes are not known. */
  monto: Minor | null
}

export const NO_COUNT: CountDraft = { cantidades: {}, suelto: null, monto: null }

/** What loose coins are counted in: the office takes it beside the notes of any currency. */
const LOOSE: Minor = 1

/** Whether there is change smaller than the smallest coin of the list. */
export const hasLoose = (moneda: string): boolean => !denominationsOf(moneda).includes(LOOSE)

const MOST = 100_000
const quantityOf = (typed: string | undefined): number => Math.min(MOST, Number((typed ?? '').replaceAll(/\D/g, '')))

/** The count as the office takes it: notes that are not there are left out; an empty drawer is an empty list. */
export function conteoOf(draft: CountDraft, moneda: string): Conteo {
  const valores = denominationsOf(moneda)
  if (valores.length === 0) return draft.monto ? [{ valor: draft.monto, cantidad: 1 }] : []
  const notes = valores.map((valor) => ({ valor, cantidad: quantityOf(draft.cantidades[valor]) }))
  const loose = hasLoose(moneda) ? [{ valor: LOOSE, cantidad: Math.max(0, Math.min(MOST, draft.suelto ?? 0)) }] : []
  return [...notes, ...loose].filter(({ cantidad }) => cantidad > 0)
}

/** Minor units. */
export const totalOf = (conteo: Conteo): Minor => conteo.reduce((sum, { valor, cantidad }) => sum + valor * cantidad, 0)

/** Of one note or coin, minor units. */
export const subtotalOf = (draft: CountDraft, valor: Minor): Minor => valor * quantityOf(draft.cantidades[valor])
