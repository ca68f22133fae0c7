import { Select, Text } from '@mantine/core'
import { IconReceiptOff } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TIPOS_REVERSO } from '../../../contract/enums.ts'
import type { ReversoRow } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import { ClienteName } from '../../components/ClienteName.tsx'
import { DateField } from '../../components/DateField.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { FilterBar } from '../../components/FilterBar.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Screen } from '../../components/Screen.tsx'
import { orpc } from '../../rpc/query.ts'
import { CajaTabs } from '../caja/CajaTabs.tsx'
import { DocumentDialog } from '../documents/index.ts'
import type { ReversalsSearch } from './search.ts'

const route = getRouteApi('/caja/anulaciones')
const PAGE = 100

/** Every receipt that was taken back, newest first. Enter shows its paper. */
export function ReversalsScreen() {
  const { t } = useTranslation('reversos')
  const filter = route.useSearch()
  const [opened, setOpened] = useState<ReversoRow | null>(null)
  const rows = useInfiniteQuery(
    orpc.reversos.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ filter, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<ReversoRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const filtered = Object.keys(filter).length > 0
  return (
    <Screen tabs={<CajaTabs current="anulaciones" />}>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Filters filter={filter} />
      <KeysetTable
        columns={useColumns()}
        query={rows}
        rowKey={({ id }) => id}
        onOpen={setOpened}
        selectedKey={opened?.id}
        label={t('title')}
        place={{ list: 'reversos', view: JSON.stringify(filter) }}
        takeFocus
        empty={
          <EmptyState
            icon={<IconReceiptOff />}
            title={t(filtered ? 'noneFound' : 'none')}
            text={filtered ? undefined : t('noneText')}
          />
        }
      />
      {opened && (
        <DocumentDialog
          source={{ tipo: 'reverso', id: opened.id }}
          clienteId={opened.clienteId}
          onClose={() => setOpened(null)}
        />
      )}
    </Screen>
  )
}

function Filters({ filter }: { filter: ReversalsSearch }) {
  const { t } = useTranslation('reversos')
  const navigate = useNavigate()
  const set = (part: { [K in keyof ReversalsSearch]: string | undefined }) => {
    const next = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ to: '/caja/anulaciones', search: Object.fromEntries(next) as ReversalsSearch, replace: true })
  }
  return (
    <FilterBar>
      <Select
        aria-label={t('filter.tipo')}
        w="15rem"
        allowDeselect={false}
        value={filter.tipo ?? ''}
        onChange={(tipo) => set({ tipo: TIPOS_REVERSO.find((one) => one === tipo) })}
        data={[
          { value: '', label: t('filter.all') },
          ...TIPOS_REVERSO.map((tipo) => ({ value: tipo, label: t(`tipo.${tipo}`) })),
        ]}
      />
      {(['desde', 'hasta'] as const).map((day) => (
        <DateField
          key={day}
          aria-label={t(`filter.${day}`)}
          placeholder={t(`filter.${day}`)}
          clearable
          w="10rem"
          value={filter[day] ?? ''}
          onChange={(fecha) => set({ [day]: fecha })}
        />
      ))}
    </FilterBar>
  )
}

function useColumns(): KeysetColumn<ReversoRow>[] {
  const { t } = useTranslation('reversos')
  return [
    { key: 'fecha', header: t('column.fecha'), width: '12rem', render: ({ fecha }) => <InstantText at={fecha} /> },
    { key: 'recibo', header: t('column.recibo'), width: '9rem', render: ({ reciboNumero }) => reciboNumero },
    {
      key: 'cliente',
      header: t('column.cliente'),
      width: 'minmax(9rem, 2fr)',
      render: ({ clienteNombre, clienteCodigo }) => <ClienteName nombre={clienteNombre} codigo={clienteCodigo} />,
    },
    { key: 'tipo', header: t('column.tipo'), width: 'minmax(8rem, 1fr)', render: ({ tipo }) => t(`tipo.${tipo}`) },
    { key: 'motivo', header: t('column.motivo'), width: 'minmax(8rem, 2fr)', render: ({ motivo }) => motivo },
    {
      key: 'quien',
      header: t('column.quien'),
      width: 'minmax(7rem, 1fr)',
      render: ({ usuario }) => usuario ?? <Text component="span">{t('system')}</Text>,
    },
    {
      key: 'aprobo',
      header: t('column.aprobo'),
      width: 'minmax(7rem, 1fr)',
      render: ({ aprobadoPor }) => aprobadoPor ?? '—',
    },
    {
      key: 'monto',
      header: t('column.monto'),
      width: '9rem',
      align: 'right',
      render: ({ monto }) => <Money amount={monto} strong />,
    },
  ]
}
