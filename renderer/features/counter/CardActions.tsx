import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ClienteProfile } from '../../../contract/index.ts'
import { useCan, useMoney } from '../../app/session.tsx'
import { KeyButton, Keys } from '../../components/KeyButton.tsx'
import { AccountActions } from '../billing/accounts/AccountActions.tsx'
import { DiagnoseButton } from '../diagnose/DiagnoseButton.tsx'
import styles from './counter.module.css'

/** What can be done for this client, each with its key. */
export function CardActions({ profile, onCollect }: { profile: ClienteProfile; onCollect: () => void }) {
  const { t } = useTranslation('counter')
  const { format } = useMoney()
  const navigate = useNavigate()
  const canCollect = useCan('pago.record')
  const canIssue = useCan('factura.issue')
  const { cliente, saldos } = profile
  return (
    <div className={styles['actions']}>
      {canCollect && (
        <KeyButton
          hotkey="F2"
          size="lg"
          fullWidth
          onClick={onCollect}
          rightSection={
            <span className={styles['secondKey']}>
              <Keys combo="Enter" />
            </span>
          }
        >
          {saldos.deuda > 0 ? t('card.collect', { monto: format(saldos.deuda) }) : t('card.collectAdvance')}
        </KeyButton>
      )}
      <KeyButton
        hotkey="F3"
        variant="default"
        onClick={() => void navigate({ to: '/clientes/$id', params: { id: cliente.id } })}
      >
        {t('card.profile')}
      </KeyButton>
      {canIssue && (
        <KeyButton
          hotkey="F4"
          variant="default"
          onClick={() => void navigate({ to: '/facturas', search: { crear: true, cliente: cliente.id } })}
        >
          {t('card.newInvoice')}
        </KeyButton>
      )}
      <AccountActions profile={profile} />
      <DiagnoseButton servicios={profile.servicios} />
    </div>
  )
}
