import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Servicio } from '../../../contract/index.ts'
import { useMoney, useNumber } from '../../app/session.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { NetworkState } from '../cuts/NetworkState.tsx'
import styles from './counter.module.css'

/** What the client has: plan, price, technology, of several each one's reference, and state; and what devices were told of it. */
export function Services({ clienteId, servicios }: { clienteId: string; servicios: readonly Servicio[] }) {
  const { t } = useTranslation(['counter', 'common'])
  const { format } = useMoney()
  const number = useNumber()
  return (
    <section className={styles['services']}>
      <Title order={3} size="h2">
        {t('card.services')}
      </Title>
      {servicios.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('card.noServices')}
        </Text>
      )}
      <ul className={styles['serviceList']}>
        {servicios.map((servicio) => (
          <li key={servicio.id}>
            <span className={styles['plan']}>
              <Text component="span" size="sm" fw={600} truncate>
                {servicio.planNombre}
              </Text>
              <Text component="span" size="sm" c="dimmed" truncate>
                {[
                  ...(servicios.length > 1 && servicio.dispositivoRef !== '' ? [servicio.dispositivoRef] : []),
                  t('card.perMonth', { monto: format(servicio.precioMensual) }),
                  t('card.speed', {
                    bajada: number(servicio.velocidadBajadaMbps),
                    subida: number(servicio.velocidadSubidaMbps),
                  }),
                  t(`common:enums.tecnologia.${servicio.tecnologia}`),
                ].join(' · ')}
              </Text>
            </span>
            <EstadoBadge tipo="servicio" estado={servicio.estado} motivo={servicio.motivoSuspension} />
          </li>
        ))}
      </ul>
      <NetworkState clienteId={clienteId} />
    </section>
  )
}
