import { Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconArrowDownLeft, IconCheck, IconCoin } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '../../../../contract/dates.ts'
import type { ClienteProfile } from '../../../../contract/procedures/customers.ts'
import { useCan, useDates, useMoney } from '../../../app/session.tsx'
import { ClienteBadge, vigentesOf } from '../../../components/ClienteBadge.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { Money } from '../../../components/Money.tsx'
import { AccountActions } from '../../billing/accounts/AccountActions.tsx'
import { PromiseNote } from '../../billing/accounts/PromiseNote.tsx'
import { DiagnoseButton } from '../../diagnose/DiagnoseButton.tsx'
import styles from '../customers.module.css'

interface Props {
  profile: ClienteProfile
  onEdit: () => void
  onInvoice: () => void
}

/** Who it is, what they owe, and what can be done about it. */
export function ProfileHead({ profile, onEdit, onInvoice }: Props) {
  const { t } = useTranslation('customers')
  const { cliente } = profile
  const facts = [
    t('profile.code', { codigo: cliente.codigoCliente }),
    cliente.documento,
    cliente.telefono,
    cliente.direccion,
  ].filter((fact) => fact !== '')
  return (
    <header className={styles['profileHead']}>
      <div>
        <div className={styles['profileName']}>
          <Title order={1} lineClamp={2} title={cliente.nombreRazonSocial}>
            {cliente.nombreRazonSocial}
          </Title>
          <ClienteBadge estadoServicio={cliente.estadoServicio} {...vigentesOf(profile.servicios)} />
        </div>
        <Text component="div" size="sm" c="dimmed" className={styles['identity'] ?? ''}>
          {facts.map((fact) => (
            <span key={fact} className="selectable">
              {fact}
            </span>
          ))}
        </Text>
      </div>
      <Balance profile={profile} />
      <Actions profile={profile} onEdit={onEdit} onInvoice={onInvoice} />
    </header>
  )
}

function Balance({ profile: { cliente, saldos, venceDesde } }: { profile: ClienteProfile }) {
  const { t } = useTranslation('customers')
  const { deuda, vencido, credito } = saldos
  const { format } = useMoney()
  const { date, today } = useDates()
  const Mark = deuda === 0 ? IconCheck : vencido > 0 ? IconAlertTriangle : IconArrowDownLeft
  const color = deuda === 0 ? 'var(--mantine-color-green-text)' : 'var(--mantine-color-red-text)'
  return (
    <section className={styles['balance']} aria-label={t('profile.balance')}>
      <Text size="sm" fw={600} c={color} className={styles['balanceWord'] ?? ''}>
        <Mark size={16} aria-hidden /> {t(deuda === 0 ? 'profile.clear' : 'profile.owes')}
      </Text>
      <div>
        <Money amount={deuda} size="display" tone={deuda === 0 ? 'credit' : 'due'} />
      </div>
      {vencido > 0 && venceDesde !== null && (
        <Text size="sm">
          {t(vencido < deuda ? 'profile.overduePart' : 'profile.overdueSince', {
            monto: format(vencido),
            fecha: date(venceDesde),
            count: daysBetween(venceDesde, today()),
          })}
        </Text>
      )}
      {credito > 0 && (
        <Text size="sm" c="var(--mantine-color-green-text)" className={styles['balanceWord'] ?? ''}>
          <IconCoin size={16} aria-hidden /> {t('profile.credit')} <Money amount={credito} strong />
        </Text>
      )}
      <PromiseNote clienteId={cliente.id} />
    </section>
  )
}

function Actions({ profile, onEdit, onInvoice }: Props) {
  const { t } = useTranslation('customers')
  const { format } = useMoney()
  const navigate = useNavigate()
  const { cliente, saldos } = profile
  const collects = useCan('pago.record')
  const writes = useCan('cliente.write')
  const issues = useCan('factura.issue')
  return (
    <div className={styles['actions']}>
      {collects && (
        <KeyButton hotkey="F2" onClick={() => void navigate({ to: '/mostrador', search: { cliente: cliente.id } })}>
          {saldos.deuda > 0 ? t('profile.collect', { monto: format(saldos.deuda) }) : t('profile.collectAdvance')}
        </KeyButton>
      )}
      <div className={styles['actionRow']}>
        {writes && (
          <KeyButton
            hotkey="mod+E"
            variant={collects ? 'default' : 'filled'}
            size={collects ? 'xs' : 'sm'}
            onClick={onEdit}
          >
            {t('profile.edit')}
          </KeyButton>
        )}
        {issues && (
          <KeyButton hotkey="mod+Shift+N" variant="default" size="xs" onClick={onInvoice}>
            {t('profile.newInvoice')}
          </KeyButton>
        )}
        <AccountActions profile={profile} credits size="xs" />
        <DiagnoseButton servicios={profile.servicios} size="xs" />
      </div>
    </div>
  )
}
