import { MOTIVOS_SIN_CORTE, type MotivoSinCorte } from '../../../contract/procedures/cortes.ts'
import { defined, oneOf, type RawSearch, textOf } from '../../app/searchParams.ts'

/** What the address of the list says. */
export interface CutsSearch {
  /** Left out: today. `proximo`: the next day of cuts, where tomorrow is none. */
  dia?: 'manana' | 'proximo'
  ver?: 'cortan' | 'quedan'
  motivo?: MotivoSinCorte
  plan?: string
  equipo?: string
  texto?: string
}

export function cutsSearch(raw: RawSearch): CutsSearch {
  return defined({
    dia: oneOf(['manana', 'proximo'], raw['dia']),
    ver: oneOf(['cortan', 'quedan'], raw['ver']),
    motivo: oneOf(MOTIVOS_SIN_CORTE, raw['motivo']),
    plan: textOf(raw['plan']),
    equipo: textOf(raw['equipo']),
    texto: textOf(raw['texto']),
  })
}
