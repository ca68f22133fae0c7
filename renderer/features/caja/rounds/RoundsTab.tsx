import { SegmentedControl } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ESTADOS_RUTA, type EstadoRuta } from '../../../../contract/enums.ts'
import type { RutaRow } from '../../../../contract/procedures/rutas.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { defined } from '../../../app/searchParams.ts'
import { useNumber } from '../../../app/session.tsx'
import { InstantText } from '../../../components/DateText.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { FilterBar } from '../../../components/FilterBar.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { type KeysetColumn, KeysetTable } from '../../../components/KeysetTable.tsx'
import { Money } from '../../../components/Money.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { orpc } from '../../../rpc/query.ts'

const PAGE = 100

/** Rounds of collectors, newest first: Enter opens one to print, settle or take back; Ctrl+N makes one. */
export function RoundsTab({ estado }: { estado: EstadoRuta | undefined }) {
  const { t } = useTranslation(['caja', 'common'])
  const navigate = useNavigate()
  const rounds = useInfiniteQuery(
    orpc.rutas.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: defined({ estado }),
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<RutaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const show = (wanted: EstadoRuta | undefined) =>
    void navigate({ to: '/caja', search: defined({ ver: 'rutas' as const, estado: wanted }), replace: true })
  const create = () => void navigate({ to: '/caja/rutas/nueva' })
  return (
    <>
      <PageHeader
        title={t('tab.rutas')}
        primary={
          <KeyButton hotkey="mod+N" onClick={create}>
            {t('rounds.new')}
          </KeyButton>
        }
      />
      <FilterBar>
        <SegmentedControl
          aria-label={t('sessions.state')}
          value={estado ?? 'todas'}
          onChange={(value) => show(ESTADOS_RUTA.find((one) => one === value))}
          data={[
            { value: 'todas', label: t('rounds.all') },
            ...ESTADOS_RUTA.map((value) => ({ value, label: t(`common:enums.estadoRuta.${value}`) })),
          ]}
        />
      </FilterBar>
      <KeysetTable
        columns={useColumns()}
        query={rounds}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/caja/rutas/$id', params: { id } })}
        label={t('tab.rutas')}
        place={{ list: 'rutas', view: estado ?? '' }}
        takeFocus
        empty={
          <EmptyState
            icon={<IconRoute />}
            title={t(estado === undefined ? 'rounds.none' : 'rounds.noneFound')}
            text={estado === undefined ? t('rounds.noneText') : undefined}
          />
        }
      />
    </>
  )
}

function useColumns(): KeysetColumn<RutaRow>[] {
  const { t } = useTranslation('caja')
  const number = useNumber()
  return [
    { key: 'numero', header: t('rounds.number'), width: '9rem', render: ({ numero }) => numero },
    {
      key: 'creada',
      header: t('rounds.made'),
      width: '12rem',
      render: ({ creadoEn }) => <InstantText at={creadoEn} />,
    },
    { key: 'nombre', header: t('rounds.name'), width: 'minmax(10rem, 1.5fr)', render: ({ nombre }) => nombre },
    { key: 'cobrador', header: t('rounds.collector'), width: 'minmax(9rem, 1fr)', render: ({ cobrador }) => cobrador },
    {
      key: 'estado',
      header: t('sessions.state'),
      width: '8rem',
      render: ({ estado }) => <EstadoBadge tipo="ruta" estado={estado} />,
    },
    {
      key: 'visitas',
      header: t('rounds.stops'),
      width: '7rem',
      align: 'right',
      render: ({ visitas, cobradas }) => t('rounds.of', { cobradas: number(cobradas), visitas: number(visitas) }),
    },
    {
      key: 'deuda',
      header: t('rounds.debt'),
      width: '9rem',
      align: 'right',
      render: ({ deuda }) => <Money amount={deuda} />,
    },
    {
      key: 'cobrado',
      header: t('rounds.collected'),
      width: '9rem',
      align: 'right',
      render: ({ cobrado }) => <Money amount={cobrado} />,
    },
  ]
}
