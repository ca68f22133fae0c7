import {
  type Icon,
  IconAlertTriangle,
  IconArrowsDiff,
  IconBell,
  IconCircleCheck,
  IconClock,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useNumber } from '../../app/session.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './network.module.css'

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
    <nav className={styles['figures']} aria-label={t('figures.label')}>
      <Figure
        label={t('figures.online')}
        count={devices.data?.estados.en_linea}
        look={[IconCircleCheck, 'green']}
        link={{ to: '/red', search: { estado: 'en_linea' } }}
      />
      <Figure
        label={t('figures.down')}
        count={down}
        look={[IconPlugConnectedX, down ? 'red' : 'gray']}
        link={{ to: '/red', search: { estado: 'caido' } }}
      />
      <Figure
        label={t('figures.alerts')}
        count={alerts.data?.sinVer}
        look={[IconBell, alerts.data?.sinVer ? 'orange' : 'gray']}
        link={{ to: '/red', search: { panel: 'alertas' } }}
      />
      <Figure
        label={t('figures.pending')}
        count={conteos && conteos.pendiente + conteos.aplicado}
        look={[IconClock, conteos?.pendiente ? 'blue' : 'gray']}
        link={{ to: '/red/trabajos', search: { estado: 'pendiente' } }}
      />
      <Figure
        label={t('figures.failed')}
        count={conteos?.fallido}
        look={[IconAlertTriangle, conteos?.fallido ? 'red' : 'gray']}
        link={{ to: '/red/trabajos', search: { estado: 'fallido' } }}
      />
      <Figure
        label={t('figures.drift')}
        count={drift.data?.total}
        look={[IconArrowsDiff, drift.data?.total ? 'orange' : 'gray']}
        link={{ to: '/red/diferencias' }}
      />
    </nav>
  )
}

interface FigureProps {
  label: string
  /** Undefined while it is not known. */
  count: number | undefined
  look: readonly [icon: Icon, color: string]
  link: Pick<LinkProps, 'to' | 'search'>
}

function Figure({ label, count, look: [FigureIcon, color], link }: FigureProps) {
  const number = useNumber()
  return (
    <Link {...link} className={styles['figure']} activeProps={{}}>
      <span className={styles['figureNumber']}>
        <FigureIcon size={18} stroke={2} color={`var(--mantine-color-${color}-text)`} aria-hidden />
        {count === undefined ? '—' : number(count)}
      </span>
      {label}
    </Link>
  )
}
