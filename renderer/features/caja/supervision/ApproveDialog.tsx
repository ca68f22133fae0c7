import { Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CajaSupervision } from '../../../../contract/procedures/caja.ts'
import { useDates, useSession } from '../../../app/session.tsx'
import { ApprovalFields, isApprovalError, useApproval } from '../../../components/ApprovalFields.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { Money } from '../../../components/Money.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { Difference } from '../Difference.tsx'
import { refreshCaja } from '../useCaja.ts'

interface Props {
  arqueo: CajaSupervision['diferenciasPorAprobar'][number]
  onClose: () => void
}

/** Approves a difference that waits, with one's own PIN. The difference itself stays as it was counted. */
export function ApproveDialog({ arqueo, onClose }: Props) {
  const { t } = useTranslation('caja')
  const { instant } = useDates()
  const { usuario } = useSession()
  const request = useRequestId()
  const approval = useApproval({ people: [usuario] })
  const [explicacion, setExplicacion] = useState('')
  const [tried, setTried] = useState(false)
  const approve = useMutation(
    orpc.caja.approve.mutationOptions({
      onSuccess: async () => {
        request.renew()
        await refreshCaja()
        notifyDone(t('approve.done'))
        onClose()
      },
      onError: approval.forget,
    }),
  )
  const submit = () => {
    setTried(true)
    if (approval.value === null) return
    approve.mutate({ requestId: request.id, arqueoId: arqueo.id, pin: approval.value.pin, explicacion })
  }
  return (
    <FormDialog
      title={t('approve.title', { nombre: arqueo.sesion.usuario })}
      submitLabel={t('supervision.approve')}
      busy={approve.isPending}
      error={isApprovalError(approve.error) ? null : approve.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Facts
        items={[
          { label: t('approve.when'), value: instant(arqueo.fecha) },
          { label: t('figures.esperado'), value: <Money amount={arqueo.esperado ?? 0} /> },
          { label: t('figures.contado'), value: <Money amount={arqueo.contado} /> },
          { label: t('figures.diferencia'), value: <Difference amount={arqueo.diferencia ?? 0} /> },
          { label: t('explanation'), value: arqueo.explicacion },
        ]}
      />
      <Text size="sm" c="dimmed">
        {t('approve.text')}
      </Text>
      <Textarea
        label={t('approve.note')}
        autosize
        maxLength={400}
        value={explicacion}
        onChange={(event) => setExplicacion(event.currentTarget.value)}
      />
      <ApprovalFields approval={approval} error={approve.error} tried={tried} label={t('approve.who')} autoFocus />
    </FormDialog>
  )
}
