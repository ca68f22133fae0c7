import { Progress, SegmentedControl } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ESTADOS_CORRIDA } from '../../../../contract/enums.ts'
import type { CorridaRow } from '../../../../contract/procedures/corridas.ts'
import { defined } from '../../../app/searchParams.ts'
import { useCan, useNumber } from '../../../app/session.tsx'
import { DateText, InstantText } from '../../../components/DateText.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { FilterBar } from '../../../components/FilterBar.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { type KeysetColumn, KeysetTable } from '../../../components/KeysetTable.tsx'
import { Money } from '../../../components/Money.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { BillingTabs } from '../BillingTabs.tsx'
import { DueBanner, useRunName } from './DueBanner.tsx'
import { useRuns } from './useRuns.ts'

const route = getRouteApi('/facturas/corridas')
const EVERY = 'todas'

/** Every run of the office, the newest first. Enter opens one; Ctrl+Shift+F prepares the next. */
export function RunsScreen() {
  const { t } = useTranslation(['corridas', 'common'])
  const navigate = useNavigate()
  const { estado } = route.useSearch()
  const runs = useRuns(estado)
  const mayRun = useCan('corrida.run')
  const grid = useRef<HTMLDivElement>(null)
  const show = (wanted: string) =>
    void navigate({
      to: '/facturas/corridas',
      search: defined({ estado: ESTADOS_CORRIDA.find((known) => known === wanted) }),
      replace: true,
    })
  const prepare = mayRun && (
    <KeyButton hotkey="mod+Shift+F" onClick={() => void navigate({ to: '/facturas/facturar' })}>
      {t('runs.prepare')}
    </KeyButton>
  )
  return (
    <Screen tabs={<BillingTabs />}>
      <PageHeader title={t('runs.title')} subtitle={t('runs.subtitle')} primary={prepare} />
      <DueBanner proposedOnly />
      <FilterBar>
        <SegmentedControl
          aria-label={t('runs.state')}
          value={estado ?? EVERY}
          onChange={show}
          data={[
            { value: EVERY, label: t('runs.all') },
            ...ESTADOS_CORRIDA.map((value) => ({ value, label: t(`common:enums.estadoCorrida.${value}`) })),
          ]}
        />
      </FilterBar>
      <KeysetTable
        ref={grid}
        columns={useColumns()}
        query={runs}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/facturas/corridas/$corridaId', params: { corridaId: id } })}
        label={t('runs.title')}
        place={{ list: 'corridas', view: estado ?? '' }}
        takeFocus
        empty={
          <EmptyState
            icon={<IconListCheck />}
            title={t(estado === undefined ? 'runs.none' : 'runs.noneOfState')}
            text={estado === undefined ? t('runs.noneText') : undefined}
          />
        }
      />
    </Screen>
  )
}

function useColumns(): KeysetColumn<CorridaRow>[] {
  const { t } = useTranslation('corridas')
  const number = useNumber()
  const name = useRunName()
  return [
    {
      key: 'periodo',
      header: t('runs.period'),
      width: 'minmax(13rem, 1.4fr)',
      render: (run) => <strong>{name(run)}</strong>,
    },
    {
      key: 'estado',
      header: t('runs.state'),
      width: '9.5rem',
      render: ({ estado }) => <EstadoBadge tipo="corrida" estado={estado} />,
    },
    { key: 'avance', header: t('runs.progress'), width: '9rem', render: (run) => <Share run={run} /> },
    {
      key: 'emitidas',
      header: t('runs.invoices'),
      width: '6.5rem',
      align: 'right',
      render: ({ emitidas }) => number(emitidas),
    },
    {
      key: 'monto',
      header: t('runs.amount'),
      width: 'minmax(9.5rem, 1fr)',
      align: 'right',
      render: ({ montoEmitido }) => <Money amount={montoEmitido} />,
    },
    {
      key: 'emision',
      header: t('runs.issueDate'),
      width: '7rem',
      render: ({ fechaEmision }) => <DateText fecha={fechaEmision} />,
    },
    {
      key: 'quien',
      header: t('runs.who'),
      width: 'minmax(8rem, 1fr)',
      render: ({ usuario, origen }) => usuario ?? (origen === 'programada' ? t('runs.office') : '—'),
    },
    {
      key: 'creada',
      header: t('runs.when'),
      width: '12.5rem',
      render: ({ terminadaEn, confirmadaEn, creadoEn }) => <InstantText at={terminadaEn ?? confirmadaEn ?? creadoEn} />,
    },
  ]
}

/** How much of it has its outcome; nothing to say of one that waits. */
function Share({ run: { estado, hechas, total } }: { run: CorridaRow }) {
  const { t } = useTranslation('common')
  const number = useNumber()
  if (estado === 'por_confirmar' || total === 0) return '—'
  const label = t('jobs.progress', { done: number(hechas), total: number(total) })
  if (estado !== 'emitiendo' && estado !== 'pausada') return label
  return <Progress value={(hechas / total) * 100} size="sm" aria-label={label} />
}
