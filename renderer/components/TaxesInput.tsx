import { ActionIcon, Button, Group, Input, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { decimalSeparator, type Impuesto } from '../../contract/money.ts'

interface Props {
  label: string
  description?: string
  value: Impuesto[]
  onChange: (value: Impuesto[]) => void
  /** BCP 47: how percentages are written. */
  locale: string
  error?: string | undefined
}

/** Taxes have no identity but their place. */
const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']

/** Taxes of a plan, a line or the tenant: name, rate, and whether the price already contains it. */
export function TaxesInput({ label, description, value, onChange, locale, error }: Props) {
  const { t } = useTranslation()
  const change = (index: number, part: Partial<Impuesto>) =>
    onChange(value.map((tax, at) => (at === index ? { ...tax, ...part } : tax)))
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap="xs" mt="xs">
        {value.map((tax, index) => (
          <Group key={PLACES[index]} gap="xs" wrap="nowrap" align="flex-start">
            <TextInput
              flex={1}
              aria-label={t('taxes.name')}
              placeholder={t('taxes.name')}
              value={tax.nombre}
              error={tax.nombre.trim() === ''}
              onChange={(event) => change(index, { nombre: event.currentTarget.value })}
            />
            <NumberInput
              w={110}
              aria-label={t('taxes.rate')}
              suffix=" %"
              decimalScale={2}
              decimalSeparator={decimalSeparator(locale)}
              min={0}
              max={1000}
              hideControls
              value={tax.tasaBp / 100}
              onChange={(rate) => change(index, { tasaBp: typeof rate === 'number' ? Math.round(rate * 100) : 0 })}
            />
            <Select
              w={200}
              aria-label={t('taxes.how')}
              value={tax.incluido ? 'included' : 'added'}
              onChange={(how) => change(index, { incluido: how === 'included' })}
              data={[
                { value: 'included', label: t('taxes.included') },
                { value: 'added', label: t('taxes.added') },
              ]}
            />
            <ActionIcon
              size="lg"
              aria-label={t('taxes.remove', { nombre: tax.nombre })}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {value.length < PLACES.length && (
          <Button
            variant="default"
            size="xs"
            w="fit-content"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...value, { nombre: '', tasaBp: 0, incluido: true }])}
          >
            {t('taxes.add')}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  )
}
