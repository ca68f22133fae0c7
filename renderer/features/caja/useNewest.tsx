import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNumber } from '../../app/session.tsx'

/**
 * The first `step` rows of a list that is the newest first, and a button for the next ones where there are more: a day has a
 * few, but nothing bounds them.
 */
export function useNewest<T>(rows: readonly T[], step: number): { shown: readonly T[]; more: ReactNode } {
  const { t } = useTranslation('caja')
  const number = useNumber()
  const [count, setCount] = useState(step)
  const older = rows.length - count
  const more = older > 0 && (
    <Button variant="subtle" fullWidth onClick={() => setCount(count + step)}>
      {t('moves.older', { count: older, shown: number(older) })}
    </Button>
  )
  return { shown: rows.slice(0, count), more }
}
