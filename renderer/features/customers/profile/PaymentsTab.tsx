import { IconReceipt2 } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Recibo } from '../../../../contract/procedures/cash.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { InstantText } from '../../../components/DateText.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { type KeysetColumn, KeysetTable } from '../../../components/KeysetTable.tsx'
import { Money } from '../../../components/Money.tsx'
import { orpc } from '../../../rpc/query.ts'
import { DocumentDialog } from '../../documents/index.ts'
import { VoidMark } from '../../reversals/VoidMark.tsx'

/** Rows asked for at once. */
const PAGE = 100

/** The client's receipts, newest first; opening one shows it, to be printed again. */
export function PaymentsTab({ clienteId }: { clienteId: string }) {
  const { t } = useTranslation(['customers', 'common'])
  const [open, setOpen] = useState<string | null>(null)
  const recibos = useInfiniteQuery(
    orpc.recibos.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: { clienteId },
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<Recibo>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const columns: KeysetColumn<Recibo>[] = [
    { key: 'fecha', header: t('payment.date'), width: '12rem', render: ({ fecha }) => <InstantText at={fecha} /> },
    {
      key: 'numero',
      header: t('payment.receipt'),
      width: 'minmax(14rem, 1fr)',
      render: (recibo) => (
        <>
          <strong>{recibo.numero}</strong>
          <VoidMark recibo={recibo} />
        </>
      ),
    },
    {
      key: 'metodo',
      header: t('payment.method'),
      width: '8rem',
      render: ({ metodo }) => t(`common:enums.metodoPago.${metodo}`),
    },
    {
      key: 'referencia',
      header: t('payment.reference'),
      width: 'minmax(8rem, 2fr)',
      render: ({ referencia }) => referencia || '—',
    },
    { key: 'cajero', header: t('payment.cashier'), width: 'minmax(8rem, 1fr)', render: ({ cajero }) => cajero },
    {
      key: 'monto',
      header: t('payment.amount'),
      width: '10rem',
      align: 'right',
      render: ({ montoTotal, revertido }) =>
        revertido === montoTotal ? (
          <s>
            <Money amount={montoTotal} />
          </s>
        ) : (
          <Money amount={montoTotal} strong />
        ),
    },
  ]
  return (
    <>
      <KeysetTable
        columns={columns}
        query={recibos}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpen(id)}
        selectedKey={open}
        takeFocus
        label={t('profile.tab.pagos')}
        empty={<EmptyState icon={<IconReceipt2 />} title={t('profile.noPayments')} />}
      />
      {open !== null && (
        <DocumentDialog source={{ tipo: 'recibo', id: open }} clienteId={clienteId} onClose={() => setOpen(null)} />
      )}
    </>
  )
}
