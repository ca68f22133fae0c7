import { Button, Text } from '@mantine/core'
import {
  type Icon,
  IconBan,
  IconCircleCheck,
  IconCircleMinus,
  IconClock,
  IconReceiptRefund,
  IconRefreshAlert,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ESTADOS_CORRIDA_FILA, type EstadoCorridaFila } from '../../../../contract/enums.ts'
import type { CorridaDetail, CorridaFilaRow } from '../../../../contract/procedures/corridas.ts'
import { useTrabajos } from '../../../app/jobs.tsx'
import { useCan, useNumber } from '../../../app/session.tsx'
import { Banner } from '../../../components/Banner.tsx'
import { ClienteName } from '../../../components/ClienteName.tsx'
import { CountTiles } from '../../../components/CountTiles.tsx'
import { type KeysetColumn, KeysetTable } from '../../../components/KeysetTable.tsx'
import { Money } from '../../../components/Money.tsx'
import { NothingLeft } from '../../../components/NothingLeft.tsx'
import { RunProgress } from '../../../components/RunProgress.tsx'
import styles from './run.module.css'
import { useRunRows } from './useRuns.ts'

const FILA_LOOKS: Readonly<Record<EstadoCorridaFila, readonly [icon: Icon, color: string]>> = {
  pendiente: [IconClock, 'blue'],
  emitida: [IconCircleCheck, 'green'],
  acreditada: [IconReceiptRefund, 'blue'],
  sin_cargo: [IconCircleMinus, 'gray'],
  cambio: [IconRefreshAlert, 'orange'],
  excluida: [IconBan, 'gray'],
}

/** Progress while there is some, what became of the rows, and the rows. */
export function RunResult({ run }: { run: CorridaDetail }) {
  const { t } = useTranslation('corridas')
  const [estado, setEstado] = useState<EstadoCorridaFila | undefined>()
  if (run.estado === 'por_confirmar') return <Text size="sm">{t('runs.waiting')}</Text>
  return (
    <>
      {(run.estado === 'emitiendo' || run.estado === 'pausada') && <Going run={run} />}
      <Outcome run={run} chosen={estado} onChoose={setEstado} />
      <Changed run={run} />
      <Rows corridaId={run.id} estado={estado} onClear={() => setEstado(undefined)} />
    </>
  )
}

function Going({ run }: { run: CorridaDetail }) {
  const { t } = useTranslation(['corridas', 'common'])
  const number = useNumber()
  const trabajo = useTrabajos().find(({ id }) => id === run.trabajoId)
  const running = run.estado === 'emitiendo'
  // The job says it at each batch; the run only when it is read again.
  const done = running && trabajo?.estado === 'running' ? Math.max(trabajo.done, run.hechas) : run.hechas
  return (
    <RunProgress
      label={t(running ? 'runs.issuing' : 'runs.paused')}
      done={done}
      total={run.total}
      count={t('common:jobs.progress', { done: number(done), total: number(run.total) })}
      text={t(running ? 'runs.issuingText' : 'runs.pausedText')}
      running={running}
    />
  )
}

interface OutcomeProps {
  run: CorridaDetail
  chosen: EstadoCorridaFila | undefined
  onChoose: (estado: EstadoCorridaFila | undefined) => void
}

/** Counts by outcome; each shows its rows. */
function Outcome({ run, chosen, onChoose }: OutcomeProps) {
  const { t } = useTranslation('corridas')
  const of = new Map(run.filas.map((fila) => [fila.estado, fila]))
  const shown = ESTADOS_CORRIDA_FILA.filter((estado) => estado === 'emitida' || (of.get(estado)?.cantidad ?? 0) > 0)
  return (
    <CountTiles
      label={t('result.outcome')}
      tiles={shown.map((estado) => {
        const { cantidad, monto } = of.get(estado) ?? { cantidad: 0, monto: 0 }
        return {
          key: estado,
          label: (
            <span>
              {t(`filas.${estado}`)}
              {monto !== 0 && (
                <>
                  {' · '}
                  <Money amount={monto} size="xs" />
                </>
              )}
            </span>
          ),
          count: cantidad,
          look: FILA_LOOKS[estado],
          chosen: chosen === estado,
          onChoose: () => onChoose(chosen === estado ? undefined : estado),
        }
      })}
    />
  )
}

/** Rows that were no longer what was previewed were left alone: the next preview shows what they are now. */
function Changed({ run }: { run: CorridaDetail }) {
  const { t } = useTranslation('corridas')
  const number = useNumber()
  const mayRun = useCan('corrida.run')
  const changed = run.filas.find(({ estado }) => estado === 'cambio')?.cantidad ?? 0
  if (changed === 0 || run.estado !== 'terminada') return null
  const search = { periodo: run.periodo, ...(run.dia === null ? {} : { dia: run.dia }) }
  return (
    <Banner
      icon={IconRefreshAlert}
      action={
        mayRun && (
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => <Link {...props} to="/facturas/facturar" search={search} />}
          >
            {t('result.again')}
          </Button>
        )
      }
    >
      {t('result.changed', { count: changed, n: number(changed) })}
    </Banner>
  )
}

interface RowsProps {
  corridaId: string
  estado: EstadoCorridaFila | undefined
  onClear: () => void
}

function Rows({ corridaId, estado, onClear }: RowsProps) {
  const { t } = useTranslation('corridas')
  const navigate = useNavigate()
  const rows = useRunRows(corridaId, estado)
  return (
    <KeysetTable
      columns={useColumns()}
      query={rows}
      rowKey={({ clave }) => clave}
      canOpen={({ documento }) => documento !== null}
      onOpen={({ documento }) => {
        if (documento?.tipo === 'factura') void navigate({ to: '/facturas/$id', params: { id: documento.id } })
        else if (documento) void navigate({ to: '/facturas/notas', search: { nota: documento.id } })
      }}
      label={t('result.rows')}
      place={{ list: `corrida ${corridaId}`, view: estado ?? '' }}
      takeFocus
      empty={<NothingLeft title={t('review.none')} clearLabel={t('review.clear')} onClear={onClear} />}
    />
  )
}

function useColumns(): KeysetColumn<CorridaFilaRow>[] {
  const { t } = useTranslation('corridas')
  return [
    {
      key: 'cliente',
      header: t('column.client'),
      width: 'minmax(12rem, 2fr)',
      render: ({ clienteNombre, clienteCodigo }) => (
        <ClienteName nombre={clienteNombre} codigo={clienteCodigo} strong />
      ),
    },
    {
      key: 'estado',
      header: t('column.outcome'),
      width: 'minmax(14rem, 1.4fr)',
      render: ({ estado, motivo }) => <FilaState estado={estado} motivo={motivo} />,
    },
    {
      key: 'documento',
      header: t('column.document'),
      width: '11rem',
      render: ({ documento }) => (documento === null ? '—' : <strong>{documento.numero}</strong>),
    },
    {
      key: 'total',
      header: t('column.total'),
      width: 'minmax(9rem, 1fr)',
      align: 'right',
      render: ({ totalPrevisto }) =>
        totalPrevisto === 0 ? '—' : <Money amount={totalPrevisto} tone={totalPrevisto < 0 ? 'credit' : undefined} />,
    },
  ]
}

function FilaState({ estado, motivo }: Pick<CorridaFilaRow, 'estado' | 'motivo'>) {
  const { t } = useTranslation('corridas')
  const [FilaIcon, color] = FILA_LOOKS[estado]
  return (
    <span className={styles['warnings']}>
      <FilaIcon size={15} color={`var(--mantine-color-${color}-text)`} aria-hidden />
      {t(`fila.${estado}`)}
      {motivo !== null && <span className={styles['dimmed']}>{t(`motivoFila.${motivo}`)}</span>}
    </span>
  )
}
