import { isCivilDate } from '../../../../contract/dates.ts'
import { ESTADOS_CORRIDA, type EstadoCorrida } from '../../../../contract/enums.ts'
import { defined, oneOf, type RawSearch, textOf } from '../../../app/searchParams.ts'

/** What the address of the wizard says; `corrida` is a proposed run, whose preview is prepared at once. */
export interface RunSearch {
  periodo?: string
  /** Billing day, 1–28. */
  dia?: number
  emision?: string
  corrida?: string
}

const PERIODO = /^\d{4}-(0[1-9]|1[0-2])$/
const LAST_DAY = 28

function dayOf(value: unknown): number | undefined {
  const day = Number(value)
  return Number.isInteger(day) && day >= 1 && day <= LAST_DAY ? day : undefined
}

export function runSearch(raw: RawSearch): RunSearch {
  const periodo = textOf(raw['periodo'])
  const emision = textOf(raw['emision'])
  return defined({
    periodo: periodo !== undefined && PERIODO.test(periodo) ? periodo : undefined,
    dia: dayOf(raw['dia']),
    emision: emision !== undefined && isCivilDate(emision) ? emision : undefined,
    corrida: textOf(raw['corrida']),
  })
}

export interface RunsSearch {
  estado?: EstadoCorrida
}

export const runsSearch = (raw: RawSearch): RunsSearch => defined({ estado: oneOf(ESTADOS_CORRIDA, raw['estado']) })
