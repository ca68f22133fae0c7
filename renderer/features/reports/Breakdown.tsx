import type { CSSProperties } from 'react'
import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../../contract/money.ts'
import { Money } from '../../components/Money.tsx'
import styles from './reports.module.css'

interface Props {
  title: string
  rows: readonly { key: string; name: string; aside: string; monto: Minor }[]
}

/** Parts of a whole, most first, each with a bar as long as its share. */
export function Breakdown({ title, rows }: Props) {
  const { t } = useTranslation('cuentas')
  const most = Math.max(1, ...rows.map(({ monto }) => monto))
  return (
    <section className={styles['panelBox']}>
      <Title order={2}>{title}</Title>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('reports.nothing')}
        </Text>
      ) : (
        <ul className={styles['parts']}>
          {rows.map(({ key, name, aside, monto }) => (
            <li key={key}>
              <span className={styles['partName']} title={name}>
                {name}
              </span>
              <span className={styles['partCount']}>{aside}</span>
              <Money amount={monto} />
              <span
                className={styles['partBar']}
                style={{ '--share': `${Math.max(0, (monto / most) * 100)}%` } as CSSProperties}
                aria-hidden
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
