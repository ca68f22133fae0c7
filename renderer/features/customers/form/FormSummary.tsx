import { Alert, Anchor } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from '../customers.module.css'

interface Props {
  /** `field`: the `data-field` of the control. */
  errors: readonly { field: string; label: string; text: ReactNode }[]
}

/** What is wrong in a form, summed up at its top; each leads to its field. */
export function FormSummary({ errors }: Props) {
  const { t } = useTranslation('customers')
  if (errors.length === 0) return null
  return (
    <Alert color="red" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />} role="alert">
      {t('form.errors', { count: errors.length })}{' '}
      {errors.map(({ field, label, text }) => (
        <span key={field} className={styles['summaryItem']}>
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => document.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus()}
          >
            {label}
          </Anchor>
          : {text}
        </span>
      ))}
    </Alert>
  )
}
