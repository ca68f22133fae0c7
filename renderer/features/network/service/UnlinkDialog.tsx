import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ObjetoRed } from '../../../../contract/procedures/red.ts'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'

/** The office forgets an object of a device; the device keeps it as it is. */
export function UnlinkDialog({ objeto, onClose }: { objeto: ObjetoRed; onClose: () => void }) {
  const { t } = useTranslation(['red', 'common'])
  const request = useRequestId()
  const { id, clave, tipo, dispositivo } = objeto
  const unlink = useMutation({
    mutationFn: () => rpc.red.unlink({ requestId: request.id, objetoId: id }),
    onSuccess: async () => {
      request.renew()
      onClose()
      notifyDone(t('service.unlinked', { nombre: clave }))
      await queryClient.invalidateQueries({ queryKey: orpc.red.key() })
    },
  })
  return (
    <FormDialog
      opened
      title={t('service.unlinkOf', { nombre: clave })}
      submitLabel={t('service.unlink')}
      onClose={onClose}
      onSubmit={() => unlink.mutate()}
      busy={unlink.isPending}
      error={unlink.error}
      dirty={false}
    >
      <Text size="sm">
        {t('service.unlinkText', { tipo: t(`common:enums.tipoObjetoRed.${tipo}`), nombre: clave, dispositivo })}
      </Text>
    </FormDialog>
  )
}
