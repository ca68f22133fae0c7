import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../../contract/money.ts'
import { Money } from '../../components/Money.tsx'
import styles from './caja.module.css'

/** What a drawer should hold. Below zero it says why: who may not know the amount took out more than there should be. */
export function Expected({ amount, size = 'sm' }: { amount: Minor; size?: 'sm' | 'lg' }) {
  const { t } = useTranslation('caja')
  return (
    <>
      <Money amount={amount} size={size} strong />
      {amount < 0 && (
        <span className={styles['below']}>
          <IconAlertTriangle size={14} stroke={2} aria-hidden />
          {t('figures.belowZero')}
        </span>
      )}
    </>
  )
}
