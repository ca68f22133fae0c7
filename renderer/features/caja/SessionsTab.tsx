import { Select } from '@mantine/core'
import { IconCashRegister } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SesionCaja } from '../../../contract/procedures/caja.ts'
import type { Page } from '../../../contract/schemas.ts'
import { useCan } from '../../app/session.tsx'
import { DateField } from '../../components/DateField.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { FilterBar } from '../../components/FilterBar.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { orpc } from '../../rpc/query.ts'
import { Difference } from './Difference.tsx'
import { SessionDrawer } from './SessionDrawer.tsx'

const PAGE = 100

interface Filter {
  usuarioId?: string
  desde?: string
  hasta?: string
}

/** Every session, newest first; one's own for who does not supervise. Enter opens it, with its papers. */
export function SessionsTab({ sesion }: { sesion: string | undefined }) {
  const { t } = useTranslation('caja')
  const navigate = useNavigate()
  const [filter, setFilter] = useState<Filter>({})
  const sessions = useInfiniteQuery(
    orpc.caja.sesiones.infiniteOptions({
      input: (cursor: string | undefined) => ({ filter, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<SesionCaja>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const show = (id?: string) =>
    void navigate({
      to: '/caja',
      search: { ver: 'sesiones', ...(id === undefined ? {} : { sesion: id }) },
      replace: true,
    })
  const filtered = Object.keys(filter).length > 0
  return (
    <>
      <PageHeader title={t('tab.sesiones')} />
      <SessionFilters filter={filter} onChange={setFilter} />
      <KeysetTable
        columns={useColumns()}
        query={sessions}
        rowKey={({ id }) => id}
        onOpen={({ id }) => show(id)}
        selectedKey={sesion}
        label={t('tab.sesiones')}
        place={{ list: 'sesiones', view: JSON.stringify(filter) }}
        takeFocus
        empty={
          <EmptyState
            icon={<IconCashRegister />}
            title={t(filtered ? 'sessions.noneFound' : 'sessions.none')}
            text={filtered ? undefined : t('sessions.noneText')}
          />
        }
      />
      {sesion !== undefined && <SessionDrawer id={sesion} onClose={() => show()} />}
    </>
  )
}

function SessionFilters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { t } = useTranslation('caja')
  const supervises = useCan('caja.supervise')
  const people = useQuery(orpc.access.people.queryOptions({ enabled: supervises }))
  const set = (part: { [K in keyof Filter]: string | undefined }) => {
    const next = { ...filter, ...part }
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== '')))
  }
  return (
    <FilterBar>
      {supervises && (
        <Select
          aria-label={t('sessions.person')}
          value={filter.usuarioId ?? ''}
          onChange={(value) => set({ usuarioId: value ?? undefined })}
          data={[
            { value: '', label: t('sessions.everybody') },
            ...(people.data ?? []).map(({ id, nombre }) => ({ value: id, label: nombre })),
          ]}
        />
      )}
      <DateField
        aria-label={t('sessions.from')}
        placeholder={t('sessions.from')}
        clearable
        w="10rem"
        value={filter.desde ?? ''}
        onChange={(desde) => set({ desde })}
      />
      <DateField
        aria-label={t('sessions.to')}
        placeholder={t('sessions.to')}
        clearable
        w="10rem"
        value={filter.hasta ?? ''}
        onChange={(hasta) => set({ hasta })}
      />
    </FilterBar>
  )
}

function useColumns(): KeysetColumn<SesionCaja>[] {
  const { t } = useTranslation('caja')
  return [
    {
      key: 'abierta',
      header: t('sessions.opened'),
      width: '12rem',
      render: ({ abiertaEn }) => <InstantText at={abiertaEn} />,
    },
    {
      key: 'persona',
      header: t('sessions.person'),
      width: 'minmax(10rem, 2fr)',
      render: ({ usuario, tipo }) => (tipo === 'cobrador' ? `${usuario} · ${t('enums.sesion.cobrador')}` : usuario),
    },
    { key: 'puesto', header: t('sessions.seat'), width: 'minmax(7rem, 1fr)', render: ({ puesto }) => puesto },
    {
      key: 'estado',
      header: t('sessions.state'),
      width: '8rem',
      render: ({ estado }) => <EstadoBadge tipo="sesion" estado={estado} />,
    },
    {
      key: 'cerrada',
      header: t('sessions.closed'),
      width: '12rem',
      render: ({ cerradaEn }) => (cerradaEn === null ? '—' : <InstantText at={cerradaEn} />),
    },
    { key: 'z', header: t('sessions.z'), width: '9.5rem', render: ({ zNumero }) => zNumero ?? '—' },
    {
      key: 'diferencia',
      header: t('figures.diferencia'),
      width: '9rem',
      align: 'right',
      render: ({ diferencia }) => (diferencia === null ? '—' : <Difference amount={diferencia} />),
    },
    {
      key: 'aprobacion',
      header: t('sessions.approval'),
      width: '8.5rem',
      render: ({ aprobacion }) =>
        aprobacion === null || aprobacion === 'no_requiere' ? (
          ''
        ) : (
          <EstadoBadge tipo="aprobacion" estado={aprobacion} />
        ),
    },
  ]
}
