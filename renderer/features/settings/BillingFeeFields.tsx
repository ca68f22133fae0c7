import { Group, Stack, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useTenant } from '../../app/session.tsx'
import { MoneyInput } from '../../components/MoneyInput.tsx'
import { TaxesInput } from '../../components/TaxesInput.tsx'
import { Choice, DaysInput, NARROW, PercentInput } from './BillingInputs.tsx'
import type { BillingFormApi } from './BillingSection.tsx'

interface Props {
  form: BillingFormApi
}

const TYPES = ['ninguna', 'fija', 'porcentaje'] as const
const OFTEN = ['una_vez', 'por_periodo'] as const
const WHOLE_BP = 10_000
const DEFAULT_CAP_BP = 2_000
const MAX_GRACE = 60

/** What is charged for paying late. */
export function LateFeeFields({ form }: Props) {
  const { t } = useTranslation('corridas')
  const { mora } = form.values
  return (
    <Stack gap="sm">
      <Choice
        label={t('config.mora.tipo')}
        help={t(`config.mora.tipoHelp.${mora.tipo}`)}
        value={mora.tipo}
        options={TYPES.map((value) => ({ value, label: t(`config.mora.tipos.${value}`) }))}
        onChange={(value) => form.setFieldValue('mora.tipo', value)}
      />
      {mora.tipo !== 'ninguna' && <FeeDetails form={form} />}
    </Stack>
  )
}

function FeeDetails({ form }: Props) {
  const { t } = useTranslation('corridas')
  const { locale } = useTenant()
  const { mora } = form.values
  return (
    <>
      <Group gap="sm" align="flex-start">
        {mora.tipo === 'fija' ? (
          <MoneyInput
            label={t('config.mora.monto')}
            required
            styles={NARROW}
            value={mora.monto}
            error={form.errors['mora.monto']}
            onChange={(monto) => form.setFieldValue('mora.monto', monto)}
          />
        ) : (
          <PercentInput
            label={t('config.mora.tasa')}
            max={WHOLE_BP}
            value={mora.tasaBp}
            error={form.errors['mora.tasaBp']}
            onChange={(tasaBp) => form.setFieldValue('mora.tasaBp', tasaBp)}
          />
        )}
        <DaysInput
          label={t('config.mora.gracia')}
          max={MAX_GRACE}
          value={mora.diasGracia}
          error={form.errors['mora.diasGracia']}
          onChange={(dias) => form.setFieldValue('mora.diasGracia', dias)}
        />
      </Group>
      <Choice
        label={t('config.mora.frecuencia')}
        value={mora.frecuencia}
        options={OFTEN.map((value) => ({ value, label: t(`config.mora.frecuencias.${value}`) }))}
        onChange={(value) => form.setFieldValue('mora.frecuencia', value)}
      />
      <Switch
        label={t('config.mora.conTope')}
        checked={mora.topeBp !== null}
        onChange={(event) => form.setFieldValue('mora.topeBp', event.currentTarget.checked ? DEFAULT_CAP_BP : null)}
      />
      {mora.topeBp !== null && (
        <PercentInput
          label={t('config.mora.tope')}
          description={t('config.mora.topeHelp')}
          min={1}
          max={WHOLE_BP}
          value={mora.topeBp}
          error={form.errors['mora.topeBp']}
          onChange={(topeBp) => form.setFieldValue('mora.topeBp', topeBp)}
        />
      )}
      <TaxesInput
        label={t('config.mora.impuestos')}
        locale={locale}
        value={mora.impuestos}
        onChange={(impuestos) => form.setFieldValue('mora.impuestos', impuestos)}
      />
    </>
  )
}

/** What is charged when a cut for debt is lifted. */
export function ReconnectionFields({ form }: Props) {
  const { t } = useTranslation('corridas')
  const { locale } = useTenant()
  const { reconexion } = form.values
  return (
    <Stack gap="sm">
      <MoneyInput
        label={t('config.reconexion.monto')}
        description={t('config.reconexion.montoHelp')}
        styles={NARROW}
        value={reconexion.monto}
        error={form.errors['reconexion.monto']}
        onChange={(monto) => form.setFieldValue('reconexion.monto', monto)}
      />
      {reconexion.monto !== null && (
        <TaxesInput
          label={t('config.reconexion.impuestos')}
          locale={locale}
          value={reconexion.impuestos}
          onChange={(impuestos) => form.setFieldValue('reconexion.impuestos', impuestos)}
        />
      )}
    </Stack>
  )
}
