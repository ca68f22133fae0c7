import { MOTIVOS_NOTA_CREDITO, type MotivoNotaCredito } from '../../../../contract/enums.ts'
import { defined, oneOf, type RawSearch, textOf } from '../../../app/searchParams.ts'

/** What the address of the list of credit notes says. `nota`: the one that is open beside it. */
export interface NotesSearch {
  motivo?: MotivoNotaCredito
  periodo?: string
  nota?: string
}

const PERIODO = /^\d{4}-(0[1-9]|1[0-2])$/

export function notesSearch(raw: RawSearch): NotesSearch {
  const periodo = textOf(raw['periodo'])
  return defined({
    motivo: oneOf(MOTIVOS_NOTA_CREDITO, raw['motivo']),
    periodo: periodo !== undefined && PERIODO.test(periodo) ? periodo : undefined,
    nota: textOf(raw['nota']),
  })
}
