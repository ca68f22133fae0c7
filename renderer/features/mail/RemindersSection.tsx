import { Alert, Fieldset, Group, NumberInput, Stack, Switch, TagsInput, Text } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { IconMailOff } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type RecordatoriosConfig, type RecordatoriosConfigRow, zRecordatoriosConfig } from '../../../contract/index.ts'
import { useFormErrors } from '../../components/formErrors.ts'
import { notifyDone } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { DAYS_OF_WEEK, SwitchRow, TimeField, WeekdaysField } from '../settings/ScheduleFields.tsx'
import { Saved, SectionForm } from '../settings/SectionPage.tsx'
import styles from '../settings/settings.module.css'

const MAX_DAYS = 60
const MAX_RULES = 6

const valuesOf = ({ actualizadoEn: _version, ...config }: RecordatoriosConfigRow): RecordatoriosConfig => config

/** When clients are reminded by themselves, and when never. */
export function RemindersSection() {
  const config = useQuery(orpc.recordatorios.config.queryOptions())
  return <Saved query={config}>{(saved) => <RemindersForm saved={saved} />}</Saved>
}

function RemindersForm({ saved }: { saved: RecordatoriosConfigRow }) {
  const { t } = useTranslation(['correo', 'settings'])
  const navigate = useNavigate()
  const request = useRequestId()
  const summary = useQuery(orpc.correos.summary.queryOptions())
  const form = useForm<RecordatoriosConfig>({
    initialValues: valuesOf(saved),
    validate: useFormErrors(zRecordatoriosConfig),
  })
  const save = useMutation(
    orpc.recordatorios.updateConfig.mutationOptions({
      onSuccess: (row) => {
        request.renew()
        notifyDone(t('settings:saved'))
        queryClient.setQueryData(orpc.recordatorios.config.queryKey(), row)
        void queryClient.invalidateQueries({ queryKey: orpc.recordatorios.simulate.key() })
      },
    }),
  )
  const submit = form.onSubmit((config) =>
    save.mutate({ requestId: request.id, expected: saved.actualizadoEn, config }),
  )
  return (
    <SectionForm
      title={t('settings:section.recordatorios')}
      subtitle={t('recordatorios.subtitle')}
      dirty={form.isDirty()}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => submit()}
    >
      <Stack gap="md" className={styles['column'] ?? ''}>
        <SwitchRow
          label={t('recordatorios.activos')}
          description={t('recordatorios.activosHelp')}
          field={form.getInputProps('activos', { type: 'checkbox' })}
          lookLabel={t('recordatorios.simulate')}
          onLook={() => void navigate({ to: '/correos', search: { ver: 'avisos' } })}
        />
        {summary.data?.activo === false && (
          <Alert color="orange" variant="light" icon={<IconMailOff aria-hidden />}>
            {t('recordatorios.noMail')}
          </Alert>
        )}
        <WhenFields form={form} />
        <LimitFields form={form} />
        <Text size="sm" c="dimmed">
          {t('recordatorios.channel')}
        </Text>
      </Stack>
    </SectionForm>
  )
}

type Form = UseFormReturnType<RecordatoriosConfig>

function WhenFields({ form }: { form: Form }) {
  const { t } = useTranslation('correo')
  return (
    <Fieldset legend={t('recordatorios.when')}>
      <Stack gap="sm">
        <DaysField form={form} field="antes" />
        <Switch label={t('recordatorios.vence')} {...form.getInputProps('vence', { type: 'checkbox' })} />
        <DaysField form={form} field="vencida" />
        <Switch label={t('recordatorios.promesas')} {...form.getInputProps('promesas', { type: 'checkbox' })} />
      </Stack>
    </Fieldset>
  )
}

/** Whole days from 1 to 60, as many rules as there are; anything else is not taken. */
function DaysField({ form, field }: { form: Form; field: 'antes' | 'vencida' }) {
  const { t } = useTranslation('correo')
  const days = form.values[field]
  const set = (texts: string[]) => {
    const numbers = texts.map(Number).filter((n) => Number.isInteger(n) && n >= 1 && n <= MAX_DAYS)
    form.setFieldValue(
      field,
      [...new Set(numbers)].sort((a, b) => a - b),
    )
  }
  return (
    <TagsInput
      label={t(`recordatorios.${field}`)}
      placeholder={days.length < MAX_RULES ? t('recordatorios.dias') : ''}
      inputMode="numeric"
      maxTags={MAX_RULES}
      acceptValueOnBlur
      value={days.map(String)}
      onChange={set}
    />
  )
}

function LimitFields({ form }: { form: Form }) {
  const { t } = useTranslation('correo')
  const { desde, hasta, diasExcluidos } = form.values
  return (
    <Fieldset legend={t('recordatorios.limits')}>
      <Stack gap="sm">
        <Group align="flex-start">
          <NumberInput
            w={200}
            label={t('recordatorios.maximo')}
            min={1}
            max={10}
            allowDecimal={false}
            {...form.getInputProps('maximoPorDia')}
            onChange={(count) => form.setFieldValue('maximoPorDia', typeof count === 'number' ? count : 0)}
          />
          <TimeField w={110} label={t('recordatorios.desde')} {...form.getInputProps('desde')} />
          <TimeField
            w={110}
            label={t('recordatorios.hasta')}
            {...form.getInputProps('hasta')}
            error={desde >= hasta && t('recordatorios.hours')}
          />
        </Group>
        <WeekdaysField
          label={t('recordatorios.excluidos')}
          value={diasExcluidos}
          onChange={(days) => {
            if (days.length < DAYS_OF_WEEK) form.setFieldValue('diasExcluidos', days)
          }}
        />
      </Stack>
    </Fieldset>
  )
}
