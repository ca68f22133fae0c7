import { Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cargo } from '../../../contract/procedures/cargos.ts'
import { useDates } from '../../app/session.tsx'
import { DateField } from '../../components/DateField.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { notifyDone } from '../../components/notify.ts'
import { rpc } from '../../rpc/client.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { refreshServices } from './actions.ts'

interface Props {
  cargo: Cargo
  onClose: () => void
}

/** The last day of what recurs. */
export function EndChargeDialog({ cargo, onClose }: Props) {
  const { t } = useTranslation('servicios')
  const { today, date } = useDates()
  const request = useRequestId()
  const { id, descripcion, actualizadoEn: expected } = cargo
  const [hasta, setHasta] = useState(cargo.hasta ?? today())
  const end = useMutation({
    mutationFn: () => rpc.cargos.end({ requestId: request.id, id, hasta, expected }),
    onSuccess: async () => {
      onClose()
      notifyDone(t('charge.ended', { descripcion, fecha: date(hasta) }))
      await refreshServices()
    },
    onError: () => refreshServices(),
  })
  return (
    <FormDialog
      size="sm"
      title={t('charge.endOf', { descripcion })}
      submitLabel={t('charge.endSubmit')}
      onClose={onClose}
      onSubmit={() => end.mutate()}
      busy={end.isPending}
      error={end.error}
    >
      <DateField label={t('charge.last')} required data-autofocus value={hasta} onChange={setHasta} />
    </FormDialog>
  )
}

/** Takes back what is not billed yet, with the reason. */
export function AnnulChargeDialog({ cargo, onClose }: Props) {
  const { t } = useTranslation(['servicios', 'common'])
  const request = useRequestId()
  const { id, descripcion, cuotasFacturadas, actualizadoEn: expected } = cargo
  const [motivo, setMotivo] = useState('')
  const [tried, setTried] = useState(false)
  const annul = useMutation({
    mutationFn: () => rpc.cargos.annul({ requestId: request.id, id, motivo, expected }),
    onSuccess: async () => {
      onClose()
      notifyDone(t('charge.annulled', { descripcion }))
      await refreshServices()
    },
    onError: () => refreshServices(),
  })
  const missing = motivo.trim() === ''
  return (
    <FormDialog
      size="sm"
      title={t('charge.annulOf', { descripcion })}
      submitLabel={t('charge.annulSubmit')}
      submitColor="red"
      onClose={onClose}
      onSubmit={() => (missing ? setTried(true) : annul.mutate())}
      busy={annul.isPending}
      error={annul.error}
    >
      <Text size="sm">{t(cuotasFacturadas > 0 ? 'charge.annulRest' : 'charge.annulText')}</Text>
      <TextInput
        label={t('change.reason')}
        required
        data-autofocus
        maxLength={200}
        autoComplete="off"
        value={motivo}
        onChange={(event) => setMotivo(event.currentTarget.value)}
        error={tried && missing ? t('common:form.required') : undefined}
      />
    </FormDialog>
  )
}
