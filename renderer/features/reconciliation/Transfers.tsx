import { Text, Textarea } from '@mantine/core'
import { IconArrowsLeftRight } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TransferenciaRow } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import { useCan, useMoney, useSession } from '../../app/session.tsx'
import { ApprovalFields, isApprovalError, useApproval } from '../../components/ApprovalFields.tsx'
import { ClienteName } from '../../components/ClienteName.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import { notifyDone } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import styles from './reconciliation.module.css'

const PAGE = 100

/** Transfers that were recorded and no line has confirmed, oldest first. Enter: one that never arrived. */
export function Transfers() {
  const { t } = useTranslation('conciliacion')
  const records = useCan('conciliacion.record')
  const [rejected, setRejected] = useState<TransferenciaRow | null>(null)
  const query = useInfiniteQuery(
    orpc.conciliacion.transferencias.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<TransferenciaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <>
      <KeysetTable
        columns={useColumns()}
        query={query}
        rowKey={({ reciboId }) => reciboId}
        onOpen={setRejected}
        canOpen={({ conciliado }) => records && conciliado === 0}
        enterLabel={t('transfers.rejectTitle')}
        label={t('transfers.label')}
        place={{ list: 'transferencias', view: '' }}
        takeFocus
        empty={<EmptyState icon={<IconArrowsLeftRight />} title={t('empty.transferencias')} />}
      />
      {rejected && <RejectDialog transfer={rejected} onClose={() => setRejected(null)} />}
    </>
  )
}

function useColumns(): KeysetColumn<TransferenciaRow>[] {
  const { t } = useTranslation('conciliacion')
  const { format } = useMoney()
  return [
    { key: 'fecha', header: t('transfers.date'), width: '12rem', render: ({ fecha }) => <InstantText at={fecha} /> },
    {
      key: 'cliente',
      header: t('transfers.client'),
      width: 'minmax(12rem, 2fr)',
      render: ({ clienteNombre, clienteCodigo }) => <ClienteName nombre={clienteNombre} codigo={clienteCodigo} />,
    },
    { key: 'numero', header: t('transfers.receipt'), width: '10rem', render: ({ numero }) => numero },
    {
      key: 'referencia',
      header: t('transfers.reference'),
      width: 'minmax(8rem, 1fr)',
      render: ({ referencia }) => referencia,
    },
    { key: 'cajero', header: t('transfers.cashier'), width: 'minmax(8rem, 1fr)', render: ({ cajero }) => cajero },
    {
      key: 'monto',
      header: t('transfers.amount'),
      width: '14rem',
      align: 'right',
      render: ({ monto, conciliado }) => (
        <>
          {conciliado > 0 && (
            <span className={styles['aside']}>{t('transfers.confirmed', { monto: format(conciliado) })} </span>
          )}
          <Money amount={monto} strong />
        </>
      ),
    },
  ]
}

function RejectDialog({ transfer, onClose }: { transfer: TransferenciaRow; onClose: () => void }) {
  const { t } = useTranslation('conciliacion')
  const { format } = useMoney()
  const { usuario } = useSession()
  const request = useRequestId()
  const approval = useApproval({ except: usuario.id })
  const alone = useApproval()
  const chosen = approval.people?.length === 0 ? alone : approval
  const [motivo, setMotivo] = useState('')
  const [tried, setTried] = useState(false)
  const reject = useMutation(
    orpc.conciliacion.reject.mutationOptions({
      onSuccess: () => {
        request.renew()
        notifyDone(t('transfers.done'))
        void queryClient.invalidateQueries()
        onClose()
      },
      onSettled: () => chosen.forget(),
    }),
  )
  const submit = () => {
    setTried(true)
    if (motivo.trim() === '' || chosen.value === null) return
    reject.mutate({ requestId: request.id, reciboId: transfer.reciboId, motivo, aprobacion: chosen.value })
  }
  const monto = format(transfer.monto)
  return (
    <FormDialog
      title={t('transfers.rejectTitle')}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t('transfers.submit', { monto })}
      submitColor="red"
      busy={reject.isPending}
      error={isApprovalError(reject.error) ? null : reject.error}
    >
      <Text size="sm">
        {t('transfers.rejectText', { numero: transfer.numero, cliente: transfer.clienteNombre, monto })}
      </Text>
      <Textarea
        label={t('transfers.reason')}
        required
        autosize
        maxLength={300}
        data-autofocus
        value={motivo}
        error={tried && motivo.trim() === '' ? t('undo.needReason') : undefined}
        onChange={(event) => setMotivo(event.currentTarget.value)}
      />
      <ApprovalFields approval={chosen} error={reject.error} tried={tried} />
    </FormDialog>
  )
}
