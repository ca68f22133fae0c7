import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../../../contract/money.ts'
import { useMoney } from '../../../app/session.tsx'
import { Money } from '../../../components/Money.tsx'
import styles from './collect.module.css'
import type { CollectPlan } from './plan.ts'

interface Props {
  plan: CollectPlan
  /** What the client has in favour already. */
  credito: Minor
  monto: Minor | null
}

/** Where the client will stand: what remains owed, what is kept in favour. */
export function Outcome({ plan, credito, monto }: Props) {
  const { t } = useTranslation('counter')
  const { format } = useMoney()
  if (monto === null) return null
  return (
    <div className={styles['outcome']}>
      <dl>
        <dt>{t(plan.owedAfter > 0 ? 'collect.owedAfter' : 'collect.settled')}</dt>
        <dd>
          <Money amount={plan.owedAfter} size="lg" strong tone={plan.owedAfter > 0 ? 'due' : 'credit'} />
        </dd>
        {plan.credit > 0 && (
          <>
            <dt>{t('collect.credit')}</dt>
            <dd>
              <Money amount={plan.credit} size="lg" strong tone="credit" />
            </dd>
          </>
        )}
      </dl>
      {credito > 0 && <p className={styles['note']}>{t('collect.inFavour', { monto: format(credito) })}</p>}
      {plan.credit > 0 && plan.owedAfter > 0 && (
        <Alert color="orange" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />}>
          {t('collect.creditBesideDebt')}
        </Alert>
      )}
    </div>
  )
}
