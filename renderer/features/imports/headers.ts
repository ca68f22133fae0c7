import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** Tells columns apart, also those that have the same header or none. */
export const headerName = (header: string, column: number): string => `${column} ${header}`

/** A column as a person knows it: its header, or its number where it has none. */
export function useHeaderName(): (header: string, column: number) => string {
  const { t } = useTranslation('imports')
  return useCallback(
    (header: string, column: number) => (header === '' ? t('reading.noHeader', { n: column + 1 }) : header),
    [t],
  )
}
