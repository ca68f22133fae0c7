import { Fieldset, Skeleton, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type FacturacionConfigRow, zFacturacionConfig } from '../../../contract/procedures/facturacion.ts'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { notifyDone } from '../../components/notify.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { LateFeeFields, ReconnectionFields } from './BillingFeeFields.tsx'
import { DocumentFields, PeriodFields, ScheduleFields } from './BillingPeriodFields.tsx'
import { PromiseLimits } from './BillingPromiseLimits.tsx'
import { BillingWords } from './BillingWords.tsx'
import { type BillingValues, configOf, missingIn, valuesOf } from './billingValues.ts'
import { SectionForm, SectionPage } from './SectionPage.tsx'
import styles from './settings.module.css'

/** How the office bills, with what it means in words beside it. */
export function BillingSection() {
  const { t } = useTranslation('corridas')
  const config = useQuery(orpc.facturacion.config.queryOptions())
  if (config.data) return <BillingForm config={config.data} />
  return (
    <SectionPage title={t('config.title')} subtitle={t('config.subtitle')}>
      {config.isError ? (
        <ErrorNote error={config.error} onRetry={() => void config.refetch()} />
      ) : (
        <Skeleton height={320} maw={640} />
      )}
    </SectionPage>
  )
}

function useBillingForm({ actualizadoEn: _version, ...config }: FacturacionConfigRow) {
  const { t } = useTranslation()
  const errorsOf = useFormErrors(zFacturacionConfig)
  return useForm<BillingValues>({
    initialValues: valuesOf(config),
    validate: (values) => ({
      ...errorsOf(configOf(values)),
      ...Object.fromEntries(missingIn(values).map((field) => [field, t('form.required')])),
    }),
  })
}
export type BillingFormApi = ReturnType<typeof useBillingForm>

function BillingForm({ config }: { config: FacturacionConfigRow }) {
  const { t } = useTranslation('corridas')
  const request = useRequestId()
  const client = useQueryClient()
  const form = useBillingForm(config)
  const save = useMutation(
    orpc.facturacion.updateConfig.mutationOptions({
      onSuccess: ({ actualizadoEn, ...saved }) => {
        request.renew()
        client.setQueryData(orpc.facturacion.config.queryKey(), { ...saved, actualizadoEn })
        form.setInitialValues(valuesOf(saved))
        form.setValues(valuesOf(saved))
        void client.invalidateQueries({ queryKey: orpc.facturacion.key() })
        notifyDone(t('config.saved'))
      },
    }),
  )
  const submit = form.onSubmit((values) =>
    save.mutate({ requestId: request.id, expected: config.actualizadoEn, config: configOf(values) }),
  )
  return (
    <SectionForm
      title={t('config.title')}
      subtitle={t('config.subtitle')}
      dirty={form.isDirty()}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => submit()}
    >
      <div className={styles['withSide']}>
        <Stack gap="md">
          <Fieldset legend={t('config.when')}>
            <PeriodFields form={form} />
          </Fieldset>
          <Fieldset legend={t('config.schedule')}>
            <ScheduleFields form={form} />
          </Fieldset>
          <Fieldset legend={t('config.documents')}>
            <DocumentFields form={form} />
          </Fieldset>
          <Fieldset legend={t('config.mora.title')}>
            <LateFeeFields form={form} />
          </Fieldset>
          <Fieldset legend={t('config.reconexion.title')}>
            <ReconnectionFields form={form} />
          </Fieldset>
          <Fieldset legend={t('config.promesas.title')}>
            <PromiseLimits form={form} />
          </Fieldset>
        </Stack>
        <aside className={styles['side']} aria-label={t('config.words.title')}>
          <BillingWords values={form.values} />
        </aside>
      </div>
    </SectionForm>
  )
}
