import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roleCan } from '../../../../contract/permissions.ts'
import type { CierreResult, SesionCaja } from '../../../../contract/procedures/caja.ts'
import { ApprovalFields, isApprovalError, useApproval } from '../../../components/ApprovalFields.tsx'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { refreshCaja } from '../useCaja.ts'
import { CierreDialog, renewAfterCount } from './CierreDialog.tsx'

interface Props {
  sesion: SesionCaja
  onClose: () => void
  onClosed: (result: CierreResult) => void
}

/** The drawer goes to the next person with what is in it: counted in front of both, who receives it types their PIN. */
export function HandoverDialog({ sesion, onClose, onClosed }: Props) {
  const { t } = useTranslation('caja')
  const request = useRequestId()
  const [tried, setTried] = useState(false)
  const people = useQuery(orpc.access.people.queryOptions())
  const others = people.data?.filter(
    ({ id, hasPin, rol }) => hasPin && id !== sesion.usuarioId && roleCan(rol, 'caja.operate'),
  )
  const receiver = useApproval({ people: others ?? [] })
  const handover = useMutation(
    orpc.caja.handover.mutationOptions({
      onSuccess: async (result) => {
        request.renew()
        onClosed(result)
        await refreshCaja()
      },
      onError: (error) => {
        if (isApprovalError(error)) receiver.forget()
        renewAfterCount(error, request.renew)
      },
    }),
  )
  const { value } = receiver
  return (
    <CierreDialog
      title={t('handover.title')}
      text={t('handover.text')}
      submitLabel={() => t('handover.submit')}
      responsableId={sesion.usuarioId}
      queda={null}
      busy={handover.isPending}
      error={handover.error}
      ready={value !== null}
      extra={
        <ApprovalFields
          approval={receiver}
          error={handover.error}
          tried={tried}
          label={t('handover.who')}
          none={t('handover.none')}
        />
      }
      onTry={() => setTried(true)}
      onSend={({ queda: _, ...cierre }) => {
        if (value !== null) handover.mutate({ requestId: request.id, recibe: value, ...cierre })
      }}
      onClose={onClose}
    />
  )
}
