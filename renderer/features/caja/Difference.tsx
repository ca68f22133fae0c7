import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../../contract/money.ts'
import { Money } from '../../components/Money.tsx'
import styles from './caja.module.css'

interface Props {
  /** Counted minus expected, minor units. */
  amount: Minor
  size?: 'sm' | 'xl'
}

/** How far a count was off: an icon and a word beside the colour. */
export function Difference({ amount, size = 'sm' }: Props) {
  const { t } = useTranslation('caja')
  const Sign = amount === 0 ? IconEqual : amount > 0 ? IconArrowUpRight : IconArrowDownRight
  return (
    <span
      className={styles['difference']}
      data-off={amount !== 0 || undefined}
      title={t(amount === 0 ? 'difference.exact' : amount > 0 ? 'difference.overWord' : 'difference.shortWord')}
    >
      <Sign size={size === 'xl' ? 20 : 14} stroke={2} aria-hidden />
      <Money amount={amount} size={size} strong={size === 'xl'} />
    </span>
  )
}
