import {
  IconAlertTriangle,
  IconArrowsDiff,
  IconBell,
  IconCircleCheck,
  IconClock,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CountLinks } from '../../components/CountTiles.tsx'
import { orpc } from '../../rpc/query.ts'

/** What does not come by itself is looked at again. */
const LOOK_AGAIN_MS = 10_000

/** The network in figures, each a way to where it is mended. */
export function Figures() {
  const { t } = useTranslation('red')
  const devices = useQuery(orpc.dispositivos.resumen.queryOptions())
  const alerts = useQuery(orpc.alertas.resumen.queryOptions({ refetchInterval: LOOK_AGAIN_MS }))
  const jobs = useQuery(orpc.red.jobs.summary.queryOptions({ refetchInterval: LOOK_AGAIN_MS }))
  const drift = useQuery(orpc.red.drift.summary.queryOptions({ refetchInterval: LOOK_AGAIN_MS }))
  const conteos = jobs.data?.conteos
  const down = devices.data?.estados.caido
  return (
    <CountLinks
      label={t('figures.label')}
      links={[
        {
          key: 'online',
          label: t('figures.online'),
          count: devices.data?.estados.en_linea,
          look: [IconCircleCheck, 'green'],
          link: { to: '/red', search: { estado: 'en_linea' } },
        },
        {
          key: 'down',
          label: t('figures.down'),
          count: down,
          look: [IconPlugConnectedX, down ? 'red' : 'gray'],
          link: { to: '/red', search: { estado: 'caido' } },
        },
        {
          key: 'alerts',
          label: t('figures.alerts'),
          count: alerts.data?.sinVer,
          look: [IconBell, alerts.data?.sinVer ? 'orange' : 'gray'],
          link: { to: '/red', search: { panel: 'alertas' } },
        },
        {
          key: 'pending',
          label: t('figures.pending'),
          count: conteos && conteos.pendiente + conteos.aplicado,
          look: [IconClock, conteos?.pendiente ? 'blue' : 'gray'],
          link: { to: '/red/trabajos', search: { estado: 'pendiente' } },
        },
        {
          key: 'failed',
          label: t('figures.failed'),
          count: conteos?.fallido,
          look: [IconAlertTriangle, jobs.data?.porReintentar ? 'red' : 'gray'],
          link: { to: '/red/trabajos', search: { estado: 'fallido' } },
        },
        {
          key: 'drift',
          label: t('figures.drift'),
          count: drift.data?.total,
          look: [IconArrowsDiff, drift.data?.total ? 'orange' : 'gray'],
          link: { to: '/red/diferencias' },
        },
      ]}
    />
  )
}
