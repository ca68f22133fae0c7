import { PasswordInput, Progress, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { passwordStrength, type Strength } from './passwordStrength.ts'

export interface AdminValues {
  nombre: string
  email: string
  password: string
  /** Empty: none. */
  pin: string
}

/** Who administers the office. */
export function AdminStep({ form }: { form: UseFormReturnType<AdminValues> }) {
  const { t } = useTranslation('access')
  return (
    <Stack gap="sm">
      <TextInput label={t('person.nombre')} required data-autofocus autoFocus {...form.getInputProps('nombre')} />
      <TextInput label={t('person.email')} inputMode="email" required {...form.getInputProps('email')} />
      <PasswordField {...form.getInputProps('password')} label={t('person.password')} required />
      <PinField {...form.getInputProps('pin')} />
    </Stack>
  )
}

interface FieldProps {
  label?: string
  required?: boolean
  value?: string
  error?: unknown
  onChange?: (value: unknown) => void
}

const METER: Record<Strength, [percent: number, color: string]> = {
  short: [15, 'red'],
  weak: [40, 'orange'],
  fair: [70, 'yellow'],
  strong: [100, 'green'],
}

/** A new password, with a hint of how good it is. */
export function PasswordField({ label, required = false, value = '', error, onChange }: FieldProps) {
  const { t } = useTranslation('access')
  const strength = passwordStrength(value)
  const [percent, color] = METER[strength]
  return (
    <div>
      <PasswordInput
        label={label}
        description={t('person.passwordHelp')}
        required={required}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('secret.show') }}
        value={value}
        error={typeof error === 'string' ? (value === '' ? error : t('person.passwordShort')) : undefined}
        onChange={(event) => onChange?.(event.currentTarget.value)}
      />
      {value !== '' && (
        <>
          <Progress value={percent} color={color} size={4} mt="xs" aria-hidden />
          <Text size="xs" c="dimmed" mt={2} aria-live="polite">
            {t(`person.strength.${strength}`)}
          </Text>
        </>
      )}
    </div>
  )
}

/** A short number to enter and to approve with; may be left out. */
export function PinField({ label, value = '', error, onChange }: FieldProps) {
  const { t } = useTranslation('access')
  return (
    <PasswordInput
      label={label ?? t('person.pin')}
      description={t('person.pinHelp')}
      inputMode="numeric"
      autoComplete="off"
      maxLength={8}
      visibilityToggleButtonProps={{ 'aria-label': t('secret.show') }}
      value={value}
      error={typeof error === 'string' ? t('person.pinShort') : undefined}
      onChange={(event) => onChange?.(event.currentTarget.value)}
    />
  )
}
