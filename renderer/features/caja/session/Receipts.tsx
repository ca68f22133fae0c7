import { IconReceipt2 } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Recibo } from '../../../../contract/procedures/cash.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { ClienteName } from '../../../components/ClienteName.tsx'
import { InstantText } from '../../../components/DateText.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { type KeysetColumn, KeysetTable } from '../../../components/KeysetTable.tsx'
import { Money } from '../../../components/Money.tsx'
import { orpc } from '../../../rpc/query.ts'
import { VoidMark } from '../../reversals/VoidMark.tsx'

const PAGE = 100

interface Props {
  sesionId: string
  /** Shows it, to be printed again or voided. */
  onOpen: (recibo: Recibo) => void
}

/** What was collected in a session, newest first, without a sum: where closes are blind there is none to be told. */
export function Receipts({ sesionId, onOpen }: Props) {
  const { t } = useTranslation('caja')
  const recibos = useInfiniteQuery(
    orpc.recibos.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: { sesionId },
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<Recibo>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <KeysetTable
      columns={useColumns()}
      query={recibos}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      takeFocus
      label={t('receipts.title')}
      empty={<EmptyState icon={<IconReceipt2 />} title={t('receipts.none')} />}
    />
  )
}

function useColumns(): KeysetColumn<Recibo>[] {
  const { t } = useTranslation(['caja', 'common'])
  return [
    { key: 'fecha', header: t('moves.when'), width: '12rem', render: ({ fecha }) => <InstantText at={fecha} /> },
    {
      key: 'numero',
      header: t('receipts.number'),
      width: '8.5rem',
      render: ({ numero }) => numero,
    },
    {
      key: 'cliente',
      header: t('receipts.client'),
      width: 'minmax(8rem, 1fr)',
      render: ({ clienteNombre, clienteCodigo }) => <ClienteName nombre={clienteNombre} codigo={clienteCodigo} />,
    },
    {
      key: 'metodo',
      header: t('receipts.method'),
      width: '7rem',
      render: ({ metodo }) => t(`common:enums.metodoPago.${metodo}`),
    },
    {
      key: 'monto',
      header: t('moves.amount'),
      width: '13rem',
      align: 'right',
      render: (recibo) => (
        <>
          <VoidMark recibo={recibo} /> <Money amount={recibo.montoTotal} strong={recibo.revertido === 0} />
        </>
      ),
    },
  ]
}
