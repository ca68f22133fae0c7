import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RutaDetail } from '../../../../contract/procedures/rutas.ts'
import { useMoney } from '../../../app/session.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { refreshCaja } from '../useCaja.ts'

/** Takes back a round that collected nothing: its float returns to the drawer. */
export function CancelDialog({ ruta, onClose }: { ruta: RutaDetail; onClose: () => void }) {
  const { t } = useTranslation('caja')
  const { format } = useMoney()
  const request = useRequestId()
  const { fondoInicial } = ruta.sesion
  const cancel = useMutation(
    orpc.rutas.cancel.mutationOptions({
      onSuccess: async () => {
        request.renew()
        await refreshCaja()
        notifyDone(t('rounds.cancelled', { numero: ruta.numero }))
        onClose()
      },
    }),
  )
  return (
    <FormDialog
      title={t('rounds.cancelTitle', { nombre: ruta.nombre })}
      submitLabel={t('rounds.cancel')}
      submitColor="red"
      dirty={false}
      busy={cancel.isPending}
      error={cancel.error}
      onSubmit={() => cancel.mutate({ requestId: request.id, rutaId: ruta.id })}
      onClose={onClose}
    >
      <Text size="sm">
        {fondoInicial > 0
          ? t('rounds.cancelFloat', { nombre: ruta.cobrador, monto: format(fondoInicial) })
          : t('rounds.cancelText', { nombre: ruta.cobrador })}
      </Text>
    </FormDialog>
  )
}
