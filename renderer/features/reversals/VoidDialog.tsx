import { Skeleton, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReversoDetail, ReversoPreview } from '../../../contract/index.ts'
import { useMoney, useSession } from '../../app/session.tsx'
import { ApprovalFields, isApprovalError, useApproval } from '../../components/ApprovalFields.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { notifyDone } from '../../components/notify.ts'
import { OfficeError } from '../../rpc/errors.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { Consequences } from './Consequences.tsx'
import { refreshMoney } from '../../rpc/money.ts'

interface Props {
  reciboId: string
  onClose: () => void
  onVoided: (reverso: ReversoDetail) => void
}

/** Voids a receipt: what it will do is said, the reason is typed, another person approves. */
export function VoidDialog(props: Props) {
  const { t } = useTranslation('reversos')
  const { reciboId } = props
  // Read anew each time it is opened: money moves meanwhile.
  const prepared = useQuery(orpc.reversos.prepare.queryOptions({ input: { reciboId }, gcTime: 0, staleTime: 0 }))
  if (prepared.data?.impedimento === null) return <Form {...props} preview={prepared.data} />
  const { impedimento } = prepared.data ?? {}
  return (
    <FormDialog
      title={t('action')}
      submitLabel={t('action')}
      waiting={prepared.isPending}
      error={prepared.error ?? (impedimento && new OfficeError(impedimento.code, impedimento.data))}
      dirty={false}
      onSubmit={props.onClose}
      onClose={props.onClose}
    >
      {prepared.isPending && <Skeleton height={200} />}
    </FormDialog>
  )
}

function Form({ reciboId, onClose, onVoided, preview }: Props & { preview: ReversoPreview }) {
  const { t } = useTranslation(['reversos', 'common'])
  const { format } = useMoney()
  const { usuario } = useSession()
  const request = useRequestId()
  const approval = useApproval({ except: usuario.id })
  const [motivo, setMotivo] = useState('')
  const [tried, setTried] = useState(false)
  const record = useMutation(
    orpc.reversos.void.mutationOptions({
      onSuccess: async (reverso) => {
        request.renew()
        notifyDone(t('void.done', { recibo: reverso.reciboNumero, numero: reverso.numero }))
        onVoided(reverso)
        await refreshMoney()
      },
      onSettled: approval.forget,
    }),
  )
  const submit = () => {
    setTried(true)
    if (motivo.trim() === '' || approval.value === null) return
    record.mutate({ requestId: request.id, reciboId, motivo, aprobacion: approval.value })
  }
  const refused = isApprovalError(record.error)
  return (
    <FormDialog
      title={t('void.title', { numero: preview.reciboNumero })}
      submitLabel={t('void.submit', { monto: format(preview.monto) })}
      submitColor="red"
      busy={record.isPending}
      error={refused ? undefined : record.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Consequences preview={preview} />
      <Textarea
        label={t('void.reason')}
        description={t('void.reasonHelp')}
        required
        data-autofocus
        autosize
        minRows={2}
        maxLength={200}
        value={motivo}
        onChange={(event) => setMotivo(event.currentTarget.value)}
        error={tried && motivo.trim() === '' ? t('common:form.required') : undefined}
      />
      <ApprovalFields approval={approval} error={record.error} tried={tried && !refused} />
      {approval.people?.length === 0 && <ErrorNote error={new OfficeError('caja.approval', {})} />}
    </FormDialog>
  )
}
