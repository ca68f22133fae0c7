import { Checkbox, Input, NumberInput, Select, Table } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { PlanOverview } from '../../../contract/index.ts'
import { currencyDecimals, decimalSeparator, type Minor } from '../../../contract/money.ts'
import { useMoney, useNumber, useTenant } from '../../app/session.tsx'
import { DateField } from '../../components/DateField.tsx'
import { Money } from '../../components/Money.tsx'
import { MoneyInput } from '../../components/MoneyInput.tsx'
import styles from './settings.module.css'

export interface PricesValues {
  planIds: string[]
  tipo: 'porcentaje' | 'monto'
  /** In percents, up to two decimals; below zero it is taken off. */
  porcentaje: number | null
  /** Prices are rounded to a multiple of this, minor units. */
  paso: Minor
  monto: Minor | null
  vigenteDesde: string
}

/** Steps that prices are rounded to, in minor units: from one hundredth to a thousand of the currency. */
const stepsOf = (moneda: string): Minor[] => {
  const decimals = currencyDecimals(moneda)
  return [1, 10, 50, 100, 500, 1000]
    .map((units) => units * 10 ** decimals)
    .toSpliced(0, 0, ...(decimals > 0 ? [1] : []))
}

const HELP_LAST: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

interface Props {
  form: UseFormReturnType<PricesValues>
  planes: readonly PlanOverview[]
}

/** Which plans, how their prices change, and from when. */
export function PlanPricesForm({ form, planes }: Props) {
  const { t } = useTranslation('servicios')
  const { format, moneda } = useMoney()
  const { locale } = useTenant()
  const { tipo, porcentaje, paso } = form.values
  return (
    <>
      <div className={styles['fields']}>
        <Select
          label={t('wizard.how')}
          allowDeselect={false}
          data={[
            { value: 'porcentaje', label: t('wizard.percent') },
            { value: 'monto', label: t('wizard.amount') },
          ]}
          {...form.getInputProps('tipo')}
        />
        {tipo === 'porcentaje' ? (
          <>
            <NumberInput
              label={t('wizard.share')}
              description={t('wizard.shareHelp')}
              inputWrapperOrder={HELP_LAST}
              required
              data-autofocus
              suffix=" %"
              decimalScale={2}
              decimalSeparator={decimalSeparator(locale)}
              hideControls
              value={porcentaje ?? ''}
              onChange={(value) => form.setFieldValue('porcentaje', typeof value === 'number' ? value : null)}
              error={form.errors['porcentaje']}
            />
            <Select
              label={t('wizard.step')}
              allowDeselect={false}
              data={stepsOf(moneda).map((step) => ({ value: String(step), label: format(step) }))}
              value={String(paso)}
              onChange={(step) => step !== null && form.setFieldValue('paso', Number(step))}
            />
          </>
        ) : (
          <MoneyInput
            label={t('wizard.share')}
            description={t('wizard.shareHelp')}
            inputWrapperOrder={HELP_LAST}
            required
            value={form.values.monto}
            onChange={(monto) => form.setFieldValue('monto', monto)}
            error={form.errors['monto']}
          />
        )}
        <DateField
          label={t('wizard.date')}
          required
          value={form.values.vigenteDesde}
          onChange={(fecha) => form.setFieldValue('vigenteDesde', fecha)}
        />
      </div>
      <PlanChoice
        planes={planes}
        chosen={form.values.planIds}
        onChange={(ids) => form.setFieldValue('planIds', ids)}
        error={form.errors['planIds']}
      />
    </>
  )
}

interface ChoiceProps {
  planes: readonly PlanOverview[]
  chosen: readonly string[]
  onChange: (ids: string[]) => void
  error: React.ReactNode
}

function PlanChoice({ planes, chosen, onChange, error }: ChoiceProps) {
  const { t } = useTranslation('servicios')
  const number = useNumber()
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
  return (
    <Input.Wrapper label={t('wizard.plans')} labelElement="div" error={error}>
      <div className={styles['scroller']} tabIndex={-1}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <Checkbox
                  label={t('wizard.all')}
                  checked={chosen.length === planes.length}
                  indeterminate={chosen.length > 0 && chosen.length < planes.length}
                  onChange={(event) => onChange(event.currentTarget.checked ? planes.map(({ id }) => id) : [])}
                />
              </Table.Th>
              <Table.Th ta="right">{t('facts.price')}</Table.Th>
              <Table.Th ta="right">{t('wizard.services')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {planes.map(({ id, nombre, precioMensual, servicios }) => (
              <Table.Tr key={id}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <Checkbox label={nombre} checked={chosen.includes(id)} onChange={() => toggle(id)} />
                </Table.Td>
                <Table.Td ta="right">
                  <Money amount={precioMensual} />
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {number(servicios)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Input.Wrapper>
  )
}
