import { Checkbox, Fieldset, PasswordInput, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { zPassword, zPin } from '../../../contract/schemas.ts'
import { useSession } from '../../app/session.tsx'
import { Facts } from '../../components/Facts.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { notifyDone } from '../../components/notify.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { PasswordField, PinField } from '../access/AdminStep.tsx'
import { SectionForm } from './SectionPage.tsx'
import styles from './settings.module.css'

interface Values {
  currentPassword: string
  /** Empty: as it is. */
  password: string
  pin: string
  removePin: boolean
}

const EMPTY: Values = { currentPassword: '', password: '', pin: '', removePin: false }
const zSecrets = z.object({
  currentPassword: z.string().min(1),
  password: z.union([z.literal(''), zPassword]),
  pin: z.union([z.literal(''), zPin]),
})

/** One's own password and PIN. */
export function AccountSection() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { t: access } = useTranslation('access')
  const { usuario } = useSession()
  const request = useRequestId()
  const validate = useFormErrors(zSecrets)
  const form = useForm<Values>({ initialValues: EMPTY, validate })
  const save = useMutation(
    orpc.access.changeOwnSecret.mutationOptions({
      onSuccess: () => {
        request.renew()
        form.setValues(EMPTY)
        notifyDone(t('cuenta.saved'))
      },
    }),
  )
  const { password, pin, removePin } = form.values
  const submit = form.onSubmit(({ currentPassword }) =>
    save.mutate({
      requestId: request.id,
      currentPassword,
      ...(password === '' ? {} : { password }),
      ...(removePin ? { pin: null } : pin === '' ? {} : { pin }),
    }),
  )
  return (
    <SectionForm
      title={t('section.cuenta')}
      subtitle={t('cuenta.subtitle')}
      dirty={password !== '' || pin !== '' || removePin}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => submit()}
    >
      <Stack gap="md" className={styles['column'] ?? ''}>
        <Facts
          items={[
            { label: t('personas.nombre'), value: usuario.nombre },
            { label: t('personas.email'), value: usuario.email },
            { label: t('personas.rol'), value: common(`enums.rol.${usuario.rol}`) },
          ]}
        />
        <Fieldset legend={t('cuenta.secrets')}>
          <Stack gap="sm">
            <PasswordInput
              label={t('cuenta.current')}
              description={t('cuenta.currentHelp')}
              autoComplete="current-password"
              required
              visibilityToggleButtonProps={{ 'aria-label': access('secret.show') }}
              {...form.getInputProps('currentPassword')}
            />
            <PasswordField {...form.getInputProps('password')} label={t('personas.newPassword')} />
            {!removePin && <PinField {...form.getInputProps('pin')} label={t('personas.newPin')} />}
            <Checkbox label={t('personas.removePin')} {...form.getInputProps('removePin', { type: 'checkbox' })} />
          </Stack>
        </Fieldset>
      </Stack>
    </SectionForm>
  )
}
