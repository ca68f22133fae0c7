import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { CorreoRow } from '../../../contract/index.ts'
import { useDates } from '../../app/session.tsx'

/** What there is to say about a mail beside its state: when it left, why it did not, when it is tried again. */
export function useMailWords(): (mail: CorreoRow) => string {
  const { t } = useTranslation('correo')
  const { instant } = useDates()
  return useCallback(
    ({ estado, enviando, motivo, intentos, enviadoEn, proximoEn }: CorreoRow) => {
      if (enviadoEn !== null) return t('sentAt', { fecha: instant(enviadoEn) })
      if (enviando) return ''
      const why = motivo === null ? '' : t(`motivo.${motivo}`)
      const again = estado === 'pendiente' && intentos > 0 ? t('next', { fecha: instant(proximoEn) }) : ''
      return [why, again].filter(Boolean).join(' ')
    },
    [t, instant],
  )
}
