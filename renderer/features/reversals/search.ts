import { isCivilDate } from '../../../contract/dates.ts'
import { TIPOS_REVERSO, type TipoReverso } from '../../../contract/enums.ts'
import { defined, oneOf, type RawSearch, textOf } from '../../app/searchParams.ts'

/** How the list of voids is narrowed. */
export interface ReversalsSearch {
  tipo?: TipoReverso
  desde?: string
  hasta?: string
}

export function reversalsSearch(raw: RawSearch): ReversalsSearch {
  const day = (value: unknown) => {
    const text = textOf(value)
    return text !== undefined && isCivilDate(text) ? text : undefined
  }
  return defined({ tipo: oneOf(TIPOS_REVERSO, raw['tipo']), desde: day(raw['desde']), hasta: day(raw['hasta']) })
}
