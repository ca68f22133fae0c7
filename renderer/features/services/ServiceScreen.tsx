import { Paper, Skeleton, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServicioDetail } from '../../../contract/procedures/servicios.ts'
import { useCan } from '../../app/session.tsx'
import { BackLink } from '../../components/BackLink.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Screen } from '../../components/Screen.tsx'
import { orpc } from '../../rpc/query.ts'
import { NetworkCard } from '../network/service/NetworkCard.tsx'
import { InvoiceDrawer } from '../billing/InvoiceDrawer.tsx'
import { DiagnoseButton } from '../diagnose/DiagnoseButton.tsx'
import type { ServiceAction } from './actions.ts'
import { ChargesPanel } from './ChargesPanel.tsx'
import { EventTimeline } from './EventTimeline.tsx'
import { ServiceDialogs } from './ServiceDialogs.tsx'
import { ServiceFacts } from './ServiceFacts.tsx'
import { BilledPeriods, ServiceInvoices } from './ServiceMoney.tsx'
import { ServiceMenu } from './ServiceMenu.tsx'
import styles from './services.module.css'

const route = getRouteApi('/clientes/servicios/$id')

/** Everything about one service. F2 does what is likeliest, Alt+← goes back to its client. */
export function ServiceScreen() {
  const { id } = route.useParams()
  const detail = useQuery(orpc.servicios.get.queryOptions({ input: { id } }))
  return (
    <Screen>
      {detail.data !== undefined ? (
        <Service key={id} detail={detail.data} />
      ) : detail.isError ? (
        <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <Skeleton flex={1} radius="md" />
      )}
    </Screen>
  )
}

function Service({ detail }: { detail: ServicioDetail }) {
  const { t } = useTranslation('servicios')
  const writes = useCan('servicio.write')
  const seesNetwork = useCan('red.read')
  const [action, setAction] = useState<ServiceAction | null>(null)
  const [facturaId, setFacturaId] = useState<string | null>(null)
  const { servicio, cliente } = detail
  const likeliest = servicio.estado === 'activo' ? 'cambio_plan' : 'reactivacion'
  return (
    <>
      <BackLink to="/clientes/$id" params={{ id: cliente.id }}>
        {cliente.nombreRazonSocial}
      </BackLink>
      <PageHeader
        title={servicio.planNombre}
        subtitle={<EstadoBadge tipo="servicio" estado={servicio.estado} motivo={servicio.motivoSuspension} />}
        actions={
          <>
            <DiagnoseButton servicios={[servicio]} />
            {writes && <ServiceMenu size="sm" servicio={servicio} onAction={setAction} without={likeliest} />}
          </>
        }
        primary={
          writes && (
            <KeyButton hotkey="F2" onClick={() => setAction(likeliest)}>
              {t(`action.${likeliest}`)}
            </KeyButton>
          )
        }
      />
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <ServiceFacts detail={detail} />
          {seesNetwork && <NetworkCard servicioId={servicio.id} />}
          <Paper component="section" className={styles['card'] ?? ''} aria-labelledby="service-events">
            <Title order={2} id="service-events">
              {t('event.title')}
            </Title>
            <EventTimeline eventos={detail.eventos} activada={servicio.fechaActivacion} />
          </Paper>
        </div>
        <div className={styles['column']}>
          <ChargesPanel clienteId={cliente.id} servicios={[servicio]} servicioId={servicio.id} />
          <BilledPeriods cobertura={detail.cobertura} onFactura={setFacturaId} />
          <ServiceInvoices facturas={detail.facturas} onFactura={setFacturaId} />
        </div>
      </div>
      <ServiceDialogs servicio={servicio} action={action} onClose={() => setAction(null)} />
      {facturaId !== null && (
        <InvoiceDrawer key={facturaId} ofClient facturaId={facturaId} onClose={() => setFacturaId(null)} />
      )}
    </>
  )
}
