import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { porQueDeFila } from '../../../contract/corte-filas.ts'
import type { EstadoCorridaCorte } from '../../../contract/enums.ts'
import type { CorridaCorteFilaRow, CorridaCorteRow, DiaDeCortes, SinCorte } from '../../../contract/index.ts'
import { useDates } from '../../app/session.tsx'

/** How a run is shown: it is not over while a device does not say what the books say. */
export const shownRun = ({ estado, resultados }: CorridaCorteRow): EstadoCorridaCorte | 'por_verificar' =>
  estado === 'terminada' && resultados.por_verificar > 0 ? 'por_verificar' : estado

/** Why a row of a run came to what it did; null where that is all there is to say. */
export function useOutcomeWords(run: CorridaCorteRow): (fila: CorridaCorteFilaRow) => string | null {
  const { t } = useTranslation('cortes')
  const { instant } = useDates()
  const { estado } = run
  return useCallback(
    (fila: CorridaCorteFilaRow) => {
      const why = porQueDeFila(fila, estado)
      switch (why?.tipo) {
        case 'motivo':
          return t(`motivo.${why.motivo}`)
        case 'corrida':
          return t(`run.ended_${why.estado}`)
        case 'cancelado':
          return t('run.givenUp')
        case 'levantado':
          return t(`liftedWhen.${why.cuando}`, { causa: t(`lifted.${why.causa}`), cuando: instant(why.en) })
        default:
          return null
      }
    },
    [t, instant, estado],
  )
}

/** Why a service is not cut, in words, with the day until which it holds. */
export function useReasonWords(): (reason: SinCorte) => string {
  const { t } = useTranslation('cortes')
  const { date } = useDates()
  return useCallback(
    ({ motivo, hasta }: SinCorte) =>
      hasta !== null && (motivo === 'en_gracia' || motivo === 'promesa')
        ? t(`hasta.${motivo}`, { fecha: date(hasta) })
        : t(`motivo.${motivo}`),
    [t, date],
  )
}

/** When somebody may be cut next, from a day on. */
export function useNextDay({ proxima }: DiaDeCortes): string {
  const { t } = useTranslation('cortes')
  const { date } = useDates()
  return proxima === null ? t('day.noNext') : t('day.next', { fecha: date(proxima) })
}
