import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './run.module.css'

const STEPS = ['periodo', 'revision', 'emision', 'resultado'] as const
export type RunStep = (typeof STEPS)[number]

/** Where the run is, and what is still to come. */
export function RunSteps({ current }: { current: RunStep }) {
  const { t } = useTranslation('corridas')
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
