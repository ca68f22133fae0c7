import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ClienteRow } from '../../../contract/procedures/customers.ts'
import { ClienteBadge } from '../../components/ClienteBadge.tsx'
import type { KeysetColumn } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import styles from './customers.module.css'
import type { ClienteSort } from './search.ts'

const NONE = <span className={styles['none']}>—</span>

/** `ranked`: the rows come as a search has ranked them, and cannot be put in another order. */
export function useClienteColumns({ ranked }: { ranked: boolean }): KeysetColumn<ClienteRow, ClienteSort>[] {
  const { t } = useTranslation('customers')
  return [
    {
      key: 'codigo',
      header: t('field.code'),
      width: 'minmax(5rem, 0.6fr)',
      sortable: !ranked,
      render: (row) => row.codigoCliente,
    },
    {
      key: 'nombre',
      header: t('field.name'),
      width: 'minmax(13rem, 3.4fr)',
      sortable: !ranked,
      render: ({ nombreRazonSocial }) => (
        <span className={styles['name']} title={nombreRazonSocial}>
          {nombreRazonSocial}
        </span>
      ),
    },
    { key: 'documento', header: t('field.document'), width: '8.5rem', render: (row) => row.documento || NONE },
    { key: 'telefono', header: t('field.phone'), width: 'minmax(9rem, 1.5fr)', render: (row) => row.telefono || NONE },
    { key: 'planes', header: t('list.plans'), width: 'minmax(7rem, 1.7fr)', render: (row) => row.planes || NONE },
    {
      key: 'estado',
      header: t('field.state'),
      width: '9.25rem',
      render: (row) => <ClienteBadge {...row} />,
    },
    {
      key: 'deuda',
      header: t('list.debt'),
      width: '13.25rem',
      align: 'right',
      sortable: !ranked,
      largestFirst: true,
      render: (row) => <Debt row={row} />,
    },
    {
      key: 'credito',
      header: t('list.credit'),
      width: '8rem',
      align: 'right',
      render: ({ credito }) => (credito === 0 ? NONE : <Money amount={credito} tone="credit" />),
    },
  ]
}

/** What a client owes; what of it is past due says so in a word, not only in red. */
function Debt({ row: { deuda, vencido } }: { row: ClienteRow }) {
  const { t } = useTranslation('customers')
  if (deuda === 0) return NONE
  if (vencido === 0) return <Money amount={deuda} strong />
  return (
    <span className={styles['overdue']}>
      <span className={styles['overdueWord']}>
        <IconAlertTriangle size={13} aria-hidden /> {t('list.overdue')}
      </span>
      <Money amount={deuda} strong tone="due" />
    </span>
  )
}
