import { Fieldset, PasswordInput, Switch, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Controlador,
  type ControladorRevisado,
  zControladorInput,
} from '../../../../contract/procedures/controladores.ts'
import { useFormErrors } from '../../../components/formErrors.ts'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from './add.module.css'
import { useControllerLines } from './checkWords.ts'
import { GuidedForm } from './GuidedForm.tsx'
import { useCheck } from './useCheck.ts'

interface Values {
  nombre: string
  url: string
  /** Empty: the one that is kept. */
  tokenNms: string
  claveCrm: string
  activo: boolean
}

const connectionOf = ({ url, tokenNms, claveCrm }: Values, huellaTls: string | null) => ({
  url: url.trim(),
  huellaTls,
  ...(tokenNms === '' ? {} : { tokenNms }),
  ...(claveCrm === '' ? {} : { claveCrm }),
})
const keyOf = ({ url, tokenNms, claveCrm }: Values): string => JSON.stringify([url.trim(), tokenNms, claveCrm])

interface Props {
  /** Null adds one. */
  controlador: Controlador | null
  ways?: ReactNode
}

/** A UISP server: where it is, its tokens, checked step by step. Its devices come by themselves. */
export function ControllerForm({ controlador, ways }: Props) {
  const { t } = useTranslation('red')
  const navigate = useNavigate()
  const request = useRequestId()
  const check = useCheck<ControladorRevisado, Values>({
    keyOf,
    last: 'nms',
    huellaTls: controlador?.huellaTls ?? null,
    ask: (values, trusted, signal) =>
      rpc.controladores.revisar(
        { ...connectionOf(values, trusted), ...(controlador === null ? {} : { id: controlador.id }) },
        { signal },
      ),
  })
  const errorsOf = useFormErrors(zControladorInput)
  const initial: Values = {
    nombre: controlador?.nombre ?? '',
    url: controlador?.url ?? '',
    tokenNms: '',
    claveCrm: '',
    activo: controlador?.activo ?? true,
  }
  const inputOf = (values: Values) => ({
    nombre: values.nombre.trim(),
    activo: values.activo,
    ...connectionOf(values, check.huella),
  })
  const form = useForm<Values>({ initialValues: initial, validate: (values) => errorsOf(inputOf(values)) })
  const values = form.getValues()
  const kept = controlador !== null && keyOf(values) === keyOf(initial)
  const ready = kept || check.passed(values)
  const lines = useControllerLines(check.found)
  const save = useMutation({
    mutationFn: (given: Values) => {
      const input = inputOf(given)
      return controlador === null
        ? rpc.controladores.create({ requestId: request.id, controlador: input })
        : rpc.controladores.update({
            requestId: request.id,
            id: controlador.id,
            expected: controlador.actualizadoEn,
            controlador: input,
          })
    },
    onSuccess: async ({ nombre }) => {
      request.renew()
      notifyDone(t('add.savedServer', { nombre }))
      await Promise.all(
        [orpc.controladores, orpc.dispositivos].map((part) => queryClient.invalidateQueries({ queryKey: part.key() })),
      )
      void navigate({ to: '/red', search: { panel: 'servidores' }, ignoreBlocker: true })
    },
  })
  const submit = form.onSubmit((valid) => (ready ? save.mutate(valid) : check.start(valid, check.huella)))
  const keptOf = (state: Controlador['tokenNms'] | undefined) =>
    state === 'guardada' ? t('add.passwordKept') : undefined
  return (
    <GuidedForm
      title={controlador === null ? t('add.title') : controlador.nombre}
      subtitle={t('add.serverSubtitle')}
      ways={ways}
      check={{
        ...check,
        lines,
        onTrust: (huella) => check.start(values, huella),
        onAgain: () => check.start(values, check.huella),
      }}
      before={t(controlador === null ? 'check.beforeServer' : 'check.beforeEdit')}
      ready={ready}
      saveLabel={t('add.saveServer')}
      save={save}
      onSubmit={() => submit()}
    >
      <Fieldset legend={t('add.server')}>
        <div className={styles['column']}>
          <TextInput label={t('add.name')} required autoFocus maxLength={80} {...form.getInputProps('nombre')} />
          <TextInput
            label={t('add.url')}
            description={t('add.urlHelp')}
            required
            spellCheck={false}
            autoComplete="off"
            {...form.getInputProps('url')}
          />
          <PasswordInput
            label={t('add.tokenNms')}
            description={t('add.tokenNmsHelp')}
            placeholder={keptOf(controlador?.tokenNms)}
            autoComplete="off"
            {...form.getInputProps('tokenNms')}
          />
          <PasswordInput
            label={t('add.claveCrm')}
            description={t('add.claveCrmHelp')}
            placeholder={keptOf(controlador?.claveCrm)}
            autoComplete="off"
            {...form.getInputProps('claveCrm')}
          />
          <Switch label={t('add.active')} {...form.getInputProps('activo', { type: 'checkbox' })} />
          <Text size="xs" c="dimmed">
            {t('add.passwordHelp')}
          </Text>
        </div>
      </Fieldset>
    </GuidedForm>
  )
}
