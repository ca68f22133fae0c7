import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import { Money } from '../../components/Money.tsx'
import styles from './imports.module.css'

/** What the clients of the file owe and have: to be held against the old program's own totals. */
export function OpeningTotals({ preview }: { preview: Pick<ImportPreview, 'openingInvoices' | 'openingCredits'> }) {
  const { t } = useTranslation('imports')
  const number = useNumber()
  const { openingInvoices, openingCredits } = preview
  const none = openingInvoices.count === 0 && openingCredits.count === 0
  return (
    <dl className={styles['openings']}>
      <dt>{t('review.openings')}</dt>
      {none && <dd>{t('review.noOpenings')}</dd>}
      {openingInvoices.count > 0 && (
        <dd>
          <Money amount={openingInvoices.total} strong tone="due" />
          <Text span size="sm" c="dimmed">
            {t('review.invoices', { count: openingInvoices.count, n: number(openingInvoices.count) })}
          </Text>
        </dd>
      )}
      {openingCredits.count > 0 && (
        <dd>
          <Money amount={openingCredits.total} strong tone="credit" />
          <Text span size="sm" c="dimmed">
            {t('review.credits', { count: openingCredits.count, n: number(openingCredits.count) })}
          </Text>
        </dd>
      )}
    </dl>
  )
}
