import { useTranslation } from 'react-i18next'
import type { FacturaRow } from '../../../contract/procedures/billing.ts'
import { ClienteName } from '../../components/ClienteName.tsx'
import { DateText, PeriodText } from '../../components/DateText.tsx'
import { EstadoBadge, shownEstado } from '../../components/EstadoBadge.tsx'
import type { KeysetColumn } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import styles from './billing.module.css'

/** Invoices in a table: of the whole office, or of one client, whose name is known. */
export function useFacturaColumns({ withClient }: { withClient: boolean }): KeysetColumn<FacturaRow>[] {
  const { t } = useTranslation('billing')
  const client: KeysetColumn<FacturaRow> = {
    key: 'cliente',
    header: t('column.client'),
    width: 'minmax(12rem, 3fr)',
    render: ({ clienteNombre, clienteCodigo }) => <ClienteName nombre={clienteNombre} codigo={clienteCodigo} />,
  }
  return [
    {
      key: 'numero',
      header: t('column.number'),
      width: '9.5rem',
      render: ({ numero }) => <strong>{numero}</strong>,
    },
    ...(withClient ? [client] : []),
    {
      key: 'periodo',
      header: t('column.period'),
      width: 'minmax(10.5rem, 0.6fr)',
      render: ({ periodo }) => <PeriodText periodo={periodo} />,
    },
    {
      key: 'emision',
      header: t('column.issued'),
      width: '7rem',
      render: ({ fechaEmision }) => <DateText fecha={fechaEmision} />,
    },
    {
      key: 'vencimiento',
      header: t('column.due'),
      width: '7rem',
      render: ({ fechaVencimiento }) => <DateText fecha={fechaVencimiento} />,
    },
    {
      key: 'estado',
      header: t('column.state'),
      width: '7.75rem',
      render: (factura) => <EstadoBadge tipo="factura" estado={shownEstado(factura)} />,
    },
    {
      key: 'total',
      header: t('column.total'),
      width: 'minmax(9.25rem, 1fr)',
      align: 'right',
      render: ({ montoTotal }) => <Money amount={montoTotal} />,
    },
    {
      key: 'saldo',
      header: t('column.balance'),
      width: 'minmax(9.25rem, 1fr)',
      align: 'right',
      render: ({ saldo }) =>
        saldo === 0 ? <span className={styles['aside']}>—</span> : <Money amount={saldo} strong />,
    },
  ]
}
