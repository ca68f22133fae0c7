import { Button, Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Servicio } from '../../../../contract/procedures/customers.ts'
import { useNumber } from '../../../app/session.tsx'
import { DateText } from '../../../components/DateText.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { Money } from '../../../components/Money.tsx'
import styles from '../customers.module.css'

interface Props {
  servicio: Servicio
  /** Null for whoever may not change it. */
  onEdit: (() => void) | null
}

/** One connection: the plan with its price, how it arrives and since when. */
export function ServiceCard({ servicio, onEdit }: Props) {
  const { t } = useTranslation(['customers', 'common'])
  const number = useNumber()
  const { planNombre, velocidadBajadaMbps, velocidadSubidaMbps, fechaCorte } = servicio
  return (
    <Paper component="article" className={styles['card'] ?? ''} aria-label={planNombre}>
      <div className={styles['cardHead']}>
        <div className={styles['serviceName']}>
          <Text fw={600} size="lg">
            {planNombre}
          </Text>
          <EstadoBadge tipo="servicio" estado={servicio.estado} />
        </div>
        {onEdit && (
          <Button variant="default" size="xs" aria-label={t('service.editOf', { plan: planNombre })} onClick={onEdit}>
            {t('service.edit')}
          </Button>
        )}
      </div>
      <Facts
        across
        items={[
          { label: t('service.price'), value: <Money amount={servicio.precioMensual} strong /> },
          {
            label: t('service.speed'),
            value: t('service.mbps', { bajada: number(velocidadBajadaMbps), subida: number(velocidadSubidaMbps) }),
          },
          { label: t('service.technology'), value: t(`common:enums.tecnologia.${servicio.tecnologia}`) },
          { label: t(`service.ref.${servicio.tecnologia}`), value: servicio.dispositivoRef },
          { label: t('service.activated'), value: <DateText fecha={servicio.fechaActivacion} /> },
          ...(fechaCorte === null ? [] : [{ label: t('service.cut'), value: <DateText fecha={fechaCorte} /> }]),
        ]}
      />
    </Paper>
  )
}
