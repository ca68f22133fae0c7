import { Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock, IconCoin } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '../../../contract/dates.ts'
import type { ClienteProfile } from '../../../contract/index.ts'
import { useDates, useMoney } from '../../app/session.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { Money } from '../../components/Money.tsx'
import { PromiseNote } from '../billing/accounts/PromiseNote.tsx'
import styles from './counter.module.css'
import { Figure } from './Figure.tsx'

/** What is owed: the largest thing on the cashier's screen. */
export function Debt({ profile }: { profile: ClienteProfile }) {
  const { t } = useTranslation('counter')
  const { saldos, ultimoPago } = profile
  const owes = saldos.deuda > 0
  return (
    <section className={styles['debt']} data-owes={owes || undefined}>
      <Text
        component="h3"
        size="md"
        fw={600}
        c={owes ? 'var(--mantine-color-red-text)' : 'var(--mantine-color-green-text)'}
        className={styles['debtWord']}
      >
        {owes ? t('card.owes') : t('card.clear')}
        {!owes && <IconCheck size={18} aria-hidden />}
      </Text>
      <Figure amount={saldos.deuda} tone={owes ? 'due' : 'credit'} />
      {owes && <Since profile={profile} />}
      {saldos.credito > 0 && (
        <Text component="p" size="lg" fw={600} c="var(--mantine-color-green-text)" className={styles['debtLine']}>
          <IconCoin size={18} aria-hidden /> {t('card.credit')} <Money amount={saldos.credito} size="lg" strong />
        </Text>
      )}
      <PromiseNote clienteId={profile.cliente.id} />
      <Text component="p" size="sm" c="dimmed" className={styles['debtLine']}>
        {ultimoPago === null ? (
          t('card.neverPaid')
        ) : (
          <span>
            {t('card.lastPayment')} <Money amount={ultimoPago.monto} /> · <InstantText at={ultimoPago.fecha} />
          </span>
        )}
      </Text>
    </section>
  )
}

function Since({ profile: { saldos, venceDesde } }: { profile: ClienteProfile }) {
  const { t } = useTranslation('counter')
  const { date, today } = useDates()
  const { format } = useMoney()
  if (saldos.vencido === 0 || venceDesde === null) {
    return (
      <Text component="p" size="sm" className={styles['debtLine']}>
        <IconClock size={16} aria-hidden /> {t('card.notYetDue')}
      </Text>
    )
  }
  const days = daysBetween(venceDesde, today())
  return (
    <Text component="p" size="sm" className={styles['debtLine']}>
      <IconAlertTriangle size={16} color="var(--mantine-color-red-text)" aria-hidden />
      <span>
        {t('card.overdueSince', { fecha: date(venceDesde) })}
        {days > 0 && ` · ${t('card.overdueDays', { count: days })}`}
        {saldos.vencido < saldos.deuda && ` · ${t('card.overduePart', { monto: format(saldos.vencido) })}`}
      </span>
    </Text>
  )
}
