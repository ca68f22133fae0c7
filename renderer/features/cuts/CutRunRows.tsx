import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  CorridaCorteFilaRow,
  CorridaCorteRow,
  ResultadoCorte,
  TrabajoDeServicio,
} from '../../../contract/index.ts'
import { ClienteName } from '../../components/ClienteName.tsx'
import { DateText } from '../../components/DateText.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import { NothingLeft } from '../../components/NothingLeft.tsx'
import { useJobWords } from '../network/jobs/words.ts'
import styles from './cuts.module.css'
import { useCutRunRows } from './useCuts.ts'
import { useOutcomeWords } from './words.ts'

interface Props {
  run: CorridaCorteRow
  resultado: ResultadoCorte | undefined
  onClear: () => void
}

/** What became of each service of a run; Enter opens its client. */
export function CutRunRows({ run, resultado, onClear }: Props) {
  const { t } = useTranslation('cortes')
  const navigate = useNavigate()
  const rows = useCutRunRows(run.id, resultado)
  return (
    <KeysetTable
      columns={useColumns(run)}
      query={rows}
      rowKey={({ servicioId }) => servicioId}
      onOpen={({ clienteId }) => void navigate({ to: '/clientes/$id', params: { id: clienteId } })}
      label={t('run.outcome')}
      place={{ list: `corridaCorte ${run.id}`, view: resultado ?? '' }}
      takeFocus
      empty={<NothingLeft title={t('run.noneOf')} clearLabel={t('filter.clear')} onClear={onClear} />}
    />
  )
}

function useColumns(run: CorridaCorteRow): readonly KeysetColumn<CorridaCorteFilaRow>[] {
  const { t } = useTranslation('cortes')
  const words = useOutcomeWords(run)
  return useMemo(
    () => [
      {
        key: 'cliente',
        header: t('column.client'),
        width: 'minmax(10rem, 1.5fr)',
        render: ({ clienteNombre, clienteCodigo }) => (
          <ClienteName nombre={clienteNombre} codigo={clienteCodigo} strong />
        ),
      },
      {
        key: 'plan',
        header: t('column.plan'),
        width: 'minmax(6rem, 0.8fr)',
        render: ({ planNombre }) => planNombre,
      },
      {
        key: 'vencido',
        header: t('column.owed'),
        width: '8rem',
        align: 'right',
        render: ({ vencido }) => <Money amount={vencido} />,
      },
      {
        key: 'desde',
        header: t('column.since'),
        width: '6.5rem',
        render: ({ venceDesde }) => <DateText fecha={venceDesde} />,
      },
      {
        key: 'resultado',
        header: t('column.outcome'),
        width: 'minmax(19rem, 2fr)',
        render: (fila) => <Outcome fila={fila} words={words(fila)} />,
      },
      {
        key: 'equipo',
        header: t('column.job'),
        width: 'minmax(17rem, 2fr)',
        render: (fila) => <Jobs fila={fila} />,
      },
    ],
    [t, words],
  )
}

function Outcome({ fila, words }: { fila: CorridaCorteFilaRow; words: string | null }) {
  return (
    <span className={styles['outcome']} title={words ?? undefined}>
      <EstadoBadge tipo="resultadoCorte" estado={fila.resultado} />
      {words !== null && <span className={styles['reason']}>{words}</span>}
    </span>
  )
}

/** The gravest of its jobs stands for all. */
const GRAVITY = ['fallido', 'pendiente', 'aplicado', 'cancelado', 'verificado'] as const
const gravestOf = (jobs: readonly TrabajoDeServicio[]): TrabajoDeServicio | undefined =>
  GRAVITY.map((estado) => jobs.find((found) => found.estado === estado)).find((found) => found)

/** What its devices say: of the return, while one has not brought it back; else of the cut. */
function Jobs({ fila: { trabajos, vueltas, resultado } }: { fila: CorridaCorteFilaRow }) {
  const { t } = useTranslation('cortes')
  const words = useJobWords()
  // What never was cut has not to be brought back.
  const back = resultado === 'sin_enviar' ? undefined : gravestOf(vueltas)
  const job = back ?? gravestOf(trabajos)
  if (job === undefined) return '—'
  const equipo = (back ? vueltas : trabajos)
    .filter(({ estado }) => estado === job.estado)
    .map(({ dispositivoNombre }) => dispositivoNombre)
    .join(', ')
  const given =
    job.estado === 'cancelado' && t(resultado === 'sin_enviar' ? 'run.neverTold' : 'run.unconfirmed', { equipo })
  const head = back ? t('run.returnWaits', { equipo }) : given || equipo
  const text = [head, given ? '' : words(job)].filter((part) => part !== '').join(back ? '. ' : ': ')
  return (
    <span className={styles['outcome']} title={text}>
      <EstadoBadge tipo="trabajoRed" estado={job.estado} />
      <span className={styles['reason']}>{text}</span>
    </span>
  )
}
