import { Fieldset, Group, NumberInput, Stack, Switch, Text } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RedConfig, RedConfigGuardada } from '../../../contract/index.ts'
import { zRedConfig } from '../../../contract/procedures/red-config.ts'
import { useFormErrors } from '../../components/formErrors.ts'
import { MoneyInput } from '../../components/MoneyInput.tsx'
import { notifyDone } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { DAYS_OF_WEEK, SwitchRow, TimeField, WeekdaysField } from '../settings/ScheduleFields.tsx'
import { Saved, SectionForm } from '../settings/SectionPage.tsx'
import styles from '../settings/settings.module.css'
import { HolidaysField } from './HolidaysField.tsx'
import { TurnOnDialog } from './TurnOnDialog.tsx'
import { forgetCuts } from './useCuts.ts'

const MAX_GRACE_DAYS = 90
const MAX_CAP = 100_000
const FIRST_CAP = 50

type Cortes = RedConfig['cortes']
export type CutsForm = UseFormReturnType<Cortes>

/** When services are cut for debt, and when never. */
export function CutsSection() {
  const config = useQuery(orpc.red.config.get.queryOptions())
  return <Saved query={config}>{(saved) => <CutsSettings saved={saved} />}</Saved>
}

function CutsSettings({ saved }: { saved: RedConfigGuardada }) {
  const { t } = useTranslation(['cortes', 'settings'])
  const navigate = useNavigate()
  const request = useRequestId()
  const form = useForm<Cortes>({
    initialValues: saved.config.cortes,
    validate: useFormErrors(zRedConfig.shape.cortes),
  })
  const save = useMutation(
    orpc.red.config.save.mutationOptions({
      onSuccess: ({ levantados, siguen, ...row }) => {
        request.renew()
        if (siguen) notifyDone(t('settings.lifting'))
        else notifyDone(levantados > 0 ? t('settings.lifted', { count: levantados }) : t('settings:saved'))
        queryClient.setQueryData(orpc.red.config.get.queryKey(), row)
        void forgetCuts()
      },
    }),
  )
  const [asking, setAsking] = useState<Cortes | null>(null)
  const keep = (cortes: Cortes) => {
    setAsking(null)
    save.mutate({ requestId: request.id, expected: saved.actualizadoEn, config: { ...saved.config, cortes } })
  }
  const submit = form.onSubmit((cortes) =>
    cortes.activos && !saved.config.cortes.activos ? setAsking(cortes) : keep(cortes),
  )
  return (
    <>
      <SectionForm
        title={t('settings:section.cortes')}
        subtitle={t('settings.subtitle')}
        dirty={form.isDirty()}
        busy={save.isPending}
        error={save.error}
        onSubmit={() => submit()}
      >
        <Stack gap="md" className={styles['column'] ?? ''}>
          <SwitchRow
            label={t('settings.activos')}
            description={t('settings.activosHelp')}
            field={form.getInputProps('activos', { type: 'checkbox' })}
            lookLabel={t('settings.simulate')}
            onLook={() => void navigate({ to: '/red/cortes', search: { dia: 'manana' } })}
          />
          <WhoFields form={form} />
          <WhenFields form={form} />
          <NeverFields form={form} />
          <Text size="sm" c="dimmed">
            {t('settings.plan')}
          </Text>
        </Stack>
      </SectionForm>
      {asking && <TurnOnDialog cortes={asking} onConfirm={() => keep(asking)} onClose={() => setAsking(null)} />}
    </>
  )
}

const whole = (value: number | string): number => (typeof value === 'number' ? value : 0)

function WhoFields({ form }: { form: CutsForm }) {
  const { t } = useTranslation('cortes')
  return (
    <Fieldset legend={t('settings.who')}>
      <Group align="flex-end">
        <NumberInput
          w={220}
          label={t('settings.diasGracia')}
          description={t('settings.diasGraciaHelp')}
          min={0}
          max={MAX_GRACE_DAYS}
          allowDecimal={false}
          {...form.getInputProps('diasGracia')}
          onChange={(days) => form.setFieldValue('diasGracia', whole(days))}
        />
        <MoneyInput
          w={220}
          label={t('settings.tolerancia')}
          description={t('settings.toleranciaHelp')}
          value={form.values.tolerancia}
          onChange={(amount) => form.setFieldValue('tolerancia', amount ?? 0)}
          error={form.errors['tolerancia']}
        />
      </Group>
    </Fieldset>
  )
}

function WhenFields({ form }: { form: CutsForm }) {
  const { t } = useTranslation('cortes')
  const { tope } = form.values
  return (
    <Fieldset legend={t('settings.when')}>
      <Stack gap="sm">
        <Switch
          label={t('settings.automaticos')}
          description={t('settings.automaticosHelp')}
          {...form.getInputProps('automaticos', { type: 'checkbox' })}
        />
        <TimeField w={140} label={t('settings.hora')} {...form.getInputProps('hora')} />
        <Group align="flex-end">
          <Switch
            label={t('settings.conTope')}
            checked={tope !== null}
            onChange={(event) => form.setFieldValue('tope', event.currentTarget.checked ? FIRST_CAP : null)}
          />
          {tope !== null && (
            <NumberInput
              w={160}
              label={t('settings.tope')}
              min={1}
              max={MAX_CAP}
              allowDecimal={false}
              value={tope}
              error={form.errors['tope']}
              onChange={(count) => form.setFieldValue('tope', whole(count))}
            />
          )}
        </Group>
      </Stack>
    </Fieldset>
  )
}

function NeverFields({ form }: { form: CutsForm }) {
  const { t } = useTranslation('cortes')
  const { diasExcluidos, feriados } = form.values
  return (
    <Fieldset legend={t('settings.never')}>
      <Stack gap="sm">
        <WeekdaysField
          label={t('settings.excluidos')}
          value={diasExcluidos}
          onChange={(days) => form.setFieldValue('diasExcluidos', days)}
          error={diasExcluidos.length === DAYS_OF_WEEK && t('settings.allDays')}
        />
        <HolidaysField value={feriados} onChange={(days) => form.setFieldValue('feriados', days)} />
      </Stack>
    </Fieldset>
  )
}
