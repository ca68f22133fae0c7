import { Fieldset, NumberInput, Select, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { MODALIDADES, TECNOLOGIAS } from '../../../contract/enums.ts'
import type { ServicioRow } from '../../../contract/procedures/servicios.ts'
import { useDates } from '../../app/session.tsx'
import { DateField } from '../../components/DateField.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { MoneyInput } from '../../components/MoneyInput.tsx'
import { notifyDone } from '../../components/notify.ts'
import { rpc } from '../../rpc/client.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { refreshServices } from './actions.ts'
import { PlanSelect } from './PlanSelect.tsx'
import styles from './services.module.css'
import { fieldsOf, type ServicioValues, valuesOf, zServicioValues } from './servicioValues.ts'

interface Props {
  clienteId: string
  /** Null adds one. */
  servicio: ServicioRow | null
  onClose: () => void
}

/** A client's connection: how it arrives, since when, and how it is billed. Its state and plan have dialogs of their own. */
export function ServicioDialog({ clienteId, servicio, onClose }: Props) {
  const { t } = useTranslation(['customers', 'common'])
  const { today } = useDates()
  const request = useRequestId()
  const validate = useFormErrors(zServicioValues)
  const form = useForm<ServicioValues>({ initialValues: valuesOf(servicio, today()), validate })
  const save = useMutation({
    mutationFn: (values: ServicioValues) => {
      const fields = fieldsOf(values)
      if (servicio === null)
        return rpc.servicios.create({ ...fields, planId: values.planId, requestId: request.id, clienteId })
      const { id, actualizadoEn: expected } = servicio
      return rpc.servicios.update({ ...fields, requestId: request.id, id, expected })
    },
    onSuccess: async ({ planNombre }) => {
      onClose()
      notifyDone(t(servicio === null ? 'service.added' : 'service.saved', { plan: planNombre }))
      await refreshServices()
    },
    // What somebody else left is what the card behind must show.
    onError: () => refreshServices(),
  })
  const submit = form.onSubmit((values) => save.mutate(values))
  return (
    <FormDialog
      title={servicio === null ? t('service.add') : t('service.editOf', { plan: servicio.planNombre })}
      submitLabel={t(servicio === null ? 'service.submitAdd' : 'service.submitSave')}
      onClose={onClose}
      onSubmit={() => submit()}
      busy={save.isPending}
      error={save.error}
      dirty={form.isDirty()}
    >
      {servicio === null && (
        <PlanSelect
          label={t('service.plan')}
          value={form.values.planId}
          onChange={(planId) => form.setFieldValue('planId', planId)}
          error={form.errors['planId']}
        />
      )}
      <div className={styles['pair']}>
        <Select
          label={t('service.technology')}
          required
          data-autofocus={servicio !== null || undefined}
          data={TECNOLOGIAS.map((value) => ({ value, label: t(`common:enums.tecnologia.${value}`) }))}
          {...form.getInputProps('tecnologia')}
        />
        <TextInput
          label={t(`service.ref.${form.values.tecnologia}`)}
          maxLength={120}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('dispositivoRef')}
        />
      </div>
      <BillingFields form={form} billed={servicio !== null && servicio.facturadoHasta !== null} />
    </FormDialog>
  )
}

const HELP_LAST: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

function BillingFields({ form, billed }: { form: UseFormReturnType<ServicioValues>; billed: boolean }) {
  const { t } = useTranslation(['servicios', 'customers'])
  const since = billed ? t('form.billedHelp') : t('form.sinceHelp')
  return (
    <>
      <DateField
        label={t('customers:service.activated')}
        required
        disabled={billed}
        {...(billed ? { description: t('form.billedHelp'), inputWrapperOrder: HELP_LAST } : {})}
        value={form.values.fechaActivacion}
        onChange={(fecha) => form.setFieldValue('fechaActivacion', fecha)}
        error={form.errors['fechaActivacion']}
      />
      <Fieldset legend={t('form.billing')}>
        <div className={styles['pair']}>
          <MoneyInput
            label={t('form.agreed')}
            description={t('form.agreedHelp')}
            inputWrapperOrder={HELP_LAST}
            value={form.values.precioAcordado}
            onChange={(precio) => form.setFieldValue('precioAcordado', precio)}
            error={form.errors['precioAcordado']}
          />
          <NumberInput
            label={t('form.day')}
            description={t('form.dayHelp')}
            inputWrapperOrder={HELP_LAST}
            min={1}
            max={28}
            allowDecimal={false}
            hideControls
            value={form.values.diaFacturacion ?? ''}
            onChange={(dia) => form.setFieldValue('diaFacturacion', typeof dia === 'number' ? dia : null)}
            error={form.errors['diaFacturacion']}
          />
          <Select
            label={t('form.mode')}
            allowDeselect={false}
            data={[
              { value: '', label: t('form.modeTenant') },
              ...MODALIDADES.map((value) => ({ value, label: t(`modalidad.${value}`) })),
            ]}
            {...form.getInputProps('modalidad')}
          />
          <DateField
            label={t('form.since')}
            description={since}
            inputWrapperOrder={HELP_LAST}
            clearable
            disabled={billed}
            value={form.values.facturarDesde}
            onChange={(fecha) => form.setFieldValue('facturarDesde', fecha)}
            error={form.errors['facturarDesde']}
          />
        </div>
      </Fieldset>
    </>
  )
}
