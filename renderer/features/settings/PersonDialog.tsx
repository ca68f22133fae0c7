import { Checkbox, SegmentedControl, Switch, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Usuario } from '../../../contract/index.ts'
import { type Rol, ROLES } from '../../../contract/enums.ts'
import { ROLE_PERMISSIONS } from '../../../contract/permissions.ts'
import { zEmail, zPassword, zPin, zText } from '../../../contract/schemas.ts'
import { useSession } from '../../app/session.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { notifyDone } from '../../components/notify.ts'
import { rpc } from '../../rpc/client.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { PasswordField, PinField } from '../access/AdminStep.tsx'

interface Values {
  nombre: string
  email: string
  rol: Rol
  active: boolean
  /** Empty: as it is. */
  password: string
  pin: string
  removePin: boolean
}

const fields = { nombre: zText(120), email: zEmail, pin: z.union([z.literal(''), zPin]) }
const zNew = z.object({ ...fields, password: zPassword })
const zEdited = z.object({ ...fields, password: z.union([z.literal(''), zPassword]) })

interface Props {
  /** Null creates one. */
  usuario: Usuario | null
  onClose: () => void
}

/** A person of the office: role in words, state, and a new password or PIN when they forgot theirs. */
export function PersonDialog({ usuario, onClose }: Props) {
  const { t } = useTranslation('settings')
  const { t: access } = useTranslation('access')
  const request = useRequestId()
  const client = useQueryClient()
  const session = useSession()
  const validate = useFormErrors(usuario === null ? zNew : zEdited)
  const form = useForm<Values>({
    initialValues: {
      nombre: usuario?.nombre ?? '',
      email: usuario?.email ?? '',
      rol: usuario?.rol ?? 'cobranza',
      active: usuario?.estado !== 'inactivo',
      password: '',
      pin: '',
      removePin: false,
    },
    validate,
  })
  const save = useMutation({
    mutationFn: ({ nombre, email, rol, active, password, pin, removePin }: Values) => {
      const own = { requestId: request.id, nombre, email, rol }
      if (usuario === null) return rpc.usuarios.create({ ...own, password, ...(pin === '' ? {} : { pin }) })
      return rpc.usuarios.update({
        ...own,
        id: usuario.id,
        expected: usuario.actualizadoEn,
        estado: active ? 'activo' : 'inactivo',
        ...(password === '' ? {} : { password }),
        ...(removePin ? { pin: null } : pin === '' ? {} : { pin }),
      })
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: orpc.usuarios.key() })
      if (saved.id === session.usuario.id) await session.refresh()
      notifyDone(t('personas.saved', { nombre: saved.nombre }))
      onClose()
    },
  })
  const submit = form.onSubmit((values) => save.mutate(values))
  return (
    <FormDialog
      size="lg"
      title={usuario === null ? t('personas.new') : usuario.nombre}
      submitLabel={usuario === null ? t('personas.create') : t('personas.save')}
      onClose={onClose}
      onSubmit={() => submit()}
      busy={save.isPending}
      error={save.error}
      dirty={form.isDirty()}
    >
      <TextInput label={t('personas.nombre')} required data-autofocus {...form.getInputProps('nombre')} />
      <TextInput label={t('personas.email')} inputMode="email" required {...form.getInputProps('email')} />
      <RolePicker value={form.values.rol} onChange={(rol) => form.setFieldValue('rol', rol)} />
      <PasswordField
        {...form.getInputProps('password')}
        label={usuario === null ? access('person.password') : t('personas.newPassword')}
        required={usuario === null}
      />
      {!form.values.removePin && (
        <PinField
          {...form.getInputProps('pin')}
          label={usuario?.hasPin ? t('personas.newPin') : access('person.pin')}
        />
      )}
      {usuario?.hasPin && (
        <Checkbox label={t('personas.removePin')} {...form.getInputProps('removePin', { type: 'checkbox' })} />
      )}
      {usuario !== null && (
        <Switch
          label={t('personas.active')}
          description={t('personas.activeHelp')}
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
      )}
    </FormDialog>
  )
}

function RolePicker({ value, onChange }: { value: Rol; onChange: (rol: Rol) => void }) {
  const { t, i18n } = useTranslation('settings')
  const { t: common } = useTranslation()
  const list = new Intl.ListFormat(i18n.language, { style: 'short' })
  return (
    <div>
      <Text size="sm" fw={550} mb={4} id="person-role">
        {t('personas.rol')}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby="person-role"
        value={value}
        onChange={(next) => onChange(ROLES.find((rol) => rol === next) ?? value)}
        data={ROLES.map((rol) => ({ value: rol, label: common(`enums.rol.${rol}`) }))}
      />
      <Text size="sm" mt="xs">
        {t(`rol.${value}`)}
      </Text>
      <Text size="xs" c="dimmed">
        {t('personas.may', { list: list.format(ROLE_PERMISSIONS[value].map((one) => t(`permission.${one}`))) })}
      </Text>
    </div>
  )
}
