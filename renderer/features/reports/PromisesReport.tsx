import { SegmentedControl } from '@mantine/core'
import { IconCalendarCheck } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type PromesaRow, VISTAS_PROMESA } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import { defined } from '../../app/searchParams.ts'
import { useNumber } from '../../app/session.tsx'
import { ClienteName } from '../../components/ClienteName.tsx'
import { DateText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { orpc } from '../../rpc/query.ts'
import { ExportButton } from '../billing/accounts/ExportButton.tsx'
import styles from './reports.module.css'
import type { ReportsSearch } from './search.ts'

const PAGE = 200

interface Props {
  search: ReportsSearch
  onChange: (search: ReportsSearch) => void
}

/** Who gave their word, for when and for how much; and who kept it. Enter on a row opens the client. */
export function PromisesReport({ search, onChange }: Props) {
  const { t } = useTranslation('cuentas')
  const navigate = useNavigate()
  const number = useNumber()
  const { vista = 'abiertas' } = search
  const counts = useQuery(orpc.promesas.counts.queryOptions())
  const rows = useInfiniteQuery(
    orpc.promesas.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ vista, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<PromesaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <>
      <PageHeader title={t('reports.tab.promesas')} actions={<ExportButton reporte={{ tipo: 'promesas', vista }} />} />
      <div className={styles['toolbar']}>
        <SegmentedControl
          aria-label={t('reports.tab.promesas')}
          value={vista}
          onChange={(value) =>
            onChange(defined({ ver: 'promesas', vista: VISTAS_PROMESA.find((one) => one === value) }))
          }
          data={VISTAS_PROMESA.map((value) => ({
            value,
            label: `${t(`promise.vista.${value}`)}${counts.data ? ` (${number(counts.data[value])})` : ''}`,
          }))}
        />
      </div>
      <KeysetTable
        columns={useColumns()}
        query={rows}
        rowKey={({ id }) => id}
        onOpen={({ clienteId }) => void navigate({ to: '/clientes/$id', params: { id: clienteId } })}
        label={t('reports.tab.promesas')}
        place={{ list: 'promesas', view: vista }}
        takeFocus
        empty={
          <EmptyState icon={<IconCalendarCheck />} title={t(`promise.none.${vista}`)} text={t('promise.noneText')} />
        }
      />
    </>
  )
}

function useColumns(): KeysetColumn<PromesaRow>[] {
  const { t } = useTranslation('cuentas')
  return [
    {
      key: 'fecha',
      header: t('export.columna.promesa'),
      width: '8rem',
      render: ({ fecha }) => <DateText fecha={fecha} />,
    },
    {
      key: 'cliente',
      header: t('export.columna.cliente'),
      width: 'minmax(12rem, 2fr)',
      render: ({ clienteNombre, clienteCodigo }) => <ClienteName nombre={clienteNombre} codigo={clienteCodigo} />,
    },
    {
      key: 'telefono',
      header: t('export.columna.telefono'),
      width: 'minmax(8rem, 1fr)',
      render: ({ clienteTelefono }) => clienteTelefono,
    },
    {
      key: 'estado',
      header: t('export.columna.estado'),
      width: '8rem',
      render: ({ estado }) => <EstadoBadge tipo="promesa" estado={estado} />,
    },
    {
      key: 'usuario',
      header: t('export.columna.usuario'),
      width: 'minmax(7rem, 1fr)',
      render: ({ usuario }) => usuario,
    },
    { key: 'notas', header: t('export.columna.notas'), width: 'minmax(8rem, 1.5fr)', render: ({ notas }) => notas },
    {
      key: 'monto',
      header: t('export.columna.monto'),
      width: 'minmax(8rem, 1fr)',
      align: 'right',
      render: ({ monto }) => <Money amount={monto} strong />,
    },
    {
      key: 'pagado',
      header: t('export.columna.pagado'),
      width: 'minmax(8rem, 1fr)',
      align: 'right',
      render: ({ pagado }) => <Money amount={pagado} />,
    },
    {
      key: 'deuda',
      header: t('export.columna.deuda'),
      width: 'minmax(8rem, 1fr)',
      align: 'right',
      render: ({ deuda }) => <Money amount={deuda} />,
    },
  ]
}
