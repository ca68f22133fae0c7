import { Alert, Anchor, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconMailOff } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { DocumentoCorreo } from '../../../contract/index.ts'
import { zEmail } from '../../../contract/schemas.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { notifyDone } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'

const zTo = z.object({ para: zEmail })

interface Props {
  documento: DocumentoCorreo
  clienteId: string
  onClose: () => void
  onSent: () => void
}

/** Sends one document: Enter does, to the address of the client. */
export function SendMailDialog({ documento, clienteId, onClose, onSent }: Props) {
  const { t } = useTranslation('paper')
  const request = useRequestId()
  const profile = useQuery(orpc.clientes.get.queryOptions({ input: { id: clienteId } }))
  const summary = useQuery(orpc.correos.summary.queryOptions())
  const form = useForm({ initialValues: { para: '' }, validate: useFormErrors(zTo) })
  const email = profile.data?.cliente.email
  const { setValues, isDirty } = form
  useEffect(() => {
    // Unless somebody typed one meanwhile.
    if (email !== undefined && !isDirty('para')) setValues({ para: email })
  }, [email, setValues, isDirty])
  const send = useMutation(
    orpc.correos.send.mutationOptions({
      onSuccess: (_answer, { para }) => {
        request.renew()
        notifyDone(t('mail.queued', { para }))
        void queryClient.invalidateQueries({ queryKey: orpc.correos.key() })
        onSent()
      },
    }),
  )
  const submit = form.onSubmit(({ para }) => send.mutate({ requestId: request.id, documento, para }))
  return (
    <FormDialog
      title={t('mail.title')}
      onClose={onClose}
      onSubmit={() => submit()}
      submitLabel={t('mail.send')}
      busy={send.isPending}
      error={profile.error ?? send.error}
      dirty={false}
      size="sm"
    >
      {summary.data?.activo === false && (
        <Alert color="orange" variant="light" icon={<IconMailOff aria-hidden />}>
          {t('mail.notSet')}{' '}
          <Anchor component={Link} to="/ajustes/correo">
            {t('mail.goSet')}
          </Anchor>
        </Alert>
      )}
      <TextInput
        label={t('mail.to')}
        type="email"
        required
        data-autofocus
        description={email === '' ? t('mail.noAddress') : undefined}
        {...form.getInputProps('para')}
      />
    </FormDialog>
  )
}
