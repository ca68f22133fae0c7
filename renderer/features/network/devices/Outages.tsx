import { Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CaidaUisp } from '../../../../contract/procedures/controladores.ts'
import { useDates } from '../../../app/session.tsx'
import { Duration } from '../../../components/Age.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { orpc } from '../../../rpc/query.ts'
import { DeviceError } from '../DeviceFailure.tsx'
import styles from '../network.module.css'

const LATEST = 20

/** The latest outages that a UISP server knows of, newest first. */
export function Outages({ controladorId }: { controladorId: string }) {
  const { t } = useTranslation('red')
  const outages = useQuery(
    orpc.controladores.caidas.queryOptions({ input: { id: controladorId, limit: LATEST }, retry: false }),
  )
  if (outages.isPending) return <Loader size="xs" role="img" aria-label={t('servers.outages')} />
  if (outages.isError) return <DeviceError error={outages.error} onRetry={() => void outages.refetch()} />
  if (outages.data.filas.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {t('servers.noOutages')}
      </Text>
    )
  return (
    <ul className={styles['outages']} aria-label={t('servers.outages')}>
      {outages.data.filas.map((caida) => (
        <Outage key={caida.id} caida={caida} />
      ))}
    </ul>
  )
}

function Outage({ caida: { nombre, sitio, desde, hasta } }: { caida: CaidaUisp }) {
  const { t } = useTranslation('red')
  const { instant } = useDates()
  return (
    <li className={styles['entry']}>
      <div className={styles['entryHead']}>
        {hasta === null && <EstadoBadge tipo="dispositivo" estado="caido" />}
        <Text size="sm" fw={550}>
          {nombre}
        </Text>
      </div>
      <Text size="xs" c="dimmed" className={`${styles['words']} ${styles['below']}`}>
        {[sitio, instant(desde)].filter((part) => part !== '').join(' · ')} ·{' '}
        {hasta === null ? t('servers.stillOut') : <Duration ms={hasta - desde} />}
      </Text>
    </li>
  )
}
