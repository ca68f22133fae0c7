import { Alert, Checkbox, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObjetoRed } from '../../../../contract/procedures/red-servicio.ts'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { OfficeError } from '../../../rpc/errors.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'

/** The office forgets an object of a device; the device keeps it as it is. Of one that is cut, only when a person says so. */
export function UnlinkDialog({ objeto, onClose }: { objeto: ObjetoRed; onClose: () => void }) {
  const { t } = useTranslation(['red', 'common'])
  const request = useRequestId()
  const { id, clave, tipo, dispositivo, cambiado } = objeto
  const [leaves, setLeaves] = useState(false)
  const unlink = useMutation({
    mutationFn: () => rpc.red.unlink({ requestId: request.id, objetoId: id, dejarCortado: leaves }),
    onSuccess: async () => {
      request.renew()
      onClose()
      notifyDone(t('service.unlinked', { nombre: clave }))
      await queryClient.invalidateQueries({ queryKey: orpc.red.key() })
    },
  })
  const refused = unlink.error instanceof OfficeError && unlink.error.code === 'red.cut'
  return (
    <FormDialog
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
      {(cambiado || refused) && (
        <>
          <Alert color="orange" variant="light">
            {t('service.unlinkCut')}
          </Alert>
          <Checkbox
            label={t('service.unlinkLeave')}
            checked={leaves}
            onChange={(event) => {
              request.renew()
              setLeaves(event.currentTarget.checked)
            }}
          />
        </>
      )}
    </FormDialog>
  )
}
