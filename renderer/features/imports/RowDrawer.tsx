import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportIssue, ImportRow } from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import { Facts } from '../../components/Facts.tsx'
import { Money } from '../../components/Money.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { FateBadge } from './fates.tsx'
import styles from './imports.module.css'
import { SEVERITY_LOOKS } from './IssueFilter.tsx'
import { SEVERITIES, severityOf, useIssueText } from './issueText.ts'

/** All that is to be said of one row, beside the list. */
export function RowDrawer({ row, onClose }: { row: ImportRow; onClose: () => void }) {
  const { t } = useTranslation('imports')
  const number = useNumber()
  const sorted = row.issues.toSorted(
    (a, b) => SEVERITIES.indexOf(severityOf(a.code)) - SEVERITIES.indexOf(severityOf(b.code)),
  )
  return (
    <SidePanel
      onClose={onClose}
      size="28rem"
      title={t('row.title', { row: number(row.row) })}
      badge={
        <>
          <FateBadge fate={row.fate} />
          {row.line !== row.row && (
            <Text span size="sm" c="dimmed">
              {t('row.line', { line: number(row.line) })}
            </Text>
          )}
        </>
      }
    >
      <Stack gap="md">
        <Facts
          items={[
            { label: t('row.nombre'), value: row.nombreRazonSocial || '—' },
            { label: t('row.codigo'), value: row.codigoCliente || t('row.autoCode') },
            { label: t('field.documento'), value: row.documento || '—' },
            { label: t('row.plan'), value: row.plan || '—' },
            { label: t('row.saldo'), value: row.saldo === null ? '—' : <Money amount={row.saldo} /> },
            ...(row.changes.length > 0
              ? [{ label: t('row.changes'), value: row.changes.map((field) => t(`field.${field}`)).join(', ') }]
              : []),
          ]}
        />
        {sorted.length === 0 && <Text size="sm">{t('row.noIssues')}</Text>}
        <ul className={styles['said']}>
          {sorted.map((issue) => (
            <Said key={`${issue.code} ${issue.field ?? ''} ${issue.value}`} issue={issue} />
          ))}
        </ul>
      </Stack>
    </SidePanel>
  )
}

function Said({ issue }: { issue: ImportIssue }) {
  const { t } = useTranslation('imports')
  const issueText = useIssueText()
  const severity = severityOf(issue.code)
  const [SeverityIcon, color] = SEVERITY_LOOKS[severity]
  return (
    <li>
      <SeverityIcon
        size={17}
        color={`var(--mantine-color-${color}-text)`}
        role="img"
        aria-label={t(`severity.${severity}`)}
      />
      <div>
        <Text size="sm">{issueText(issue)}</Text>
        {issue.column !== null && (
          <Text size="xs" c="dimmed">
            {t('row.cell')} «{issue.column}»
            {issue.value !== '' && <code className={styles['cell']}>{issue.value}</code>}
          </Text>
        )}
      </div>
    </li>
  )
}
