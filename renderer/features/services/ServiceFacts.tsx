import { Paper } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ServicioDetail } from '../../../contract/procedures/servicios.ts'
import { useDates, useMoney, useNumber } from '../../app/session.tsx'
import { DateText } from '../../components/DateText.tsx'
import { Facts } from '../../components/Facts.tsx'
import { Money } from '../../components/Money.tsx'
import { NetworkState } from '../cuts/NetworkState.tsx'
import { Upcoming } from './ServiceCard.tsx'
import styles from './services.module.css'

/** What a service costs, how it is billed and how it arrives. */
export function ServiceFacts({ detail: { servicio, facturacion, precioFuturo } }: { detail: ServicioDetail }) {
  const { t } = useTranslation(['servicios', 'customers', 'common'])
  const { date } = useDates()
  const { format } = useMoney()
  const number = useNumber()
  const { fechaCorte, facturarDesde, facturadoHasta } = servicio
  return (
    <Paper component="section" className={styles['card'] ?? ''} aria-label={t('screen.facts')}>
      <Upcoming servicio={servicio} />
      <NetworkState clienteId={servicio.clienteId} servicioId={servicio.id} />
      <Facts
        items={[
          {
            label: t('facts.price'),
            value: (
              <>
                <Money amount={servicio.precioMensual} strong />{' '}
                {t(servicio.precioAcordado === null ? 'facts.planPrice' : 'facts.agreed')}
                {precioFuturo && (
                  <div>
                    {t('facts.future', {
                      precio: format(precioFuturo.precioMensual),
                      fecha: date(precioFuturo.desde),
                    })}
                  </div>
                )}
              </>
            ),
          },
          {
            label: t('facts.billedUntil'),
            value: facturadoHasta === null ? t('facts.never') : <DateText fecha={facturadoHasta} />,
          },
          {
            label: t('facts.billing'),
            value: t('facts.billingDay', {
              dia: facturacion.dia,
              modalidad: t(`modalidad.${facturacion.modalidad}`),
            }),
          },
          ...(facturarDesde === null ? [] : [{ label: t('facts.since'), value: <DateText fecha={facturarDesde} /> }]),
          {
            label: t('customers:service.speed'),
            value: t('customers:service.mbps', {
              bajada: number(servicio.velocidadBajadaMbps),
              subida: number(servicio.velocidadSubidaMbps),
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
    </Paper>
  )
}
