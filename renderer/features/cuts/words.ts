import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
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
    ({ resultado, motivo, levantadaEn, levantadaPor }: CorridaCorteFilaRow) => {
      if (resultado === 'dejado') return motivo === null ? null : t(`motivo.${motivo}`)
      if (resultado === 'no_hecho') return t(estado === 'descartada' ? 'run.ended_descartada' : 'run.ended_detenida')
      if (levantadaEn === null) return resultado === 'sin_enviar' || resultado === 'a_medias' ? t('run.givenUp') : null
      const causa = t(`lifted.${levantadaPor ?? 'otro'}`)
      if (resultado === 'sin_enviar') return t('liftedWhen.before', { causa })
      if (resultado === 'a_medias') return t('liftedWhen.midway', { causa })
      return t('liftedWhen.after', { causa, cuando: instant(levantadaEn) })
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
