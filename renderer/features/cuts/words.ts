import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { SinCorte } from '../../../contract/index.ts'
import { useDates } from '../../app/session.tsx'

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
