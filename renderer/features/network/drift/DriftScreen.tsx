import { Alert, Skeleton } from '@mantine/core'
import { IconArrowsDiff, IconEye, IconScan } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type DiferenciasResumen, TIPOS_DIFERENCIA } from '../../../../contract/procedures/red-diferencias.ts'
import { useTrabajos } from '../../../app/jobs.tsx'
import { useNumber } from '../../../app/session.tsx'
import { Age } from '../../../components/Age.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { orpc, queryClient } from '../../../rpc/query.ts'
import styles from '../network.module.css'
import { RedTabs } from '../RedTabs.tsx'
import { useJobNews } from '../useJobNews.ts'
import { DriftReport } from './DriftReport.tsx'

const route = getRouteApi('/red/diferencias')
const LOOK_AGAIN_MS = 3_000

/** Where devices and the books differ, and what would mend it. F2 compares now. */
export function DriftScreen() {
  const { t } = useTranslation('red')
  const number = useNumber()
  const { dispositivo } = route.useSearch()
  const comparing = useTrabajos().some(({ tipo, estado }) => tipo === 'diferencias' && estado === 'running')
  const summary = useQuery(orpc.red.drift.summary.queryOptions({ refetchInterval: LOOK_AGAIN_MS }))
  const start = useMutation(
    orpc.red.drift.start.mutationOptions({
      onSettled: () => void queryClient.invalidateQueries({ queryKey: orpc.red.drift.key() }),
    }),
  )
  // A job that was read back took its difference with it.
  useJobNews('trabajos', () => queryClient.invalidateQueries({ queryKey: orpc.red.drift.key() }))
  const devices = (summary.data?.dispositivos ?? []).toSorted((a, b) => graveOf(b) - graveOf(a))
  // The one with most to mend, when none was asked for.
  const shown =
    devices.find(({ dispositivoId }) => dispositivoId === dispositivo) ??
    devices.find(({ conteos }) => conteos !== null)
  return (
    <Screen tabs={<RedTabs current="diferencias" />}>
      <PageHeader
        title={t('drift.title')}
        subtitle={
          devices.length > 0 &&
          summary.data &&
          t('drift.subtitle', { count: summary.data.total, n: number(summary.data.total) })
        }
        primary={
          devices.length > 0 && (
            <KeyButton
              hotkey="F2"
              leftSection={<IconScan size={18} aria-hidden />}
              loading={start.isPending || comparing}
              onClick={() => start.mutate({})}
            >
              {t('drift.start')}
            </KeyButton>
          )
        }
      />
      {start.isError && <ErrorNote error={start.error} />}
      {summary.isError && <ErrorNote error={summary.error} onRetry={() => void summary.refetch()} />}
      {summary.isPending && <Skeleton flex={1} radius="md" />}
      {summary.data && devices.length === 0 && (
        <EmptyState icon={<IconArrowsDiff />} title={t('drift.noDevices')} text={t('drift.noDevicesText')} />
      )}
      {devices.length > 0 && (
        <div className={styles['driftColumns']}>
          <Devices devices={devices} current={shown?.dispositivoId} />
          {shown === undefined ? (
            <EmptyState icon={<IconArrowsDiff />} title={t('drift.never')} text={t('drift.neverText')} />
          ) : (
            <div className={styles['driftReport']}>
              {shown.falla !== null && (
                <Alert color="orange" variant="light" p="xs">
                  {t(`fallaRed.${shown.falla}`)} {shown.detalle !== '' && t('words', { detalle: shown.detalle })}
                </Alert>
              )}
              {shown.modo === 'observar' && (
                <Alert color="blue" variant="light" p="xs" icon={<IconEye aria-hidden />}>
                  {t('drift.observed')}
                </Alert>
              )}
              {shown.leidoEn !== null && (
                <DriftReport
                  key={shown.dispositivoId}
                  dispositivoId={shown.dispositivoId}
                  // A comparison made anew is another report.
                  leidoEn={shown.leidoEn}
                />
              )}
            </div>
          )}
        </div>
      )}
    </Screen>
  )
}

type DeviceDrift = DiferenciasResumen['dispositivos'][number]

/** Differences of a device without what belongs to nobody, which is only for information; below zero: it was not read. */
const graveOf = ({ conteos }: DeviceDrift): number =>
  conteos === null
    ? -1
    : TIPOS_DIFERENCIA.filter((tipo) => tipo !== 'objeto_sin_cliente').reduce((sum, tipo) => sum + conteos[tipo], 0)

function Devices({ devices, current }: { devices: readonly DeviceDrift[]; current: string | undefined }) {
  const { t } = useTranslation('red')
  const number = useNumber()
  return (
    <ul className={styles['driftDevices']} aria-label={t('devices.title')}>
      {devices.map((device) => (
        <li key={device.dispositivoId}>
          <Link
            to="/red/diferencias"
            search={{ dispositivo: device.dispositivoId }}
            replace
            className={styles['driftDevice']}
            data-active={device.dispositivoId === current || undefined}
            aria-current={device.dispositivoId === current ? 'true' : undefined}
          >
            <span className={styles['cut']}>{device.dispositivo}</span>
            <b className="tabular">{device.conteos === null ? '—' : number(graveOf(device))}</b>
            <span className={styles['small']}>
              {device.falla !== null ? (
                t(`fallaRed.${device.falla}`)
              ) : device.leidoEn === null ? (
                t('drift.notRead')
              ) : (
                <Age at={device.leidoEn} />
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
