import {
  Alert,
  Button,
  Chip,
  Fieldset,
  Group,
  Input,
  NumberInput,
  Skeleton,
  Stack,
  Switch,
  TagsInput,
  Text,
} from '@mantine/core'
import { TimePicker } from '@mantine/dates'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { IconMailOff } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type RecordatoriosConfig, type RecordatoriosConfigRow, zRecordatoriosConfig } from '../../../contract/index.ts'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { notifyDone } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { SectionForm } from '../settings/SectionPage.tsx'
import styles from '../settings/settings.module.css'

const MAX_DAYS = 60
const MAX_RULES = 6
const WEEK = ['1', '2', '3', '4', '5', '6', '7'] as const

const valuesOf = ({ actualizadoEn: _version, ...config }: RecordatoriosConfigRow): RecordatoriosConfig => config

/** When clients are reminded by themselves, and when never. */
export function RemindersSection() {
  const config = useQuery(orpc.recordatorios.config.queryOptions())
  if (config.isError) return <ErrorNote error={config.error} onRetry={() => void config.refetch()} />
  if (!config.data) return <Skeleton m="md" height={320} />
  return <RemindersForm key={config.data.actualizadoEn} saved={config.data} />
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
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Switch
            label={t('recordatorios.activos')}
            description={t('recordatorios.activosHelp')}
            {...form.getInputProps('activos', { type: 'checkbox' })}
          />
          <Button variant="default" onClick={() => void navigate({ to: '/correos', search: { ver: 'avisos' } })}>
            {t('recordatorios.simulate')}
          </Button>
        </Group>
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
          <TimePicker
            w={110}
            label={t('recordatorios.desde')}
            hoursInputLabel={t('recordatorios.hora', { cual: t('recordatorios.desde') })}
            minutesInputLabel={t('recordatorios.minutos', { cual: t('recordatorios.desde') })}
            {...form.getInputProps('desde')}
          />
          <TimePicker
            w={110}
            label={t('recordatorios.hasta')}
            hoursInputLabel={t('recordatorios.hora', { cual: t('recordatorios.hasta') })}
            minutesInputLabel={t('recordatorios.minutos', { cual: t('recordatorios.hasta') })}
            {...form.getInputProps('hasta')}
            error={desde >= hasta && t('recordatorios.hours')}
          />
        </Group>
        <Input.Wrapper label={t('recordatorios.excluidos')} labelElement="div">
          <Chip.Group
            multiple
            value={diasExcluidos.map(String)}
            onChange={(chosen) => {
              if (chosen.length < WEEK.length)
                form.setFieldValue(
                  'diasExcluidos',
                  chosen.map(Number).sort((a, b) => a - b),
                )
            }}
          >
            <Group gap="xs" mt={4}>
              {WEEK.map((day) => (
                <Chip key={day} value={day} variant="light" size="sm">
                  {t(`recordatorios.dia.${day}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
      </Stack>
    </Fieldset>
  )
}
