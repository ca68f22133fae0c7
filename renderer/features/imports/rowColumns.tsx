import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportRow } from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import type { KeysetColumn } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import { FateBadge } from './fates.tsx'
import styles from './imports.module.css'
import { SEVERITY_LOOKS } from './IssueFilter.tsx'
import { SEVERITIES, severityOf, useIssueText } from './issueText.ts'

/** Columns of the rows of a preview. */
export function useRowColumns(): readonly KeysetColumn<ImportRow>[] {
  const { t } = useTranslation('imports')
  const number = useNumber()
  return useMemo(
    () => [
      { key: 'row', header: t('row.row'), width: '4rem', align: 'right', render: ({ row }) => number(row) },
      { key: 'fate', header: t('row.fate'), width: '8.5rem', render: ({ fate }) => <FateBadge fate={fate} /> },
      { key: 'codigo', header: t('row.codigo'), width: '4.75rem', render: ({ codigoCliente }) => codigoCliente || '—' },
      {
        key: 'nombre',
        header: t('row.nombre'),
        width: 'minmax(8rem, 1fr)',
        render: ({ nombreRazonSocial }) => <span className={styles['name']}>{nombreRazonSocial || '—'}</span>,
      },
      { key: 'plan', header: t('row.plan'), width: 'minmax(6.25rem, 0.6fr)', render: ({ plan }) => plan || '—' },
      {
        key: 'saldo',
        header: t('row.saldo'),
        width: '7.75rem',
        align: 'right',
        render: ({ saldo }) => (saldo === null ? '—' : <Money amount={saldo} tone={saldo > 0 ? 'due' : 'credit'} />),
      },
      {
        key: 'reasons',
        header: t('row.reasons'),
        width: 'minmax(16rem, 2.6fr)',
        render: (row) => <Reasons row={row} />,
      },
    ],
    [t, number],
  )
}

/** The gravest thing that is to be said of a row, and how much more there is. */
function Reasons({ row }: { row: ImportRow }) {
  const { t } = useTranslation('imports')
  const issueText = useIssueText()
  const sorted = row.issues.toSorted(
    (a, b) => SEVERITIES.indexOf(severityOf(a.code)) - SEVERITIES.indexOf(severityOf(b.code)),
  )
  const [first] = sorted
  if (!first) return null
  const [SeverityIcon, color] = SEVERITY_LOOKS[severityOf(first.code)]
  const more = sorted.length - 1
  return (
    <span className={styles['reasons']}>
      <SeverityIcon size={14} color={`var(--mantine-color-${color}-text)`} aria-hidden />
      <span className={styles['reason']}>{issueText(first)}</span>
      {more > 0 && (
        <Text span size="xs" c="dimmed" className={styles['more'] ?? ''}>
          {t('row.more', { count: more, n: more })}
        </Text>
      )}
    </span>
  )
}
