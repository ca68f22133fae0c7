import type { ReactNode } from 'react'
import styles from './components.module.css'

interface Props {
  items: readonly { label: string; value: ReactNode }[]
  /** Beside each other, each label above its value: where height is dear. */
  across?: boolean
}

/** Labels with their values; what has no value is shown as a dash, so that its absence can be seen. */
export function Facts({ items, across = false }: Props) {
  return (
    <dl className={styles['facts']} data-across={across || undefined}>
      {items.map(({ label, value }) => (
        <div key={label} className={styles['fact']}>
          <dt>{label}</dt>
          <dd>{value === '' || value === null || value === undefined ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  )
}
