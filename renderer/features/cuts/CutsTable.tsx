import { IconBan, IconCircleCheck, IconPlugConnectedX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SimulacionFila, SimulacionResumen } from '../../../contract/index.ts'
import { useNumber } from '../../app/session.tsx'
import { ClienteName } from '../../components/ClienteName.tsx'
import { DateText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import { NothingLeft } from '../../components/NothingLeft.tsx'
import styles from './cuts.module.css'
import type { CutsSearch } from './search.ts'
import { useSimulationRows } from './useCuts.ts'
import { useNextDay, useReasonWords } from './words.ts'

interface Props {
  resumen: SimulacionResumen
  search: CutsSearch
  excluded: ReadonlyMap<string, SimulacionFila>
  opened: SimulacionFila | null
  onOpen: (fila: SimulacionFila) => void
  onClear: () => void
}

export function CutsTable({ resumen, search, excluded, opened, onOpen, onClear }: Props) {
  const { t } = useTranslation('cortes')
  const rows = useSimulationRows(resumen.simulacionId, search)
  const columns = useColumns(excluded)
  const nextDay = useNextDay(resumen.dia)
  const closed = resumen.dia.excluido === null ? null : `${t('empty.closed')} ${nextDay}`
  return (
    <KeysetTable
      columns={columns}
      query={rows}
      rowKey={({ servicioId }) => servicioId}
      onOpen={onOpen}
      selectedKey={opened?.servicioId ?? null}
      label={t('rows')}
      place={{ list: 'cortes', view: JSON.stringify(search) }}
      takeFocus
      empty={
        resumen.total === 0 ? (
          <EmptyState icon={<IconCircleCheck />} title={t('empty.title')} text={closed ?? t('empty.text')} />
        ) : (
          <NothingLeft
            title={t('filter.none')}
            {...(closed !== null && { text: closed })}
            clearLabel={t('filter.clear')}
            onClear={onClear}
          />
        )
      }
    />
  )
}

function useColumns(excluded: Props['excluded']): readonly KeysetColumn<SimulacionFila>[] {
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
        key: 'equipo',
        header: t('column.device'),
        width: 'minmax(8rem, 1fr)',
        render: ({ equipos }) => equipos.map(({ nombre }) => nombre).join(', ') || '—',
      },
      {
        key: 'vencido',
        header: t('column.owed'),
        width: '9rem',
        align: 'right',
        render: ({ vencido }) => <Money amount={vencido} tone={vencido > 0 ? 'due' : undefined} />,
      },
      {
        key: 'desde',
        header: t('column.since'),
        width: '7rem',
        render: ({ venceDesde }) => (venceDesde === null ? '—' : <DateText fecha={venceDesde} />),
      },
      {
        key: 'resultado',
        header: t('column.result'),
        width: 'minmax(14rem, 1.5fr)',
        render: (fila) => <Verdict fila={fila} left={excluded.has(fila.servicioId)} />,
      },
    ],
    [t, excluded],
  )
}

/** What happens to a service: cut, slowed down, left out by hand, or the first reason that keeps it. */
export function Verdict({ fila, left = false }: { fila: SimulacionFila; left?: boolean }) {
  const { t } = useTranslation('cortes')
  const number = useNumber()
  const words = useReasonWords()
  if (left)
    return (
      <span className={styles['left']}>
        <IconBan size={15} aria-hidden /> {t('result.left')}
      </span>
    )
  const [first] = fila.motivos
  if (first === undefined)
    return (
      <span className={styles['cut']}>
        <IconPlugConnectedX size={15} aria-hidden />
        {t(fila.politica === 'reducir' ? 'result.reduced' : 'result.cut')}
      </span>
    )
  const more = fila.motivos.length - 1
  return (
    <span className={styles['reasons']} title={fila.motivos.map(words).join(' · ')}>
      <span className={styles['reason']}>{words(first)}</span>
      {more > 0 && <span className={styles['dimmed']}>{t('more', { n: number(more) })}</span>}
    </span>
  )
}
