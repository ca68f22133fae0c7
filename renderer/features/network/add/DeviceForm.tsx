import { Alert, Fieldset, Paper, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconDeviceFloppy, IconStethoscope } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PasoRevisado, PasoRevision } from '../../../../contract/procedures/dispositivos.ts'
import { type DispositivoDetail, zDispositivoInput } from '../../../../contract/procedures/dispositivos.ts'
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
import { AccessFields, DescriptionFields } from './DeviceFields.tsx'
import { CheckList } from './CheckList.tsx'
import { isStopped, useDeviceLines } from './checkWords.ts'
import { accessKey, accessOf, type DeviceValues, deviceValuesOf, inputOf } from './deviceValues.ts'

interface Props {
  /** Null adds one. */
  device: DispositivoDetail | null
  /** What is known of it already, of one that is added. */
  found?: { host: string; nombre: string } | null
  title: string
  /** Above the form: other ways to add one. */
  ways?: ReactNode
}

/** The guided check of an address: what was found so far, whether it may be kept, and the certificate that is trusted. */
function useCheck(device: DispositivoDetail | null) {
  const [found, setFound] = useState<ReadonlyMap<PasoRevision, PasoRevisado>>(new Map())
  const [huella, setHuella] = useState(device?.huellaTls ?? null)
  const [checked, setChecked] = useState<string | null>(null)
  const run = useStreamRun<PasoRevisado>((step) => setFound((before) => new Map(before).set(step.paso, step)))
  const start = (values: DeviceValues, trusted: string | null) => {
    setFound(new Map())
    setHuella(trusted)
    setChecked(accessKey(values))
    run.start((signal) =>
      rpc.dispositivos.revisar(
        { ...accessOf(values, trusted), ...(device === null ? {} : { id: device.id }) },
        { signal },
      ),
    )
  }
  /** Whether these values were checked, and nothing stopped the check. */
  const passed = (values: DeviceValues): boolean =>
    checked === accessKey(values) && !run.running && run.error === null && found.has('sistema') && !isStopped(found)
  const seen = found.get('certificado')
  const shown = seen?.resultado === 'ok' && 'huella' in seen ? seen.huella : null
  return { found, huella: shown ?? huella, run, start, passed }
}

/** A MikroTik: how it is reached, checked step by step, then what it is called and how it is treated. */
export function DeviceForm({ device, found: given = null, title, ways }: Props) {
  const { t } = useTranslation('red')
  const navigate = useNavigate()
  const request = useRequestId()
  const check = useCheck(device)
  const initial = deviceValuesOf(device)
  const form = useForm<DeviceValues>({
    initialValues: given === null ? initial : { ...initial, ...given },
    validate: (values) => errorsOf(inputOf({ ...values, nombre: values.nombre || values.host }, check.huella)),
  })
  const errorsOf = useFormErrors(zDispositivoInput)
  const invalid = useInvalidFields()
  const values = form.getValues()
  const kept = device !== null && accessKey(values) === accessKey(initial)
  const ready = kept || check.passed(values)
  const lines = useDeviceLines(check.found, values.tls)
  const save = useMutation({
    mutationFn: (given: DeviceValues) => {
      const dispositivo = inputOf(
        { ...given, nombre: given.nombre || identityIn(check.found) || given.host },
        check.huella,
      )
      return device === null
        ? rpc.dispositivos.create({ requestId: request.id, dispositivo })
        : rpc.dispositivos.update({ requestId: request.id, id: device.id, expected: device.actualizadoEn, dispositivo })
    },
    onSuccess: async ({ id, nombre }) => {
      request.renew()
      notifyDone(t('add.saved', { nombre }))
      await queryClient.invalidateQueries({ queryKey: orpc.dispositivos.key() })
      void navigate({ to: '/red/equipos/$id', params: { id }, ignoreBlocker: true })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (save.isPending || check.run.running) return
    form.onSubmit((valid) => (ready ? save.mutate(valid) : check.start(valid, check.huella)))()
    invalid.look()
  }
  const identity = identityIn(check.found)
  return (
    <form ref={invalid.form} noValidate onSubmit={submit} style={{ display: 'contents' }}>
      <PageHeader
        title={title}
        subtitle={t(device === null ? 'add.subtitle' : 'add.editSubtitle')}
        primary={
          <KeyButton
            type="submit"
            hotkey="mod+Enter"
            loading={save.isPending || check.run.running}
            leftSection={ready ? <IconDeviceFloppy size={18} aria-hidden /> : <IconStethoscope size={18} aria-hidden />}
          >
            {t(ready ? 'add.save' : 'add.check')}
          </KeyButton>
        }
      />
      {ways}
      <InvalidSummary count={invalid.count} />
      {save.isError && <ErrorNote error={save.error} />}
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <Fieldset legend={t('add.access')}>
            <AccessFields form={form} device={device} />
          </Fieldset>
          {(ready || device !== null) && (
            <Fieldset legend={t('add.description')}>
              <DescriptionFields form={form} identity={identity} />
            </Fieldset>
          )}
        </div>
        <Paper component="section" className={styles['card'] ?? ''} aria-labelledby="device-check">
          <Title order={2} id="device-check">
            {t('check.title')}
          </Title>
          {check.found.size === 0 && !check.run.running && (
            <Alert color="blue" variant="light" p="xs">
              {t(device === null ? 'check.before' : 'check.beforeEdit')}
            </Alert>
          )}
          {check.run.error !== null && <ErrorNote error={check.run.error} />}
          <CheckList label={t('check.title')} lines={lines} onTrust={(huella) => check.start(values, huella)} />
        </Paper>
      </div>
    </form>
  )
}

/** The name that the device gives itself. */
function identityIn(found: ReadonlyMap<PasoRevision, PasoRevisado>): string {
  const step = found.get('sistema')
  return step !== undefined && 'identidad' in step ? step.identidad.identidad : ''
}
