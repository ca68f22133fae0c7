import { addDays, type FechaCivil } from '../../contract/dates.ts'

/** Days of one componente that were charged (1), given back (−1), or looked at without a charge (0). */
export interface CoveredDays {
  componente: string
  desde: FechaCivil
  hasta: FechaCivil
  signo: number
}

/**
 * The last day that is charged and was not given back, of any componente; null when there is none. A day is charged
 * when the signs of the rows that hold it add up to more than zero.
 */
export function billedUntil(rows: readonly CoveredDays[]): FechaCivil | null {
  const charged = rows.filter(({ signo }) => signo !== 0)
  // Between two of these days nothing changes, so the last one that holds is among them.
  const candidates = charged.flatMap(({ desde, hasta }) => [hasta, addDays(desde, -1)])
  const days = [...new Set(candidates)].toSorted().reverse()
  const componentes = [...new Set(charged.map(({ componente }) => componente))]
  const isCharged = (day: FechaCivil) =>
    componentes.some(
      (componente) =>
        charged.reduce(
          (sum, row) => sum + (row.componente === componente && row.desde <= day && day <= row.hasta ? row.signo : 0),
          0,
        ) > 0,
    )
  return days.find(isCharged) ?? null
}
