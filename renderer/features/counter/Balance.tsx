import { Text } from '@mantine/core'
import { IconAlertTriangle, IconArrowDownLeft, IconCheck, IconCoin } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Saldos } from '../../../contract/index.ts'
import { Money } from '../../components/Money.tsx'
import styles from './counter.module.css'

/** What a client owes or has, in a word and an amount; red and green only repeat the word. */
export function Balance({ deuda, vencido, credito }: Pick<Saldos, 'deuda' | 'vencido' | 'credito'>) {
  const { t } = useTranslation('counter')
  if (deuda > 0) {
    const Owes = vencido > 0 ? IconAlertTriangle : IconArrowDownLeft
    return (
      <span className={styles['balance']}>
        <Text component="span" size="xs" c="var(--mantine-color-red-text)" className={styles['balanceWord']}>
          <Owes size={13} aria-hidden /> {t(vencido > 0 ? 'balance.overdue' : 'balance.owes')}
        </Text>
        <Money amount={deuda} size="lg" strong tone="due" />
      </span>
    )
  }
  const Fine = credito > 0 ? IconCoin : IconCheck
  return (
    <span className={styles['balance']}>
      <Text component="span" size="xs" c="var(--mantine-color-green-text)" className={styles['balanceWord']}>
        <Fine size={13} aria-hidden /> {t(credito > 0 ? 'balance.credit' : 'balance.clear')}
      </Text>
      <Money amount={credito} size="lg" strong tone="credit" />
    </span>
  )
}
