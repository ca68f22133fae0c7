import type { CSSProperties } from 'react'
import { SegmentedControl, Select, Skeleton, Text } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ESTADOS_SERVICIO_CLIENTE } from '../../../contract/enums.ts'
import { type FilaAntiguedad, type TotalesAntiguedad, TRAMOS } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import { defined } from '../../app/searchParams.ts'
import { useNumber } from '../../app/session.tsx'
import { ClienteName } from '../../components/ClienteName.tsx'
import { DateText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { orpc } from '../../rpc/query.ts'
import { ExportButton } from '../billing/accounts/ExportButton.tsx'
import styles from './reports.module.css'
import { EDADES, type ReportsSearch } from './search.ts'

const PAGE = 200

interface Props {
  search: ReportsSearch
  onChange: (search: ReportsSearch) => void
}

/** Who owes and since when, with what is owed in all by age. Enter on a row opens the client. */
export function AgeingReport({ search, onChange }: Props) {
  const { t } = useTranslation(['cuentas', 'common'])
  const navigate = useNavigate()
  const { desde, servicio, orden = 'deuda' } = search
  const filter = defined({ desdeDias: desde, estadoServicio: servicio })
  const show = (change: ReportsSearch) => onChange(defined({ ver: 'antiguedad', desde, servicio, orden, ...change }))
  const rows = useInfiniteQuery(
    orpc.reportes.antiguedad.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter,
        orden,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<FilaAntiguedad>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <>
      <PageHeader
        title={t('reports.tab.antiguedad')}
        actions={<ExportButton reporte={{ tipo: 'antiguedad', filter, orden }} />}
      />
      <Totals />
      <div className={styles['toolbar']}>
        <SegmentedControl
          aria-label={t('ageing.since')}
          value={String(desde ?? 0)}
          onChange={(value) => show({ desde: EDADES.find((edad) => String(edad) === value) } as ReportsSearch)}
          data={[
            { value: '0', label: t('ageing.everyone') },
            ...EDADES.map((edad) => ({ value: String(edad), label: t(`ageing.from${edad}`) })),
          ]}
        />
        <Select
          aria-label={t('ageing.service')}
          w="11rem"
          value={servicio ?? 'todos'}
          onChange={(value) =>
            show({ servicio: ESTADOS_SERVICIO_CLIENTE.find((one) => one === value) } as ReportsSearch)
          }
          data={[
            { value: 'todos', label: t('ageing.anyService') },
            ...ESTADOS_SERVICIO_CLIENTE.map((value) => ({ value, label: t(`common:enums.estadoServicio.${value}`) })),
          ]}
        />
      </div>
      <KeysetTable
        columns={useColumns()}
        query={rows}
        rowKey={({ clienteId }) => clienteId}
        onOpen={({ clienteId }) =>
          void navigate({ to: '/clientes/$id', params: { id: clienteId }, search: { ver: 'cuenta' } })
        }
        sort={{ key: orden, descending: orden === 'deuda' }}
        onSort={({ key }) => show({ orden: key })}
        label={t('reports.tab.antiguedad')}
        place={{ list: 'antiguedad', view: JSON.stringify({ filter, orden }) }}
        takeFocus
        empty={<EmptyState icon={<IconMoodSmile />} title={t('ageing.none')} text={t('ageing.noneText')} />}
      />
    </>
  )
}

function Totals() {
  const { t } = useTranslation('cuentas')
  const totals = useQuery(orpc.reportes.antiguedadTotales.queryOptions())
  if (totals.data) return <Shares totals={totals.data} />
  if (totals.isError) return <ErrorNote error={totals.error} onRetry={() => void totals.refetch()} />
  return <Skeleton height={92} aria-label={t('reports.tab.antiguedad')} />
}

function Shares({ totals }: { totals: TotalesAntiguedad }) {
  const { t } = useTranslation('cuentas')
  const number = useNumber()
  const share = (monto: number) => (totals.deuda === 0 ? 0 : (monto / totals.deuda) * 100)
  return (
    <section className={styles['ages']} aria-label={t('ageing.total')}>
      <div className={styles['ageTotal']}>
        <Text size="sm" c="dimmed">
          {t('ageing.total')}
        </Text>
        <Money amount={totals.deuda} size="xl" strong tone={totals.deuda > 0 ? 'due' : undefined} />
        <Text size="xs" c="dimmed">
          {t('ageing.clients', { count: totals.clientes, n: number(totals.clientes) })}
        </Text>
      </div>
      {TRAMOS.map((tramo) => (
        <div
          key={tramo}
          className={styles['age']}
          data-tramo={tramo}
          style={{ '--share': `${share(totals[tramo])}%` } as CSSProperties}
        >
          <Text size="sm" c="dimmed">
            {t(`export.tramo.${tramo}`)}
          </Text>
          <Money amount={totals[tramo]} size="md" strong />
          <Text size="xs" c="dimmed">
            {t('ageing.share', { parte: number(Math.round(share(totals[tramo]))) })}
          </Text>
        </div>
      ))}
    </section>
  )
}

function useColumns(): KeysetColumn<FilaAntiguedad, 'deuda' | 'nombre'>[] {
  const { t } = useTranslation('cuentas')
  const amount = (monto: number) => (monto === 0 ? <span className={styles['none']}>—</span> : <Money amount={monto} />)
  return [
    {
      key: 'nombre',
      header: t('export.columna.cliente'),
      width: 'minmax(12rem, 2fr)',
      sortable: true,
      render: ({ nombre, codigo }) => <ClienteName nombre={nombre} codigo={codigo} />,
    },
    {
      key: 'telefono',
      header: t('export.columna.telefono'),
      width: 'minmax(7.5rem, 1fr)',
      render: ({ telefono }) => telefono,
    },
    {
      key: 'desde',
      header: t('export.columna.venceDesde'),
      width: '7rem',
      render: ({ venceDesde }) => <DateText fecha={venceDesde} />,
    },
    ...TRAMOS.map(
      (tramo): KeysetColumn<FilaAntiguedad, 'deuda' | 'nombre'> => ({
        key: tramo,
        header: t(`export.tramo.${tramo}`),
        width: 'minmax(7.9rem, 1fr)',
        align: 'right',
        render: (row) => amount(row[tramo]),
      }),
    ),
    {
      key: 'deuda',
      header: t('export.columna.deuda'),
      width: 'minmax(8.75rem, 1fr)',
      align: 'right',
      sortable: true,
      largestFirst: true,
      render: ({ deuda }) => <Money amount={deuda} strong />,
    },
  ]
}
