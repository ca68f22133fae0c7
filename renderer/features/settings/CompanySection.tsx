import { Fieldset, NumberInput, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type TenantConfig, zTenantInput } from '../../../contract/index.ts'
import { useSession } from '../../app/session.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { notifyDone } from '../../components/notify.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { PaperPreview } from '../access/PaperPreview.tsx'
import {
  TenantBilling,
  TenantContact,
  TenantIdentity,
  TenantPlace,
  TenantTaxes,
  type TenantValues,
} from '../access/TenantFields.tsx'
import { SectionForm } from './SectionPage.tsx'
import styles from './settings.module.css'

function valuesOf({ id: _id, locale: _locale, actualizadoEn: _version, ...fields }: TenantConfig): TenantValues {
  return fields
}

/** The company: what papers say of it, its money and its taxes. */
export function CompanySection() {
  const { t } = useTranslation('settings')
  const { t: access } = useTranslation('access')
  const { tenant, setTenant } = useSession()
  const request = useRequestId()
  const client = useQueryClient()
  const validate = useFormErrors(zTenantInput)
  const form = useForm<TenantValues>({ initialValues: valuesOf(tenant), validate })
  const save = useMutation(
    orpc.tenant.update.mutationOptions({
      onSuccess: (saved) => {
        request.renew()
        setTenant(saved)
        form.setInitialValues(valuesOf(saved))
        form.setValues(valuesOf(saved))
        void client.invalidateQueries({ queryKey: orpc.setup.status.key() })
        notifyDone(t('saved'))
      },
    }),
  )
  const submit = form.onSubmit((values) =>
    save.mutate({ ...values, requestId: request.id, expected: tenant.actualizadoEn }),
  )
  return (
    <SectionForm
      title={t('section.empresa')}
      subtitle={t('empresa.subtitle')}
      dirty={form.isDirty()}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => submit()}
    >
      <div className={styles['withSide']}>
        <Stack gap="md">
          <Fieldset legend={t('empresa.identity')}>
            <TenantIdentity form={form} />
          </Fieldset>
          <Fieldset legend={t('empresa.contact')}>
            <TenantContact form={form} />
          </Fieldset>
          <Fieldset legend={t('empresa.place')}>
            <TenantPlace form={form} proposing={false} />
          </Fieldset>
          <Fieldset legend={t('empresa.billing')}>
            <Stack gap="sm">
              <TenantTaxes form={form} />
              <NumberInput
                label={access('tenant.diasVencimiento')}
                description={access('tenant.diasVencimientoHelp')}
                suffix={access('tenant.dias')}
                min={0}
                max={120}
                allowDecimal={false}
                w={180}
                {...form.getInputProps('diasVencimiento')}
                onChange={(days) => form.setFieldValue('diasVencimiento', typeof days === 'number' ? days : 0)}
              />
              <TenantBilling form={form} />
            </Stack>
          </Fieldset>
        </Stack>
        <aside className={styles['side']} aria-label={access('preview.title')}>
          <PaperPreview tenant={form.values} />
        </aside>
      </div>
    </SectionForm>
  )
}
