import { Fieldset, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/session.tsx'
import { notifyDone } from '../../components/notify.ts'
import { refreshTickets } from '../../components/useTickets.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { SectionForm } from '../settings/SectionPage.tsx'
import settings from '../settings/settings.module.css'
import { ConnectionFields } from './ConnectionFields.tsx'
import { PrinterHealth } from './PrinterHealth.tsx'
import { type PrinterValues, printerValues, toConfig } from './printerValues.ts'
import { TicketFields } from './TicketFields.tsx'

/** Ajustes → Impresora de tickets: where it is, how it prints, and what it says of itself. */
export function PrinterSection() {
  const { t } = useTranslation('impresion')
  const { puesto, setPuesto } = useSession()
  const request = useRequestId()
  const form = useForm<PrinterValues>({ initialValues: printerValues(puesto.impresora) })
  const save = useMutation(
    orpc.impresoras.saveConfig.mutationOptions({
      onSuccess: (saved) => {
        request.renew()
        setPuesto(saved)
        const values = printerValues(saved.impresora)
        form.setInitialValues(values)
        form.setValues(values)
        refreshTickets()
        notifyDone(t('config.saved'))
      },
    }),
  )
  const submit = () => {
    const read = toConfig(form.values)
    if ('wrong' in read) return form.setFieldError(read.wrong, t(`config.wrong.${read.wrong}`))
    save.mutate({ requestId: request.id, config: read.config, expected: puesto.actualizadoEn })
  }
  const connected = puesto.impresora.conexion.tipo !== 'ninguna'
  return (
    <SectionForm
      title={t('config.title')}
      subtitle={t('config.subtitle')}
      dirty={form.isDirty()}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
    >
      <Stack gap="md" className={settings['column'] ?? ''}>
        <Fieldset legend={t('config.connection')}>
          <ConnectionFields form={form} />
        </Fieldset>
        {connected && <PrinterHealth dirty={form.isDirty()} />}
        {form.values.tipo !== 'ninguna' && (
          <Fieldset legend={t('config.tickets')}>
            <TicketFields form={form} />
          </Fieldset>
        )}
      </Stack>
    </SectionForm>
  )
}
