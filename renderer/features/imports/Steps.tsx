import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './imports.module.css'
import { STEPS, type Step } from './useImport.ts'

/** Where the import is, and what is still to come. */
export function Steps({ current }: { current: Step }) {
  const { t } = useTranslation('imports')
  const at = STEPS.indexOf(current)
  return (
    <ol className={styles['steps']} aria-label={t('steps.label')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={styles['step']}
          data-done={index < at || undefined}
          data-current={index === at || undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className={styles['stepNumber']} aria-hidden>
            {index < at ? <IconCheck size={13} stroke={2.5} /> : index + 1}
          </span>
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}
