import { IconFileInvoice } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { KeysetTable } from '../../../components/KeysetTable.tsx'
import { useFacturaColumns } from '../../billing/facturaColumns.tsx'
import { useFacturas } from '../../billing/useFacturas.ts'

/** The client's invoices, newest first. */
export function InvoicesTab({ clienteId, onOpen }: { clienteId: string; onOpen: (facturaId: string) => void }) {
  const { t } = useTranslation('customers')
  return (
    <KeysetTable
      columns={useFacturaColumns({ withClient: false })}
      query={useFacturas({ clienteId })}
      rowKey={({ id }) => id}
      onOpen={({ id }) => onOpen(id)}
      takeFocus
      label={t('profile.tab.facturas')}
      empty={<EmptyState icon={<IconFileInvoice />} title={t('profile.noInvoices')} />}
    />
  )
}
