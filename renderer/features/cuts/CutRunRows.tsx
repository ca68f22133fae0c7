import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EstadoCorteFila } from '../../../contract/enums.ts'
import type { CorridaCorteFilaRow, CorridaCorteRow } from '../../../contract/index.ts'
import { ClienteName } from '../../components/ClienteName.tsx'
import { DateText } from '../../components/DateText.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import { NothingLeft } from '../../components/NothingLeft.tsx'
import { useJobWords } from '../network/jobs/words.ts'
import styles from './cuts.module.css'
import { useCutRunRows } from './useCuts.ts'

interface Props {
  run: CorridaCorteRow
  estado: EstadoCorteFila | undefined
  onClear: () => void
}

/** What became of each service of a run; Enter opens its client. */
export function CutRunRows({ run, estado, onClear }: Props) {
  const { t } = useTranslation('cortes')
  const navigate = useNavigate()
  const rows = useCutRunRows(run.id, estado)
  return (
    <KeysetTable
      columns={useColumns()}
      query={rows}
      rowKey={({ servicioId }) => servicioId}
      onOpen={({ clienteId }) => void navigate({ to: '/clientes/$id', params: { id: clienteId } })}
      label={t('run.outcome')}
      place={{ list: `corridaCorte ${run.id}`, view: estado ?? '' }}
      takeFocus
      empty={<NothingLeft title={t('run.noneOf')} clearLabel={t('filter.clear')} onClear={onClear} />}
    />
  )
}

function useColumns(): readonly KeysetColumn<CorridaCorteFilaRow>[] {
  const { t } = useTranslation('cortes')
  return useMemo(
    () => [
      {
        key: 'cliente',
        header: t('column.client'),
        width: 'minmax(13rem, 1.8fr)',
        render: ({ clienteNombre, clienteCodigo }) => (
          <ClienteName nombre={clienteNombre} codigo={clienteCodigo} strong />
        ),
      },
      {
        key: 'plan',
        header: t('column.plan'),
        width: 'minmax(8rem, 1fr)',
        render: ({ planNombre }) => planNombre,
      },
      {
        key: 'vencido',
        header: t('column.owed'),
        width: '9rem',
        align: 'right',
        render: ({ vencido }) => <Money amount={vencido} />,
      },
      {
        key: 'desde',
        header: t('column.since'),
        width: '7rem',
        render: ({ venceDesde }) => <DateText fecha={venceDesde} />,
      },
      {
        key: 'resultado',
        header: t('column.outcome'),
        width: 'minmax(12rem, 1.2fr)',
        render: (fila) => <Outcome fila={fila} />,
      },
      {
        key: 'equipo',
        header: t('column.job'),
        width: 'minmax(13rem, 1.3fr)',
        render: (fila) => <Jobs fila={fila} />,
      },
    ],
    [t],
  )
}

function Outcome({ fila: { estado, motivo, servicioEstado } }: { fila: CorridaCorteFilaRow }) {
  const { t } = useTranslation('cortes')
  const since = estado === 'cortado' && servicioEstado === 'activo' ? t('run.back') : null
  const words = motivo === null ? since : t(`motivo.${motivo}`)
  return (
    <span className={styles['reasons']}>
      <EstadoBadge tipo="corteFila" estado={estado} />
      {words !== null && <span className={styles['reason']}>{words}</span>}
    </span>
  )
}

/** The gravest of its jobs stands for all. */
const GRAVITY = ['fallido', 'pendiente', 'aplicado', 'cancelado', 'verificado'] as const

function Jobs({ fila: { trabajos } }: { fila: CorridaCorteFilaRow }) {
  const words = useJobWords()
  const job = GRAVITY.map((estado) => trabajos.find((found) => found.estado === estado)).find((found) => found)
  if (job === undefined) return '—'
  const text = [job.dispositivoNombre, words(job)].filter((part) => part !== '').join(': ')
  return (
    <span className={styles['reasons']} title={text}>
      <EstadoBadge tipo="trabajoRed" estado={job.estado} />
      <span className={styles['reason']}>{text}</span>
    </span>
  )
}
