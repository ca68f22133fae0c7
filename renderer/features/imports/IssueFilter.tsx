import { Text, Title } from '@mantine/core'
import { type Icon, IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ImportIssueCode, ImportPreview } from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import styles from './imports.module.css'
import { SEVERITIES, type Severity, severityOf } from './issueText.ts'

export const SEVERITY_LOOKS: Readonly<Record<Severity, readonly [icon: Icon, color: string]>> = {
  error: [IconCircleX, 'red'],
  warning: [IconAlertTriangle, 'orange'],
  note: [IconInfoCircle, 'blue'],
}

interface Props {
  issues: ImportPreview['issues']
  chosen: ImportIssueCode | null
  onChoose: (code: ImportIssueCode | null) => void
}

/** What was found in the file, by kind, the gravest first; each kind shows its rows. */
export function IssueFilter({ issues, chosen, onChoose }: Props) {
  const { t } = useTranslation('imports')
  const number = useNumber()
  return (
    <aside className={styles['issues']} aria-label={t('review.issues')}>
      <Title order={2}>{t('review.issues')}</Title>
      {issues.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('review.noIssues')}
        </Text>
      )}
      {SEVERITIES.map((severity) => {
        const found = issues.filter(({ code }) => severityOf(code) === severity)
        if (found.length === 0) return null
        const [SeverityIcon, color] = SEVERITY_LOOKS[severity]
        return (
          <div key={severity} role="group" aria-label={t(`severity.${severity}`)}>
            <div className={styles['severity']}>
              <SeverityIcon size={15} color={`var(--mantine-color-${color}-text)`} aria-hidden />
              {t(`severity.${severity}`)}
            </div>
            {found.map(({ code, rows }) => (
              <button
                key={code}
                type="button"
                className={styles['issue']}
                aria-pressed={chosen === code}
                onClick={() => onChoose(chosen === code ? null : code)}
              >
                <span>{t(`kind.${code}`)}</span>
                <span className="tabular">{number(rows)}</span>
              </button>
            ))}
          </div>
        )
      })}
    </aside>
  )
}
