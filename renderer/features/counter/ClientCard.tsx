import { ActionIcon, Paper, Skeleton, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ClienteProfile } from '../../../contract/index.ts'
import { useKeysAhead } from '../../app/hotkeys.ts'
import { ClienteBadge, vigentesOf } from '../../components/ClienteBadge.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { orpc } from '../../rpc/query.ts'
import { CardActions } from './CardActions.tsx'
import { ClientReceipts } from './ClientReceipts.tsx'
import styles from './counter.module.css'
import { Debt } from './Debt.tsx'
import { OpenInvoices } from './OpenInvoices.tsx'
import { Services } from './Services.tsx'

interface Props {
  clienteId: string
  facturaId: string | null
  onCollect: () => void
  onReprint: (reciboId: string) => void
  onClose: () => void
}

/** Of what is drawn with the client. */
const CARD_KEYS = ['F2', 'F3', 'F4', 'F9', 'alt+P', 'alt+D']

/** The client being served: what is owed before all else, why, and what can be done about it. */
export function ClientCard({ clienteId, facturaId, onCollect, onReprint, onClose }: Props) {
  const { t } = useTranslation(['counter', 'common'])
  const profile = useQuery(orpc.clientes.get.queryOptions({ input: { id: clienteId } }))
  useKeysAhead(profile.isPending, CARD_KEYS)
  if (profile.data === undefined) {
    if (profile.isError) return <ErrorNote error={profile.error} onRetry={() => void profile.refetch()} />
    return <Skeleton flex={1} radius="md" />
  }
  const { cliente } = profile.data
  return (
    <Paper
      component="article"
      className={styles['card']}
      aria-label={t('card.label', { nombre: cliente.nombreRazonSocial })}
    >
      <header className={styles['cardHead']}>
        <div className={styles['cardName']}>
          <Title order={2} size="h1" lineClamp={2}>
            {cliente.nombreRazonSocial}
          </Title>
          <Identity profile={profile.data} />
        </div>
        <ClienteBadge estadoServicio={cliente.estadoServicio} {...vigentesOf(profile.data.servicios)} />
        <ActionIcon aria-label={t('card.close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </header>
      <div className={styles['cardBody']}>
        <div className={styles['cardSide']}>
          <Debt profile={profile.data} />
          <CardActions profile={profile.data} onCollect={onCollect} />
        </div>
        <div className={styles['cardMain']}>
          <OpenInvoices clienteId={clienteId} facturaId={facturaId} />
          <Services clienteId={clienteId} servicios={profile.data.servicios} />
          <ClientReceipts clienteId={clienteId} onReprint={onReprint} />
        </div>
      </div>
    </Paper>
  )
}

/** Who it is, in one line: what the cashier compares with the person in front. */
function Identity({ profile: { cliente } }: { profile: ClienteProfile }) {
  const { t } = useTranslation('counter')
  const facts = [
    ['code', cliente.codigoCliente],
    ['document', cliente.documento],
    ['phone', cliente.telefono],
    ['address', cliente.direccion],
  ] as const
  return (
    <dl className={styles['identity']}>
      {facts
        .filter(([, text]) => text !== '')
        .map(([name, text]) => (
          <div key={name}>
            <dt>{t(`card.${name}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  )
}
