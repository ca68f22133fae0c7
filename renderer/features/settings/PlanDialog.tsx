import { Checkbox, Group, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Plan } from '../../../contract/index.ts'
import { POLITICAS_SUSPENSION, type PoliticaSuspension } from '../../../contract/enums.ts'
import type { Impuesto, Minor } from '../../../contract/money.ts'
import { zAmount, zImpuesto, zText } from '../../../contract/schemas.ts'
import { useTenant } from '../../app/session.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { MoneyInput } from '../../components/MoneyInput.tsx'
import { notifyDone } from '../../components/notify.ts'
import { TaxesInput } from '../../components/TaxesInput.tsx'
import { rpc } from '../../rpc/client.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'

interface Values {
  nombre: string
  velocidadBajadaMbps: number | null
  velocidadSubidaMbps: number | null
  precioMensual: Minor | null
  impuestos: Impuesto[]
  politicaSuspension: PoliticaSuspension
  cobraSuspension: boolean
}

const zPlan = z.object({
  nombre: zText(80),
  velocidadBajadaMbps: z.number().min(0),
  velocidadSubidaMbps: z.number().min(0),
  precioMensual: zAmount.min(0),
  impuestos: z.array(zImpuesto),
})

interface Props {
  /** Null creates one. */
  plan: Plan | null
  onClose: () => void
}

export function PlanDialog({ plan, onClose }: Props) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const tenant = useTenant()
  const request = useRequestId()
  const client = useQueryClient()
  const validate = useFormErrors(zPlan)
  const form = useForm<Values>({
    initialValues: {
      nombre: plan?.nombre ?? '',
      velocidadBajadaMbps: plan?.velocidadBajadaMbps ?? null,
      velocidadSubidaMbps: plan?.velocidadSubidaMbps ?? null,
      precioMensual: plan?.precioMensual ?? null,
      impuestos: plan?.impuestos ?? tenant.impuestos,
      politicaSuspension: plan?.politicaSuspension ?? 'cortar',
      cobraSuspension: plan?.cobraSuspension ?? false,
    },
    validate,
  })
  const save = useMutation({
    mutationFn: (values: Values) => {
      const given = {
        ...values,
        requestId: request.id,
        velocidadBajadaMbps: values.velocidadBajadaMbps ?? 0,
        velocidadSubidaMbps: values.velocidadSubidaMbps ?? 0,
        precioMensual: values.precioMensual ?? 0,
      }
      if (plan === null) return rpc.planes.create(given)
      return rpc.planes.update({ ...given, id: plan.id, expected: plan.actualizadoEn })
    },
    onSuccess: async ({ nombre }) => {
      await client.invalidateQueries({ queryKey: orpc.planes.key() })
      notifyDone(t('planes.saved', { nombre }))
      onClose()
    },
  })
  const submit = form.onSubmit((values) => save.mutate(values))
  const speed = (name: 'velocidadBajadaMbps' | 'velocidadSubidaMbps') => ({
    suffix: ' Mbps',
    min: 0,
    max: 400_000,
    hideControls: true,
    required: true,
    error: form.errors[name],
    value: form.values[name] ?? '',
    onChange: (value: number | string) => form.setFieldValue(name, typeof value === 'number' ? value : null),
  })
  return (
    <FormDialog
      size="lg"
      title={plan === null ? t('planes.new') : plan.nombre}
      submitLabel={plan === null ? t('planes.create') : t('planes.save')}
      onClose={onClose}
      onSubmit={() => submit()}
      busy={save.isPending}
      error={save.error}
      dirty={form.isDirty()}
    >
      <TextInput label={t('planes.nombre')} required data-autofocus {...form.getInputProps('nombre')} />
      <Group grow gap="sm" align="flex-start">
        <NumberInput label={t('planes.bajada')} {...speed('velocidadBajadaMbps')} />
        <NumberInput label={t('planes.subida')} {...speed('velocidadSubidaMbps')} />
      </Group>
      <MoneyInput
        label={t('planes.precio')}
        required
        value={form.values.precioMensual}
        onChange={(precio) => form.setFieldValue('precioMensual', precio)}
        error={form.errors['precioMensual']}
      />
      <TaxesInput
        label={t('planes.impuestos')}
        locale={tenant.locale}
        value={form.values.impuestos}
        onChange={(impuestos) => form.setFieldValue('impuestos', impuestos)}
      />
      <Select
        label={t('planes.politica')}
        description={t(`planes.politicaHelp.${form.values.politicaSuspension}`)}
        data={POLITICAS_SUSPENSION.map((value) => ({ value, label: common(`enums.politicaSuspension.${value}`) }))}
        {...form.getInputProps('politicaSuspension')}
      />
      <Checkbox
        label={t('planes.cobraSuspension')}
        description={t('planes.cobraSuspensionHelp')}
        {...form.getInputProps('cobraSuspension', { type: 'checkbox' })}
      />
      {plan !== null && plan.servicios > 0 && (
        <Text size="xs" c="dimmed">
          {t('planes.inUse', { count: plan.servicios })}
        </Text>
      )}
    </FormDialog>
  )
}
