import { Center, Loader, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Aprobacion, SesionCaja } from '../../../../contract/procedures/caja.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { ApprovalFields, isApprovalError, useApproval } from '../../../components/ApprovalFields.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { PaperDialog } from '../../../components/PaperDialog.tsx'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { refreshCaja } from '../useCaja.ts'

interface Props {
  sesion: SesionCaja
  onClose: () => void
}

/** Draws an X and shows it. Where closes are blind, who supervises says yes first: it tells what should be in the drawer. */
export function XDialog({ sesion, onClose }: Props) {
  const { t } = useTranslation('caja')
  const { usuario } = useSession()
  const supervises = useCan('caja.supervise')
  const request = useRequestId()
  const config = useQuery(orpc.caja.config.queryOptions())
  const approval = useApproval({ except: usuario.id })
  const [tried, setTried] = useState(false)
  const draw = useMutation(
    orpc.caja.drawX.mutationOptions({
      onSuccess: () => {
        request.renew()
        void refreshCaja()
      },
      onError: (error) => {
        if (isApprovalError(error)) approval.forget()
      },
    }),
  )
  const asks = !supervises && config.data?.cierreCiego !== false
  const send = (aprobacion: Aprobacion | null) =>
    draw.mutate({
      requestId: request.id,
      ...(sesion.usuarioId === usuario.id ? {} : { sesionId: sesion.id }),
      ...(aprobacion === null ? {} : { aprobacion }),
    })
  const started = useRef(false)
  const drawsAtOnce = supervises || config.data?.cierreCiego === false
  useEffect(() => {
    if (!drawsAtOnce || started.current) return
    started.current = true
    send(null)
  })
  if (draw.data !== undefined) {
    return <PaperDialog source={{ tipo: 'reporte_caja', id: draw.data.id }} onClose={onClose} />
  }
  return (
    <FormDialog
      title={t('x.title')}
      submitLabel={t('x.submit')}
      busy={draw.isPending}
      waiting={config.isPending}
      error={config.error ?? (isApprovalError(draw.error) ? null : draw.error)}
      dirty={false}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (!asks) send(null)
        else if (approval.value !== null) send(approval.value)
      }}
    >
      {asks ? (
        <>
          <Text size="sm">{t('x.blind')}</Text>
          <ApprovalFields approval={approval} error={draw.error} tried={tried} autoFocus />
        </>
      ) : (
        draw.error === null && (
          <Center h={60}>
            <Loader size="sm" />
          </Center>
        )
      )}
    </FormDialog>
  )
}
