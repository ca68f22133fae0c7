import { NumberInput, Stack, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AGRUPACIONES, MODALIDADES } from '../../../contract/enums.ts'
import { Choice, DaysInput, NARROW } from './BillingInputs.tsx'
import type { BillingFormApi } from './BillingSection.tsx'

interface Props {
  form: BillingFormApi
}

const MAX_AHEAD = 27
const DEFAULT_WAIT = 2
const MAX_WAIT = 15

/** Which days a period has, and from when it is billed. */
export function PeriodFields({ form }: Props) {
  const { t } = useTranslation('corridas')
  const { modalidad } = form.values
  return (
    <Stack gap="sm">
      <Choice
        label={t('config.modalidad')}
        help={t(`config.modalidadHelp.${modalidad}`)}
        value={modalidad}
        options={MODALIDADES.map((value) => ({ value, label: t(`modalidad.${value}`) }))}
        onChange={(value) => form.setFieldValue('modalidad', value)}
      />
      <NumberInput
        label={t('config.dia')}
        description={t('config.diaHelp')}
        min={1}
        max={28}
        allowDecimal={false}
        styles={NARROW}
        error={form.errors['diaFacturacion']}
        value={form.values.diaFacturacion}
        onChange={(dia) => form.setFieldValue('diaFacturacion', typeof dia === 'number' ? dia : 1)}
      />
      {modalidad === 'adelantado' && (
        <DaysInput
          label={t('config.anticipacion')}
          description={t('config.anticipacionHelp')}
          max={MAX_AHEAD}
          error={form.errors['diasAnticipacion']}
          value={form.values.diasAnticipacion}
          onChange={(days) => form.setFieldValue('diasAnticipacion', days)}
        />
      )}
    </Stack>
  )
}

/** Whether the office prepares runs by itself, and who confirms them. */
export function ScheduleFields({ form }: Props) {
  const { t } = useTranslation('corridas')
  const { programada } = form.values
  const change = (part: Partial<typeof programada>) => form.setFieldValue('programada', { ...programada, ...part })
  return (
    <Stack gap="sm">
      <Switch
        label={t('config.programada')}
        description={t('config.programadaHelp')}
        checked={programada.activa}
        onChange={(event) => change({ activa: event.currentTarget.checked })}
      />
      {programada.activa && (
        <Choice
          label={t('config.confirma')}
          help={t(programada.confirmarTrasDias === null ? 'config.confirmaHelp.persona' : 'config.confirmaHelp.sola')}
          value={programada.confirmarTrasDias === null ? 'persona' : 'sola'}
          options={(['persona', 'sola'] as const).map((value) => ({
            value,
            label: t(`config.confirmaQuien.${value}`),
          }))}
          onChange={(value) => change({ confirmarTrasDias: value === 'persona' ? null : DEFAULT_WAIT })}
        />
      )}
      {programada.activa && programada.confirmarTrasDias !== null && (
        <DaysInput
          label={t('config.espera')}
          description={t('config.esperaHelp')}
          max={MAX_WAIT}
          error={form.errors['programada.confirmarTrasDias']}
          value={programada.confirmarTrasDias}
          onChange={(days) => change({ confirmarTrasDias: days })}
        />
      )}
    </Stack>
  )
}

/** What goes on one invoice. */
export function DocumentFields({ form }: Props) {
  const { t } = useTranslation('corridas')
  const { agrupacion, prorrateo } = form.values
  return (
    <Stack gap="sm">
      <Choice
        label={t('config.agrupacion')}
        help={t(`config.agrupacionHelp.${agrupacion}`)}
        value={agrupacion}
        options={AGRUPACIONES.map((value) => ({ value, label: t(`agrupacion.${value}`) }))}
        onChange={(value) => form.setFieldValue('agrupacion', value)}
      />
      <Choice
        label={t('config.prorrateo')}
        help={t(`config.prorrateoHelp.${prorrateo}`)}
        value={prorrateo}
        options={(['unido', 'aparte'] as const).map((value) => ({ value, label: t(`prorrateo.${value}`) }))}
        onChange={(value) => form.setFieldValue('prorrateo', value)}
      />
    </Stack>
  )
}
