import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrabajoRed } from '../../../../contract/procedures/red-trabajos.ts'

/** What became of a job, in a sentence: why it waits or failed; nothing of one that is well. */
export function useJobWords(): (job: Pick<TrabajoRed, 'estado' | 'falla' | 'modo'>) => string {
  const { t } = useTranslation('red')
  return useCallback(
    ({ estado, falla, modo }) => {
      if (falla !== null && estado !== 'verificado') return t(`fallaRed.${falla}`)
      return estado === 'pendiente' && modo === 'observar' ? t('jobs.observed') : ''
    },
    [t],
  )
}
