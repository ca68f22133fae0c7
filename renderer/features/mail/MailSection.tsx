import {
  Alert,
  Fieldset,
  Group,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { IconLockOpen, IconShieldExclamation } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type CorreoConfig, type CorreoConfigRow, SEGURIDAD_CORREO, zCorreoConfig } from '../../../contract/index.ts'
import { HOJAS } from '../../../contract/shell.ts'
import { useFormErrors } from '../../components/formErrors.ts'
import { notifyDone } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { Saved, SectionForm } from '../settings/SectionPage.tsx'
import styles from '../settings/settings.module.css'
import { MailTest } from './MailTest.tsx'

type Values = CorreoConfig & { clave: string }

const PORTS = { ninguna: 25, starttls: 587, tls: 465 } as const

const valuesOf = ({
  clave: _state,
  proteccion: _kept,
  actualizadoEn: _version,
  ...config
}: CorreoConfigRow): Values => ({
  ...config,
  clave: '',
})

/** The server that mail leaves through, tried with a button. */
export function MailSection() {
  const config = useQuery(orpc.correos.config.queryOptions())
  return <Saved query={config}>{(saved) => <MailForm saved={saved} />}</Saved>
}

function MailForm({ saved }: { saved: CorreoConfigRow }) {
  const { t } = useTranslation(['correo', 'settings'])
  const request = useRequestId()
  const form = useForm<Values>({ initialValues: valuesOf(saved), validate: useFormErrors(zCorreoConfig) })
  const save = useMutation(
    orpc.correos.updateConfig.mutationOptions({
      onSuccess: (row) => {
        request.renew()
        notifyDone(t('settings:saved'))
        queryClient.setQueryData(orpc.correos.config.queryKey(), row)
        void queryClient.invalidateQueries({ queryKey: orpc.correos.key() })
      },
    }),
  )
  const submit = form.onSubmit(({ clave, ...config }) =>
    save.mutate({
      requestId: request.id,
      expected: saved.actualizadoEn,
      config,
      // Without a user there is nobody to prove; an empty box keeps what there is.
      ...(config.usuario === '' ? { clave: null } : clave === '' ? {} : { clave }),
    }),
  )
  return (
    <SectionForm
      title={t('settings:section.correo')}
      subtitle={t('config.subtitle')}
      dirty={form.isDirty()}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => submit()}
    >
      <Stack gap="md" className={styles['column'] ?? ''}>
        <Protection saved={saved} />
        <ServerFields form={form} saved={saved} />
        <SenderFields form={form} />
        <SendingFields form={form} />
        <MailTest ready={saved.host !== ''} dirty={form.isDirty()} />
      </Stack>
    </SectionForm>
  )
}

/** Said where the system itself does not protect what is kept. */
function Protection({ saved: { proteccion } }: { saved: CorreoConfigRow }) {
  const { t } = useTranslation('correo')
  if (proteccion === 'system') return null
  const kind = proteccion ?? 'unavailable'
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconShieldExclamation aria-hidden />}
      title={t(`config.${kind}.title`)}
    >
      {t(`config.${kind}.text`)}
    </Alert>
  )
}

type Form = UseFormReturnType<Values>

function ServerFields({ form, saved }: { form: Form; saved: CorreoConfigRow }) {
  const { t } = useTranslation('correo')
  const { seguridad, puerto, usuario } = form.values
  const claveHelp = { guardada: t('config.claveKept'), ninguna: t('config.claveNone'), ilegible: t('config.claveLost') }
  return (
    <Fieldset legend={t('config.server')}>
      <Stack gap="sm">
        <Group align="flex-start" wrap="nowrap">
          <TextInput
            flex={1}
            label={t('config.host')}
            description={t('config.hostHelp')}
            {...form.getInputProps('host')}
          />
          <NumberInput
            w={110}
            label={t('config.puerto')}
            description={'\u00a0'}
            min={1}
            max={65_535}
            allowDecimal={false}
            hideControls
            {...form.getInputProps('puerto')}
            onChange={(port) => form.setFieldValue('puerto', typeof port === 'number' ? port : 0)}
          />
        </Group>
        <div>
          <Text size="sm" fw={550} id="mail-security" mb={4}>
            {t('config.seguridad')}
          </Text>
          <SegmentedControl
            aria-labelledby="mail-security"
            value={seguridad}
            onChange={(next) => {
              // The usual port goes along, unless somebody chose another.
              if (puerto === PORTS[seguridad]) form.setFieldValue('puerto', PORTS[next])
              form.setFieldValue('seguridad', next)
            }}
            data={SEGURIDAD_CORREO.map((value) => ({ value, label: t(`config.seg.${value}`) }))}
          />
        </div>
        {seguridad === 'ninguna' && (
          <Alert color="orange" variant="light" icon={<IconLockOpen aria-hidden />}>
            {t('config.clear')}
          </Alert>
        )}
        <Group align="flex-start" grow>
          <TextInput label={t('config.usuario')} autoComplete="off" {...form.getInputProps('usuario')} />
          <PasswordInput
            label={t('config.clave')}
            disabled={usuario === ''}
            placeholder={claveHelp[saved.clave]}
            autoComplete="new-password"
            {...form.getInputProps('clave')}
          />
        </Group>
      </Stack>
    </Fieldset>
  )
}

function SenderFields({ form }: { form: Form }) {
  const { t } = useTranslation('correo')
  return (
    <Fieldset legend={t('config.sender')}>
      <Stack gap="sm">
        <Group align="flex-start" grow>
          <TextInput
            label={t('config.correo')}
            description={'\u00a0'}
            type="email"
            required={form.values.host !== ''}
            {...form.getInputProps('remitenteCorreo')}
          />
          <TextInput
            label={t('config.nombre')}
            description={t('config.nombreHelp')}
            {...form.getInputProps('remitenteNombre')}
          />
        </Group>
        <TextInput
          label={t('config.responderA')}
          description={t('config.responderHelp')}
          type="email"
          {...form.getInputProps('responderA')}
        />
      </Stack>
    </Fieldset>
  )
}

function SendingFields({ form }: { form: Form }) {
  const { t } = useTranslation(['correo', 'common'])
  return (
    <Fieldset legend={t('config.sending')}>
      <Stack gap="sm">
        <NumberInput
          w={220}
          label={t('config.porMinuto')}
          description={t('config.porMinutoHelp')}
          min={1}
          max={600}
          allowDecimal={false}
          {...form.getInputProps('porMinuto')}
          onChange={(count) => form.setFieldValue('porMinuto', typeof count === 'number' ? count : 0)}
        />
        <div>
          <Text size="sm" fw={550} id="mail-paper" mb={4}>
            {t('config.papel')}
          </Text>
          <SegmentedControl
            aria-labelledby="mail-paper"
            value={form.values.papel}
            onChange={(papel) => form.setFieldValue('papel', papel)}
            data={HOJAS.map((value) => ({ value, label: t(`common:enums.papel.${value}`) }))}
          />
        </div>
      </Stack>
    </Fieldset>
  )
}
