import { Button, Paper, Text } from '@mantine/core'
import { IconCalendarEvent } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServicioRow } from '../../../contract/procedures/servicios.ts'
import { useCan, useDates, useNumber } from '../../app/session.tsx'
import { DateText } from '../../components/DateText.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { Facts } from '../../components/Facts.tsx'
import { Money } from '../../components/Money.tsx'
import { NetworkState } from '../cuts/NetworkState.tsx'
import type { ServiceAction } from './actions.ts'
import { useEventText } from './EventTimeline.tsx'
import { ServiceDialogs } from './ServiceDialogs.tsx'
import { ServiceMenu } from './ServiceMenu.tsx'
import styles from './services.module.css'

/** One connection of a client: how it stands, what it costs, until when it is billed, and what can be done with it. */
export function ServiceCard({ servicio }: { servicio: ServicioRow }) {
  const { t } = useTranslation(['servicios', 'customers', 'common'])
  const number = useNumber()
  const writes = useCan('servicio.write')
  const [action, setAction] = useState<ServiceAction | null>(null)
  const { id, planNombre, velocidadBajadaMbps, velocidadSubidaMbps, fechaCorte, proximo } = servicio
  return (
    <Paper component="article" className={styles['card'] ?? ''} aria-label={planNombre}>
      <div className={styles['cardHead']}>
        <div className={styles['name']}>
          <Text fw={600} size="lg">
            {planNombre}
          </Text>
          <EstadoBadge tipo="servicio" estado={servicio.estado} motivo={servicio.motivoSuspension} />
        </div>
        <div className={styles['buttons']}>
          <Button
            variant="default"
            size="xs"
            aria-label={t('action.openOf', { plan: planNombre })}
            renderRoot={(props) => <Link {...props} to="/clientes/servicios/$id" params={{ id }} />}
          >
            {t('action.open')}
          </Button>
          {writes && <ServiceMenu servicio={servicio} onAction={setAction} />}
        </div>
      </div>
      {proximo && <Upcoming servicio={servicio} />}
      <NetworkState clienteId={servicio.clienteId} servicioId={id} />
      <Facts
        across
        items={[
          {
            label: t('facts.price'),
            value: (
              <>
                <Money amount={servicio.precioMensual} strong />
                {servicio.precioAcordado !== null && ` ${t('facts.agreed')}`}
              </>
            ),
          },
          {
            label: t('facts.billedUntil'),
            value: servicio.facturadoHasta === null ? t('facts.never') : <DateText fecha={servicio.facturadoHasta} />,
          },
          {
            label: t('customers:service.speed'),
            value: t('customers:service.mbps', {
              bajada: number(velocidadBajadaMbps),
              subida: number(velocidadSubidaMbps),
            }),
          },
          { label: t('customers:service.technology'), value: t(`common:enums.tecnologia.${servicio.tecnologia}`) },
          { label: t(`customers:service.ref.${servicio.tecnologia}`), value: servicio.dispositivoRef },
          { label: t('customers:service.activated'), value: <DateText fecha={servicio.fechaActivacion} /> },
          ...(fechaCorte === null
            ? []
            : [{ label: t('customers:service.cut'), value: <DateText fecha={fechaCorte} /> }]),
        ]}
      />
      <ServiceDialogs servicio={servicio} action={action} onClose={() => setAction(null)} />
    </Paper>
  )
}

/** The next change that waits for its day. */
export function Upcoming({ servicio: { proximo } }: { servicio: ServicioRow }) {
  const { t } = useTranslation('servicios')
  const { date } = useDates()
  const text = useEventText()
  if (proximo === null) return null
  return (
    <div className={styles['upcoming']}>
      <IconCalendarEvent size={16} aria-hidden />
      <span>
        {t('facts.planned')}: {t('event.upcoming', { cambio: text(proximo), fecha: date(proximo.fecha) })}
      </span>
    </div>
  )
}
