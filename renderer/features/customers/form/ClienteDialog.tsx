import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AGRUPACIONES, ESTADOS_SERVICIO_CLIENTE } from '../../../../contract/enums.ts'
import { type Cliente, zClienteInput } from '../../../../contract/procedures/customers.ts'
import { useErrorText } from '../../../components/errorText.ts'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { useFormErrors } from '../../../components/formErrors.ts'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { toOfficeError } from '../../../rpc/errors.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from '../customers.module.css'
import { ConflictNote } from './ConflictNote.tsx'
import { SameDocument } from './SameDocument.tsx'
import {
  type ClienteField,
  type ClienteValues,
  type FieldChange,
  fieldsOf,
  LABELS,
  mergeChanges,
  valuesOf,
} from './values.ts'

interface Props {
  /** Null creates one. */
  cliente: Cliente | null
  /** The state follows the services; of a client without any, people say it. */
  saysState?: boolean
  onClose: () => void
  onSaved: (cliente: Cliente) => void
}

/** Who a client is. Nothing that was typed is lost: not to Esc, and not to somebody who saved the same client first. */
export function ClienteDialog({ cliente, saysState = false, onClose, onSaved }: Props) {
  const { t } = useTranslation(['customers', 'common'])
  const errorText = useErrorText()
  const request = useRequestId()
  const errorsOf = useFormErrors(zClienteInput)
  /** What the form stands on: newer than `cliente` once somebody else has changed it meanwhile. */
  const [base, setBase] = useState(cliente)
  const [changes, setChanges] = useState<FieldChange[]>([])
  const form = useForm<ClienteValues>({
    initialValues: valuesOf(cliente),
    validate: (values) => errorsOf(fieldsOf(values)),
  })

  const bringIn = async (id: string) => {
    const latest = (await rpc.clientes.get({ id })).cliente
    const merged = mergeChanges(valuesOf(base), form.getValues(), valuesOf(latest))
    form.setInitialValues(valuesOf(latest))
    form.setValues(merged.values)
    setBase(latest)
    setChanges(merged.changes)
  }
  const take = (taken: FieldChange) => {
    form.setFieldValue(taken.field, taken.theirs)
    setChanges(changes.map((change) => (change === taken ? { ...change, mine: null } : change)))
  }
  const save = useMutation({
    mutationFn: (values: ClienteValues) => {
      const { estadoServicio } = values
      const fields = fieldsOf(values)
      if (base === null) return rpc.clientes.create({ requestId: request.id, ...fields })
      const { id, actualizadoEn: expected } = base
      return rpc.clientes.update({ requestId: request.id, id, expected, estadoServicio, ...fields })
    },
    onSuccess: async (saved) => {
      onClose()
      onSaved(saved)
      notifyDone(t(cliente === null ? 'form.created' : 'form.saved', { nombre: saved.nombreRazonSocial }))
      const affected = [orpc.clientes, orpc.facturas, orpc.recibos]
      await Promise.all(affected.map((part) => queryClient.invalidateQueries({ queryKey: part.key() })))
    },
    onError: async (error) => {
      const { code } = toOfficeError(error)
      if (code === 'cliente.codigo_taken') form.setFieldError('codigoCliente', errorText(error))
      if (code === 'conflict.changed' && base !== null) await bringIn(base.id)
    },
  })
  const shownError = (() => {
    if (save.error === null) return null
    const { code } = toOfficeError(save.error)
    return code === 'cliente.codigo_taken' || (code === 'conflict.changed' && changes.length > 0) ? null : save.error
  })()

  const submit = form.onSubmit((values) => save.mutate(values))
  const text = (field: Exclude<ClienteField, 'exentoImpuestos'>, max: number) => ({
    label: t(`field.${LABELS[field]}`),
    maxLength: max,
    autoComplete: 'off',
    ...form.getInputProps(field),
  })
  return (
    <FormDialog
      size="lg"
      title={cliente === null ? t('form.new') : t('form.edit', { nombre: cliente.nombreRazonSocial })}
      submitLabel={t(cliente === null ? 'form.create' : 'form.save')}
      onClose={onClose}
      onSubmit={() => submit()}
      busy={save.isPending}
      error={shownError}
      dirty={form.isDirty()}
    >
      {changes.length > 0 && <ConflictNote changes={changes} onTake={take} />}
      <TextInput required data-autofocus {...text('nombreRazonSocial', 160)} />
      <div className={styles['pair']}>
        <div>
          <TextInput {...text('documento', 40)} />
          <SameDocument documento={form.values.documento} exceptId={cliente?.id ?? null} />
        </div>
        <TextInput inputMode="tel" {...text('telefono', 80)} />
      </div>
      <TextInput {...text('direccion', 240)} />
      <div className={styles['pair']} data-uneven>
        <TextInput inputMode="email" {...text('email', 200)} />
        <TextInput
          {...text('codigoCliente', 30)}
          {...(cliente === null ? { description: t('form.codeHelp') } : {})}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
      </div>
      {saysState && (
        <Select
          label={t('field.state')}
          data={ESTADOS_SERVICIO_CLIENTE.map((value) => ({ value, label: t(`common:enums.estadoServicio.${value}`) }))}
          {...form.getInputProps('estadoServicio')}
        />
      )}
      <div className={styles['pair']}>
        <Select
          label={t('form.grouping')}
          allowDeselect={false}
          data={(['tenant', ...AGRUPACIONES] as const).map((value) => ({ value, label: t(`grouping.${value}`) }))}
          {...form.getInputProps('agrupacion')}
        />
        <Checkbox
          mt={30}
          label={t('field.exempt')}
          description={t('form.exemptHelp')}
          {...form.getInputProps('exentoImpuestos', { type: 'checkbox' })}
        />
      </div>
      <Textarea autosize minRows={2} maxRows={5} {...text('notas', 2000)} />
    </FormDialog>
  )
}
