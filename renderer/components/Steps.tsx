import { IconCheck } from '@tabler/icons-react'
import styles from './Steps.module.css'

interface Props {
  label: string
  /** Their names, in order. */
  steps: readonly string[]
  /** Index of the step that is being done. */
  at: number
}

/** Where a task of several steps is, and what is still to come. */
export function Steps({ label, steps, at }: Props) {
  return (
    <ol className={styles['steps']} aria-label={label}>
      {steps.map((step, index) => (
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
          {step}
        </li>
      ))}
    </ol>
  )
}
