import type { ReactNode } from 'react'
import styles from './components.module.css'

interface Props {
  items: readonly { label: string; value: ReactNode }[]
}

/** Labels with their values; what has no value is shown as a dash, so that its absence can be seen. */
export function Facts({ items }: Props) {
  return (
    <dl className={styles['facts']}>
      {items.map(({ label, value }) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value === '' || value === null || value === undefined ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  )
}
