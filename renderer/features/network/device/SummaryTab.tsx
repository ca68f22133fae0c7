import { Paper, SegmentedControl, Skeleton, Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SerieMetrica } from '../../../../contract/procedures/dispositivo-base.ts'
import type { Historia } from '../../../../contract/procedures/dispositivo-vivo.ts'
import type { DispositivoDetail } from '../../../../contract/procedures/dispositivos.ts'
import { useNumber } from '../../../app/session.tsx'
import { Duration, useNow } from '../../../components/Age.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { useRate } from '../../../components/Rate.tsx'
import { ScrollRegion } from '../../../components/ScrollRegion.tsx'
import { TimeChart } from '../../../components/TimeChart.tsx'
import { orpc } from '../../../rpc/query.ts'
import { AlertList } from '../devices/AlertsPanel.tsx'
import { pointsOf } from '../history.ts'
import { CHARTS, type DeviceChart, RANGES, rangeOf, type RangeName } from './charts.ts'
import styles from './device.module.css'

/** A device over time, what is known of it, and its alerts. */
export function SummaryTab({ device }: { device: DispositivoDetail }) {
  const { t } = useTranslation('red')
  const [range, setRange] = useState<RangeName>('dia')
  return (
    <>
      <div className={styles['bar']}>
        <SegmentedControl
          aria-label={t('device.range.label')}
          value={range}
          onChange={(value) => setRange(RANGES.find(({ name }) => name === value)?.name ?? 'dia')}
          data={RANGES.map(({ name }) => ({ value: name, label: t(`device.range.${name}`) }))}
        />
      </div>
      <ScrollRegion className={styles['scroll'] ?? ''} label={t('device.tab.resumen')}>
        <Charts device={device} range={range} />
        <div className={styles['column']}>
          <DeviceFacts device={device} />
          <Paper component="section" className={styles['card'] ?? ''} aria-labelledby="device-alerts">
            <Title order={2} id="device-alerts">
              {t('alerts.title')}
            </Title>
            <AlertList open={false} dispositivoId={device.id} />
          </Paper>
        </div>
      </ScrollRegion>
    </>
  )
}

function Charts({ device, range }: { device: DispositivoDetail; range: RangeName }) {
  const { id, metricas } = device
  const { desde, hasta } = rangeOf(range, useNow())
  const charts = CHARTS.filter(({ series, always }) =>
    always?.includes(device.proveedor) ? true : series.some((serie) => metricas[serie] !== undefined),
  )
  const history = useQuery(
    orpc.dispositivos.historia.queryOptions({
      input: { id, series: charts.flatMap(({ series }) => [...series]), desde, hasta },
      placeholderData: keepPreviousData,
      staleTime: 30_000,
    }),
  )
  if (history.isError && !history.data)
    return <ErrorNote error={history.error} onRetry={() => void history.refetch()} />
  if (!history.data) return <Skeleton height={420} radius="md" />
  return (
    <div className={styles['charts']}>
      {charts.map((chart) => (
        <Chart key={chart.key} chart={chart} device={device} history={history.data} />
      ))}
    </div>
  )
}

function Chart({ chart, device, history }: { chart: DeviceChart; device: DispositivoDetail; history: Historia }) {
  const { t } = useTranslation('red')
  const rate = useRate()
  const number = useNumber()
  const { key, series, unit, top, bottom } = chart
  const format = (value: number) => (unit === 'bps' ? rate(value) : t(`unit.${unit}`, { n: number(Math.round(value)) }))
  const label = t(`device.chart.${key}`)
  const current = (serie: SerieMetrica) => {
    const value = device.estado === 'en_linea' ? device.metricas[serie] : undefined
    return value === undefined ? '—' : format(value)
  }
  return (
    <Paper
      component="section"
      className={`${styles['card']} ${key === 'trafico' ? styles['wide'] : ''}`}
      aria-label={label}
    >
      <div className={styles['cardHead']}>
        <Title order={2} size="h3">
          {label}
        </Title>
        <span className={styles['now']}>
          {series.length === 1
            ? series.map(current)
            : series.map((serie) => (
                <Text span key={serie} size="sm" ml="md" className="tabular">
                  {t(`serie.${serie}`)} <b>{current(serie)}</b>
                </Text>
              ))}
        </span>
      </div>
      <TimeChart
        label={label}
        lines={series.map((serie) => ({ key: serie, name: t(`serie.${serie}`), points: pointsOf(history, serie) }))}
        from={history.desde}
        to={history.hasta}
        stepMs={Math.max(history.pasoMs, device.sondeoSegundos * 1000)}
        format={format}
        height={key === 'trafico' ? 130 : 96}
        empty={t('device.noHistory')}
        {...(top === undefined ? {} : { top })}
        {...(bottom === undefined ? {} : { bottom })}
      />
    </Paper>
  )
}

function DeviceFacts({ device }: { device: DispositivoDetail }) {
  const { t } = useTranslation(['red', 'common'])
  const number = useNumber()
  const { host, puerto, tls, serie, controlador, sondeoSegundos, respaldo, notas, usuario, servicios } = device
  return (
    <Paper component="section" className={styles['card'] ?? ''} aria-label={t('device.facts')}>
      <Facts
        items={[
          ...(device.proveedor === 'mikrotik'
            ? [
                { label: t('add.host'), value: `${host}:${puerto}${tls ? ' TLS' : ''}` },
                { label: t('add.user'), value: usuario },
              ]
            : [
                { label: t('add.host'), value: host },
                { label: t('add.server'), value: controlador?.nombre },
              ]),
          { label: t('device.serial'), value: serie },
          { label: t('device.services'), value: number(servicios) },
          // A UISP server is read whole, at its own pace, and keeps the backups of its devices itself.
          ...(device.proveedor === 'mikrotik'
            ? [
                { label: t('add.poll'), value: <Duration ms={sondeoSegundos * 1000} /> },
                { label: t('add.backup'), value: t(`common:enums.frecuenciaRespaldo.${respaldo}`) },
              ]
            : []),
          ...(notas === '' ? [] : [{ label: t('add.notes'), value: notas }]),
        ]}
      />
    </Paper>
  )
}
