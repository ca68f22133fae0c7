import { NumberInput, SegmentedControl, Text } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { decimalSeparator } from '../../../contract/money.ts'
import { useTenant } from '../../app/session.tsx'

interface ChoiceProps<T extends string> {
  label: string
  /** What the chosen one means. */
  help?: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}

/** One of a few, all of them in sight. */
export function Choice<T extends string>({ label, help, value, options, onChange }: ChoiceProps<T>) {
  const id = useId()
  return (
    <div>
      <Text size="sm" fw={550} id={id} mb={4}>
        {label}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        value={value}
        data={[...options]}
        onChange={(next) => onChange(options.find((option) => option.value === next)?.value ?? value)}
      />
      {help && (
        <Text size="xs" c="dimmed" mt={4}>
          {help}
        </Text>
      )}
    </div>
  )
}

/** A narrow field whose help may be as long as it likes. */
export const NARROW = { wrapper: { width: '11.25rem' } }

interface NumberProps {
  label: ReactNode
  description?: string
  error?: ReactNode
  value: number
  min?: number
  max: number
  onChange: (value: number) => void
  'aria-label'?: string
}

/** A whole number of days; an empty field is the least that is allowed. */
export function DaysInput({ min = 0, onChange, ...rest }: NumberProps) {
  const { t } = useTranslation('corridas')
  return (
    <NumberInput
      {...rest}
      min={min}
      suffix={t('config.daysSuffix')}
      allowDecimal={false}
      allowNegative={false}
      styles={NARROW}
      onChange={(days) => onChange(typeof days === 'number' ? days : min)}
    />
  )
}

/** A share in basis points, typed as a percentage. */
export function PercentInput({ value, max, min = 0, onChange, ...rest }: NumberProps) {
  const { locale } = useTenant()
  return (
    <NumberInput
      {...rest}
      suffix=" %"
      decimalScale={2}
      decimalSeparator={decimalSeparator(locale)}
      allowNegative={false}
      min={min / 100}
      max={max / 100}
      hideControls
      styles={NARROW}
      value={value / 100}
      onChange={(percent) => onChange(typeof percent === 'number' ? Math.round(percent * 100) : min)}
    />
  )
}
