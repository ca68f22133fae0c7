import { Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NotaDetail } from '../../../../contract/index.ts'
import type { Minor } from '../../../../contract/money.ts'
import { useMoney } from '../../../app/session.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { MoneyInput } from '../../../components/MoneyInput.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { orpc } from '../../../rpc/query.ts'
import { refreshMoney } from '../../../rpc/money.ts'

interface Props {
  clienteId: string
  nombre: string
  deuda: Minor
  onClose: () => void
  onIssued: (nota: NotaDetail) => void
}

/** Money in favour that is about no invoice: days without service, a kindness. The amount, Tab, the reason, Ctrl+Enter. */
export function FreeCreditDialog({ clienteId, nombre, deuda, onClose, onIssued }: Props) {
  const { t } = useTranslation(['cuentas', 'common'])
  const { format } = useMoney()
  const request = useRequestId()
  const [monto, setMonto] = useState<Minor | null>(null)
  const [detalle, setDetalle] = useState('')
  const [tried, setTried] = useState(false)
  const give = useMutation(
    orpc.notas.credit.mutationOptions({
      onSuccess: async (nota) => {
        request.renew()
        notifyDone(t('note.done.nota', { numero: nota.numero }))
        onIssued(nota)
        await refreshMoney()
      },
    }),
  )
  const valid = monto !== null && monto > 0
  const submit = () => {
    setTried(true)
    if (valid && detalle.trim() !== '') give.mutate({ requestId: request.id, clienteId, monto, detalle })
  }
  const consequence = () => {
    if (!valid) return null
    if (deuda === 0) return t('free.kept', { monto: format(monto) })
    return monto <= deuda
      ? t('free.pays', { monto: format(monto), deuda: format(deuda - monto) })
      : t('free.paysAll', { resto: format(monto - deuda) })
  }
  return (
    <FormDialog
      title={t('free.title', { nombre })}
      submitLabel={t('free.submit', { monto: valid ? format(monto) : '' })}
      busy={give.isPending}
      error={give.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <MoneyInput
        label={t('note.amount')}
        data-autofocus
        value={monto}
        onChange={setMonto}
        error={tried && !valid ? t('note.needAmount') : undefined}
      />
      <Textarea
        label={t('note.reason')}
        description={t('note.reasonHelp')}
        required
        autosize
        minRows={2}
        maxLength={400}
        value={detalle}
        onChange={(event) => setDetalle(event.currentTarget.value)}
        error={tried && detalle.trim() === '' ? t('common:form.required') : undefined}
      />
      {valid && (
        <Text size="sm" aria-live="polite">
          {consequence()}
        </Text>
      )}
    </FormDialog>
  )
}
