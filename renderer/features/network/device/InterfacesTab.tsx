import { Badge, Paper, Radio, Skeleton, Table, Title } from '@mantine/core'
import { IconCircleCheck, IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InterfazRow, SinDatos, TraficoVivo } from '../../../../contract/procedures/dispositivo-vivo.ts'
import { Rate, useRate } from '../../../components/Rate.tsx'
import { ScrollTable } from '../../../components/ScrollRegion.tsx'
import { TimeChart } from '../../../components/TimeChart.tsx'
import { rpc } from '../../../rpc/client.ts'
import { orpc } from '../../../rpc/query.ts'
import { useStream } from '../../../rpc/streams.ts'
import { DeviceError, DeviceFailure } from '../DeviceFailure.tsx'
import styles from './device.module.css'
import { addSample, type TrafficSample, watchedInterfaces, WINDOW_MS } from './traffic.ts'

const SECOND = 1_000

/** Interfaces with what goes through them, as it goes; one of them drawn. */
export function InterfacesTab({ id }: { id: string }) {
  const interfaces = useQuery(
    orpc.dispositivos.interfaces.queryOptions({ input: { id, limit: 300 }, staleTime: 30_000, retry: false }),
  )
  if (interfaces.isError && !interfaces.data)
    return <DeviceError error={interfaces.error} onRetry={() => void interfaces.refetch()} />
  if (!interfaces.data) return <Skeleton flex={1} radius="md" />
  return <LiveInterfaces id={id} filas={interfaces.data.filas} />
}

/** The last two minutes of the interfaces that are watched, and why there is nothing when there is nothing. */
function useTraffic(id: string, names: readonly string[]) {
  const [samples, setSamples] = useState<readonly TrafficSample[]>([])
  const [silence, setSilence] = useState<SinDatos | null>(null)
  const [error, setError] = useState<unknown>(null)
  const key = names.length === 0 ? null : JSON.stringify([id, names])
  useStream<TraficoVivo>(
    error === null ? key : null,
    (signal) => rpc.dispositivos.trafico({ id, interfaces: [...names] }, { signal }),
    (event) => {
      if (event.tipo === 'sin_datos') return setSilence(event)
      setSilence(null)
      setSamples((before) => addSample(before, event))
    },
    setError,
  )
  return { samples, silence, error, retry: () => setError(null) }
}

function LiveInterfaces({ id, filas }: { id: string; filas: readonly InterfazRow[] }) {
  const { t } = useTranslation('red')
  const watched = watchedInterfaces(filas)
  const [chosen, setChosen] = useState<string | null>(null)
  const drawn = watched.find((name) => name === chosen) ?? watched[0]
  const { samples, silence, error, retry } = useTraffic(id, watched)
  const last = silence === null ? samples.at(-1) : undefined
  return (
    <>
      {error !== null && <DeviceError error={error} onRetry={retry} />}
      {silence !== null && <DeviceFailure falla={silence.falla} detalle={silence.detalle} />}
      {drawn !== undefined && <LiveChart name={drawn} samples={samples} silent={silence !== null} />}
      <ScrollTable label={t('device.tab.interfaces')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('list.drawn')}</Table.Th>
            <Table.Th>{t('list.interface')}</Table.Th>
            <Table.Th>{t('column.state')}</Table.Th>
            <Table.Th>{t('list.type')}</Table.Th>
            <Table.Th data-align="right">{t('list.receives')}</Table.Th>
            <Table.Th data-align="right">{t('list.sends')}</Table.Th>
            <Table.Th>{t('list.mac')}</Table.Th>
            <Table.Th>{t('list.comment')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {filas.map((fila) => (
            <InterfaceRow
              key={fila.nombre}
              fila={fila}
              rates={last?.rates.get(fila.nombre)}
              drawn={fila.nombre === drawn}
              onDraw={watched.includes(fila.nombre) ? () => setChosen(fila.nombre) : null}
            />
          ))}
        </Table.Tbody>
      </ScrollTable>
    </>
  )
}

interface RowProps {
  fila: InterfazRow
  /** Undefined: nothing is known now. */
  rates: { recibe: number | null; envia: number | null } | undefined
  drawn: boolean
  /** Null: it is not watched. */
  onDraw: (() => void) | null
}

function InterfaceRow({ fila, rates, drawn, onDraw }: RowProps) {
  const { t } = useTranslation('red')
  const { nombre, tipo, mac, comentario, activa, deshabilitada, salida } = fila
  return (
    <Table.Tr>
      <Table.Td>
        {onDraw && (
          <Radio name="interfaz" size="xs" aria-label={t('list.draw', { nombre })} checked={drawn} onChange={onDraw} />
        )}
      </Table.Td>
      <Table.Td>
        <b>{nombre}</b> {salida && <span className={styles['barEnd']}>{t('list.uplink')}</span>}
      </Table.Td>
      <Table.Td>{deshabilitada ? t('list.disabled') : <LinkBadge up={activa} />}</Table.Td>
      <Table.Td>{tipo}</Table.Td>
      <Table.Td data-align="right">
        <Rate bps={rates?.recibe} />
      </Table.Td>
      <Table.Td data-align="right">
        <Rate bps={rates?.envia} />
      </Table.Td>
      <Table.Td>{mac}</Table.Td>
      <Table.Td>{comentario}</Table.Td>
    </Table.Tr>
  )
}

/** A port without a cable is no alarm. */
function LinkBadge({ up }: { up: boolean }) {
  const { t } = useTranslation('red')
  const LinkIcon = up ? IconCircleCheck : IconPlugConnectedX
  return (
    <Badge color={up ? 'green' : 'gray'} leftSection={<LinkIcon size={13} stroke={2} aria-hidden />}>
      {t(up ? 'list.linkUp' : 'list.linkDown')}
    </Badge>
  )
}

function LiveChart({ name, samples, silent }: { name: string; samples: readonly TrafficSample[]; silent: boolean }) {
  const { t } = useTranslation('red')
  const rate = useRate()
  const points = (pick: 'recibe' | 'envia') =>
    samples.flatMap(({ t: at, rates }) => {
      const value = rates.get(name)?.[pick]
      return value === null || value === undefined ? [] : [{ at, value }]
    })
  const to = samples.at(-1)?.t ?? Date.now()
  const last = silent ? undefined : samples.at(-1)?.rates.get(name)
  const label = t('list.liveOf', { nombre: name })
  return (
    <Paper component="section" className={styles['card'] ?? ''} aria-label={label} style={{ flex: 'none' }}>
      <div className={styles['cardHead']}>
        <Title order={2}>{label}</Title>
        <span className={styles['now']}>
          {silent ? (
            t('list.silent')
          ) : (
            <>
              ↓ <Rate bps={last?.recibe} /> ↑ <Rate bps={last?.envia} />
            </>
          )}
        </span>
      </div>
      <TimeChart
        label={label}
        lines={[
          { key: 'recibe', name: t('list.receives'), points: points('recibe') },
          { key: 'envia', name: t('list.sends'), points: points('envia') },
        ]}
        from={to - WINDOW_MS}
        to={to}
        stepMs={SECOND * 2}
        format={rate}
        height={120}
        empty={t(silent ? 'list.silent' : 'list.waiting')}
      />
    </Paper>
  )
}
