import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CierreResult, SesionCaja } from '../../../../contract/procedures/caja.ts'
import { useMoney, useSession } from '../../../app/session.tsx'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { refreshCaja } from '../useCaja.ts'
import { CierreDialog, renewAfterCount } from './CierreDialog.tsx'

interface Props {
  /** This person's own, or another's for who supervises. */
  sesion: SesionCaja
  onClose: () => void
  onClosed: (result: CierreResult) => void
}

/** Ends a session: counted blind, the difference explained, and approved now or later. */
export function CloseDialog({ sesion, onClose, onClosed }: Props) {
  const { t } = useTranslation('caja')
  const { format } = useMoney()
  const { usuario } = useSession()
  const request = useRequestId()
  const own = sesion.usuarioId === usuario.id
  const close = useMutation(
    orpc.caja.close.mutationOptions({
      onSuccess: async (result) => {
        request.renew()
        onClosed(result)
        await refreshCaja()
      },
      onError: (error) => renewAfterCount(error, request.renew),
    }),
  )
  return (
    <CierreDialog
      title={own ? t('close.title') : t('close.titleOf', { nombre: sesion.usuario })}
      text={t('close.text')}
      submitLabel={(contado) => t('close.submit', { monto: format(contado) })}
      responsableId={sesion.usuarioId}
      queda={sesion.fondoInicial}
      busy={close.isPending}
      error={close.error}
      onSend={(cierre) => close.mutate({ requestId: request.id, ...cierre, ...(own ? {} : { sesionId: sesion.id }) })}
      onClose={onClose}
    />
  )
}
