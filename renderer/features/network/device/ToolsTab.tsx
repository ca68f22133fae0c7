import { Button, NumberInput, Paper, Table, Text, TextInput, Title } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PingVivo, SaltoTraza, SinDatos, TrazaViva } from '../../../../contract/procedures/dispositivo-vivo.ts'
import { useTenant } from '../../../app/session.tsx'
import { rpc } from '../../../rpc/client.ts'
import { useStreamRun } from '../../../rpc/streams.ts'
import { DeviceError, DeviceFailure } from '../DeviceFailure.tsx'
import styles from './device.module.css'

/** Ping and trace from the device, not from this PC. */
export function ToolsTab({ id }: { id: string }) {
  return (
    <div className={styles['tools']}>
      <Ping id={id} />
      <Trace id={id} />
    </div>
  )
}

/** Milliseconds with a decimal, as the tenant's country writes them. */
function useMs(): (ms: number | null) => string {
  const { t } = useTranslation('red')
  const { locale } = useTenant()
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  return (ms) => (ms === null ? '—' : t('unit.ms', { n: format.format(ms) }))
}

interface ToolProps {
  title: string
  submit: string
  running: boolean
  error: unknown
  silence: SinDatos | null
  onStart: (destino: string) => void
  onStop: () => void
  /** More fields, beside the destination. */
  fields?: ReactNode
  children: ReactNode
}

function Tool({ title, submit, running, error, silence, onStart, onStop, fields, children }: ToolProps) {
  const { t } = useTranslation(['red', 'common'])
  const [destino, setDestino] = useState('')
  const [missing, setMissing] = useState(false)
  const [started, setStarted] = useState('')
  const target = destino.trim()
  /** Another target takes the place of the one that runs. */
  const stops = running && (target === started || target === '')
  const start = (event: FormEvent) => {
    event.preventDefault()
    if (stops) return onStop()
    setMissing(target === '')
    setStarted(target)
    if (target !== '') onStart(target)
  }
  return (
    <Paper component="section" className={styles['card'] ?? ''} aria-label={title}>
      <Title order={2}>{title}</Title>
      <form onSubmit={start} className={styles['bar']} style={{ alignItems: 'flex-end' }} noValidate>
        <TextInput
          flex={1}
          label={t('tool.target')}
          maxLength={253}
          autoComplete="off"
          spellCheck={false}
          value={destino}
          onChange={(event) => setDestino(event.currentTarget.value)}
          error={missing && t('common:form.required')}
        />
        {fields}
        <Button
          type="submit"
          variant="default"
          leftSection={stops ? <IconPlayerStop size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
        >
          {stops ? t('tool.stop') : submit}
        </Button>
      </form>
      {error !== null && <DeviceError error={error} />}
      {silence !== null && <DeviceFailure falla={silence.falla} detalle={silence.detalle} />}
      {children}
    </Paper>
  )
}

type Echo = Extract<PingVivo, { tipo: 'eco' | 'perdido' }>

function Ping({ id }: { id: string }) {
  const { t } = useTranslation('red')
  const ms = useMs()
  const [cantidad, setCantidad] = useState(5)
  const [echoes, setEchoes] = useState<readonly Echo[]>([])
  const [end, setEnd] = useState<Extract<PingVivo, { tipo: 'fin' }> | null>(null)
  const [silence, setSilence] = useState<SinDatos | null>(null)
  const run = useStreamRun<PingVivo>((event) => {
    if (event.tipo === 'fin') setEnd(event)
    else if (event.tipo === 'sin_datos') setSilence(event)
    else setEchoes((before) => [...before, event])
  })
  const lost = (motivo: string) => (motivo === 'timeout' ? t('tool.timeout') : t('tool.lost', { motivo }))
  const start = (destino: string) => {
    setEchoes([])
    setEnd(null)
    setSilence(null)
    run.start((signal) => rpc.dispositivos.ping({ id, destino, cantidad }, { signal }))
  }
  return (
    <Tool
      title={t('tool.ping')}
      submit={t('tool.pingStart')}
      running={run.running}
      error={run.error}
      silence={silence}
      onStart={start}
      onStop={run.stop}
      fields={
        <NumberInput
          w={90}
          label={t('tool.count')}
          min={1}
          max={100}
          allowDecimal={false}
          hideControls
          value={cantidad}
          onChange={(count) => setCantidad(typeof count === 'number' && count > 0 ? Math.min(count, 100) : 1)}
        />
      }
    >
      <div role="status">
        {end && (
          <Text size="sm" fw={550}>
            {t('tool.summary', { recibidos: end.recibidos, enviados: end.enviados })}
            {end.recibidos > 0 &&
              ` · ${t('tool.times', { min: ms(end.minMs), medio: ms(end.medioMs), max: ms(end.maxMs) })}`}
          </Text>
        )}
      </div>
      {echoes.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('tool.sequence')}</Table.Th>
              <Table.Th>{t('tool.answer')}</Table.Th>
              <Table.Th ta="right">{t('tool.time')}</Table.Th>
              <Table.Th ta="right">{t('tool.ttl')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {echoes.map((echo) => (
              <Table.Tr key={echo.secuencia}>
                <Table.Td className="tabular">{echo.secuencia}</Table.Td>
                <Table.Td>{echo.tipo === 'eco' ? echo.host : lost(echo.motivo)}</Table.Td>
                <Table.Td ta="right" className="tabular">
                  {echo.tipo === 'eco' ? ms(echo.ms) : '—'}
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {echo.tipo === 'eco' ? (echo.ttl ?? '—') : '—'}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Tool>
  )
}

function Trace({ id }: { id: string }) {
  const { t } = useTranslation('red')
  const ms = useMs()
  const [hops, setHops] = useState<readonly SaltoTraza[]>([])
  const [silence, setSilence] = useState<SinDatos | null>(null)
  const run = useStreamRun<TrazaViva>((event) => {
    if (event.tipo === 'sin_datos') setSilence(event)
    else setHops(event.saltos)
  })
  const start = (destino: string) => {
    setHops([])
    setSilence(null)
    run.start((signal) => rpc.dispositivos.traza({ id, destino }, { signal }))
  }
  return (
    <Tool
      title={t('tool.trace')}
      submit={t('tool.traceStart')}
      running={run.running}
      error={run.error}
      silence={silence}
      onStart={start}
      onStop={run.stop}
    >
      {hops.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('tool.hop')}</Table.Th>
              <Table.Th>{t('tool.host')}</Table.Th>
              <Table.Th ta="right">{t('tool.loss')}</Table.Th>
              <Table.Th ta="right">{t('tool.last')}</Table.Th>
              <Table.Th ta="right">{t('tool.average')}</Table.Th>
              <Table.Th ta="right">{t('tool.worst')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {hops.map(({ n, host, perdida, ultimoMs, medioMs, peorMs, estado }) => (
              <Table.Tr key={n}>
                <Table.Td className="tabular">{n}</Table.Td>
                <Table.Td>{host || estado || '—'}</Table.Td>
                <Table.Td ta="right" className="tabular">
                  {perdida === null ? '—' : t('percent', { n: Math.round(perdida) })}
                </Table.Td>
                {[['ultimo', ultimoMs] as const, ['medio', medioMs] as const, ['peor', peorMs] as const].map(
                  ([key, value]) => (
                    <Table.Td key={key} ta="right" className="tabular">
                      {ms(value)}
                    </Table.Td>
                  ),
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Tool>
  )
}
