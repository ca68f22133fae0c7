import { Code, Fieldset, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CAMPOS_NOMBRE, zRedConfigNueva } from '../../../../contract/procedures/red-config.ts'
import type { RedConfigGuardada } from '../../../../contract/procedures/red.ts'
import { useSession } from '../../../app/session.tsx'
import { useFormErrors } from '../../../components/formErrors.ts'
import { notifyDone } from '../../../components/notify.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { Saved, SectionForm } from '../../settings/SectionPage.tsx'
import styles from '../../settings/settings.module.css'
import { sampleOf } from './templates.ts'

const ANY = 'cualquiera'

/** How what the office makes on devices is called, and which seat changes them. */
export function RedSection() {
  const config = useQuery(orpc.red.config.get.queryOptions())
  return <Saved query={config}>{(saved) => <RedForm saved={saved} />}</Saved>
}

function RedForm({ saved }: { saved: RedConfigGuardada }) {
  const { t } = useTranslation(['red', 'settings'])
  const { puesto } = useSession()
  const request = useRequestId()
  const errorsOf = useFormErrors(zRedConfigNueva)
  const { nombres, puestoId } = saved.config
  const form = useForm({
    initialValues: { nombres, puestoId },
    validate: (values) => errorsOf({ ...saved.config, ...values }),
  })
  const save = useMutation(
    orpc.red.config.save.mutationOptions({
      onSuccess: (row) => {
        request.renew()
        notifyDone(t('settings:saved'))
        queryClient.setQueryData(orpc.red.config.get.queryKey(), row)
      },
    }),
  )
  const submit = form.onSubmit((values) =>
    save.mutate({ requestId: request.id, expected: saved.actualizadoEn, config: { ...saved.config, ...values } }),
  )
  const other = puestoId !== null && puestoId !== puesto.id
  return (
    <SectionForm
      title={t('settings.title')}
      subtitle={t('settings.subtitle')}
      dirty={form.isDirty()}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => submit()}
    >
      <Stack gap="md" className={styles['column'] ?? ''}>
        <Fieldset legend={t('settings.names')}>
          <Stack gap="sm">
            {(['usuario', 'comentario', 'perfil'] as const).map((field) => (
              <div key={field}>
                <TextInput
                  label={t(`settings.name.${field}`)}
                  maxLength={120}
                  spellCheck={false}
                  {...form.getInputProps(`nombres.${field}`)}
                />
                <Text size="xs" c="dimmed">
                  {CAMPOS_NOMBRE[field].map((name) => (
                    <Code key={name} mr={4}>{`{${name}}`}</Code>
                  ))}
                  {t('settings.like', { ejemplo: sampleOf(form.values.nombres[field]) })}
                </Text>
              </div>
            ))}
          </Stack>
        </Fieldset>
        <Fieldset legend={t('settings.seat')}>
          <Select
            label={t('settings.seatWhich')}
            description={t('settings.seatHelp')}
            allowDeselect={false}
            data={[
              { value: ANY, label: t('settings.seatAny') },
              { value: puesto.id, label: t('settings.seatThis', { nombre: puesto.nombre }) },
              ...(other ? [{ value: puestoId, label: t('settings.seatOther') }] : []),
            ]}
            value={form.values.puestoId ?? ANY}
            onChange={(value) => form.setFieldValue('puestoId', value === ANY ? null : value)}
          />
        </Fieldset>
      </Stack>
    </SectionForm>
  )
}
