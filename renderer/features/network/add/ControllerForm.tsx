import { Alert, Fieldset, Paper, PasswordInput, Switch, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconDeviceFloppy, IconStethoscope } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Controlador,
  type ControladorRevisado,
  type PasoControlador,
  zControladorInput,
} from '../../../../contract/procedures/controladores.ts'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { useFormErrors } from '../../../components/formErrors.ts'
import { InvalidSummary, useInvalidFields } from '../../../components/InvalidSummary.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { useStreamRun } from '../../../rpc/streams.ts'
import styles from './add.module.css'
import { CheckList } from './CheckList.tsx'
import { isStopped, useControllerLines } from './checkWords.ts'

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
  const [found, setFound] = useState<ReadonlyMap<PasoControlador, ControladorRevisado>>(new Map())
  const [huella, setHuella] = useState(controlador?.huellaTls ?? null)
  const [checked, setChecked] = useState<string | null>(null)
  const run = useStreamRun<ControladorRevisado>((step) => setFound((before) => new Map(before).set(step.paso, step)))
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
    ...connectionOf(values, huella),
  })
  const form = useForm<Values>({ initialValues: initial, validate: (values) => errorsOf(inputOf(values)) })
  const invalid = useInvalidFields()
  const values = form.getValues()
  const check = (trusted: string | null) => {
    setFound(new Map())
    setHuella(trusted)
    setChecked(keyOf(values))
    run.start((signal) =>
      rpc.controladores.revisar(
        { ...connectionOf(values, trusted), ...(controlador === null ? {} : { id: controlador.id }) },
        { signal },
      ),
    )
  }
  const kept = controlador !== null && keyOf(values) === keyOf(initial)
  const passed =
    checked === keyOf(values) && !run.running && run.error === null && found.has('nms') && !isStopped(found)
  const ready = kept || passed
  const lines = useControllerLines(found)
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
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (save.isPending || run.running) return
    form.onSubmit((valid) => (ready ? save.mutate(valid) : check(huella)))()
    invalid.look()
  }
  const keptOf = (state: Controlador['tokenNms'] | undefined) =>
    state === 'guardada' ? t('add.passwordKept') : undefined
  return (
    <form ref={invalid.form} noValidate onSubmit={submit} style={{ display: 'contents' }}>
      <PageHeader
        title={controlador === null ? t('add.title') : controlador.nombre}
        subtitle={t('add.serverSubtitle')}
        primary={
          <KeyButton
            type="submit"
            hotkey="mod+Enter"
            loading={save.isPending || run.running}
            leftSection={ready ? <IconDeviceFloppy size={18} aria-hidden /> : <IconStethoscope size={18} aria-hidden />}
          >
            {t(ready ? 'add.saveServer' : 'add.check')}
          </KeyButton>
        }
      />
      {ways}
      <InvalidSummary count={invalid.count} />
      {save.isError && <ErrorNote error={save.error} />}
      <div className={styles['columns']}>
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
        <Paper component="section" className={styles['card'] ?? ''} aria-labelledby="server-check">
          <Title order={2} id="server-check">
            {t('check.title')}
          </Title>
          {found.size === 0 && !run.running && (
            <Alert color="blue" variant="light" p="xs">
              {t('check.beforeServer')}
            </Alert>
          )}
          {run.error !== null && <ErrorNote error={run.error} />}
          <CheckList label={t('check.title')} lines={lines} onTrust={check} />
        </Paper>
      </div>
    </form>
  )
}
