import { VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../rpc/query.ts'
import styles from './AppFrame.module.css'
import { useNumber } from './session.tsx'

const LOOK_AGAIN_MS = 20_000

/** On the network's place: how many devices are down and jobs failed, when any are, or that this PC hears none at all. */
export function NetworkMark() {
  const { t } = useTranslation()
  const number = useNumber()
  const devices = useQuery(orpc.dispositivos.resumen.queryOptions({ refetchInterval: LOOK_AGAIN_MS }))
  const jobs = useQuery(orpc.red.jobs.summary.queryOptions({ refetchInterval: LOOK_AGAIN_MS }))
  const alerts = useQuery(orpc.alertas.resumen.queryOptions({ refetchInterval: LOOK_AGAIN_MS }))
  const isLost = (alerts.data?.sinRed ?? null) !== null
  const down = devices.data?.estados.caido ?? 0
  const failed = jobs.data?.porReintentar ?? 0
  if (down + failed === 0 && !isLost) return null
  const words = [
    ...(isLost ? [t('frame.noNetwork')] : []),
    ...(down > 0 ? [t('frame.down', { count: down })] : []),
    ...(failed > 0 ? [t('frame.failed', { count: failed })] : []),
  ].join(', ')
  return (
    <span className={styles['alarm']} title={words}>
      <IconAlertTriangle size={11} stroke={2.4} aria-hidden />
      {down + failed > 0 && <span aria-hidden>{number(down + failed)}</span>}
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  )
}
