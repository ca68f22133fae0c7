import { Button, Chip, Group, Input, Switch, type SwitchProps } from '@mantine/core'
import { TimePicker, type TimePickerProps } from '@mantine/dates'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** What sections have in common whose subject the office does by itself, at an hour, and not on some days. */

const WEEK = ['1', '2', '3', '4', '5', '6', '7'] as const
export const DAYS_OF_WEEK = WEEK.length

interface SwitchRowProps {
  label: string
  description: string
  /** Of the form. */
  field: SwitchProps
  /** The way to what it would do. */
  lookLabel: string
  onLook: () => void
}

/** Whether it does it at all, and what it would do now. */
export function SwitchRow({ label, description, field, lookLabel, onLook }: SwitchRowProps) {
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap">
      <Switch label={label} description={description} {...field} />
      <Button variant="default" flex="none" onClick={onLook}>
        {lookLabel}
      </Button>
    </Group>
  )
}

/** A time of day; each of its two boxes has a name. */
export function TimeField({ label, ...props }: TimePickerProps & { label: string }) {
  const { t } = useTranslation('settings')
  return (
    <TimePicker
      label={label}
      hoursInputLabel={t('schedule.hora', { cual: label })}
      minutesInputLabel={t('schedule.minutos', { cual: label })}
      {...props}
    />
  )
}

interface WeekdaysProps {
  label: string
  /** 1 Monday … 7 Sunday, in order. */
  value: readonly number[]
  onChange: (days: number[]) => void
  error?: ReactNode
}

/** Days of the week, any of them. */
export function WeekdaysField({ label, value, onChange, error }: WeekdaysProps) {
  const { t } = useTranslation('settings')
  return (
    <Input.Wrapper label={label} labelElement="div" error={error}>
      <Chip.Group
        multiple
        value={value.map(String)}
        onChange={(days) => onChange(days.map(Number).sort((a, b) => a - b))}
      >
        <Group gap="xs" mt={4}>
          {WEEK.map((day) => (
            <Chip key={day} value={day} variant="light" size="sm">
              {t(`schedule.dia.${day}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  )
}
