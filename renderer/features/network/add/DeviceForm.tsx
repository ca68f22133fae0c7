import { Fieldset } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type DispositivoDetail,
  type PasoRevisado,
  zDispositivoInput,
} from '../../../../contract/procedures/dispositivos.ts'
import { useFormErrors } from '../../../components/formErrors.ts'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { AccessFields, DescriptionFields } from './DeviceFields.tsx'
import { useDeviceLines } from './checkWords.ts'
import { accessKey, accessOf, type DeviceValues, deviceValuesOf, inputOf } from './deviceValues.ts'
import { GuidedForm } from './GuidedForm.tsx'
import { type Findings, useCheck } from './useCheck.ts'

interface Props {
  /** Null adds one. */
  device: DispositivoDetail | null
  /** What is known of it already, of one that is added. */
  found?: { host: string; nombre: string } | null
  title: string
  /** Above the form: other ways to add one. */
  ways?: ReactNode
}

/** A MikroTik: how it is reached, checked step by step, then what it is called and how it is treated. */
export function DeviceForm({ device, found: given = null, title, ways }: Props) {
  const { t } = useTranslation('red')
  const navigate = useNavigate()
  const request = useRequestId()
  const check = useCheck<PasoRevisado, DeviceValues>({
    keyOf: accessKey,
    last: 'sistema',
    huellaTls: device?.huellaTls ?? null,
    ask: (values, trusted, signal) =>
      rpc.dispositivos.revisar(
        { ...accessOf(values, trusted), ...(device === null ? {} : { id: device.id }) },
        { signal },
      ),
  })
  const initial = deviceValuesOf(device)
  const form = useForm<DeviceValues>({
    initialValues: given === null ? initial : { ...initial, ...given },
    validate: (values) => errorsOf(inputOf({ ...values, nombre: values.nombre || values.host }, check.huella)),
  })
  const errorsOf = useFormErrors(zDispositivoInput)
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
  const submit = form.onSubmit((valid) => (ready ? save.mutate(valid) : check.start(valid, check.huella)))
  const identity = identityIn(check.found)
  return (
    <GuidedForm
      title={title}
      subtitle={t(device === null ? 'add.subtitle' : 'add.editSubtitle')}
      ways={ways}
      check={{
        ...check,
        lines,
        onTrust: (huella) => check.start(values, huella),
        onAgain: () => check.start(values, check.huella),
      }}
      before={t(device === null ? 'check.before' : 'check.beforeEdit')}
      ready={ready}
      saveLabel={t('add.save')}
      save={save}
      onSubmit={() => submit()}
    >
      <Fieldset legend={t('add.access')}>
        <AccessFields form={form} device={device} />
      </Fieldset>
      {(ready || device !== null) && (
        <Fieldset legend={t('add.description')}>
          <DescriptionFields form={form} identity={identity} />
        </Fieldset>
      )}
    </GuidedForm>
  )
}

/** The name that the device gives itself. */
function identityIn(found: Findings<PasoRevisado>): string {
  const step = found.get('sistema')
  return step !== undefined && 'identidad' in step ? step.identidad.identidad : ''
}
