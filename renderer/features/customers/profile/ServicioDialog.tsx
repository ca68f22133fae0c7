import { Select, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { ESTADOS_SERVICIO, type EstadoServicio, TECNOLOGIAS, type Tecnologia } from '../../../../contract/enums.ts'
import type { Servicio } from '../../../../contract/procedures/customers.ts'
import { zFecha, zId, zOptionalText } from '../../../../contract/schemas.ts'
import { useDates, useMoney, useNumber } from '../../../app/session.tsx'
import { DateField } from '../../../components/DateField.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { useFormErrors } from '../../../components/formErrors.ts'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from '../customers.module.css'

interface Values {
  planId: string
  tecnologia: Tecnologia
  dispositivoRef: string
  fechaActivacion: string
  estado: EstadoServicio
}

const zServicio = z.object({ planId: zId, dispositivoRef: zOptionalText(120), fechaActivacion: zFecha })

interface Props {
  clienteId: string
  /** Null adds one. */
  servicio: Servicio | null
  onClose: () => void
}

/** A client's connection: plan, technology, what it is known by on the network, and since when. */
export function ServicioDialog({ clienteId, servicio, onClose }: Props) {
  const { t } = useTranslation(['customers', 'common'])
  const { today } = useDates()
  const request = useRequestId()
  const validate = useFormErrors(zServicio)
  const form = useForm<Values>({
    initialValues: {
      planId: servicio?.planId ?? '',
      tecnologia: servicio?.tecnologia ?? 'pppoe',
      dispositivoRef: servicio?.dispositivoRef ?? '',
      fechaActivacion: servicio?.fechaActivacion ?? today(),
      estado: servicio?.estado ?? 'activo',
    },
    validate,
  })
  const save = useMutation({
    mutationFn: (values: Values) => {
      if (servicio === null) return rpc.servicios.create({ ...values, requestId: request.id, clienteId })
      const { id, actualizadoEn: expected } = servicio
      return rpc.servicios.update({ ...values, requestId: request.id, id, expected })
    },
    onSuccess: async ({ planNombre }) => {
      onClose()
      notifyDone(t(servicio === null ? 'service.added' : 'service.saved', { plan: planNombre }))
      await Promise.all(
        [orpc.clientes, orpc.planes].map((part) => queryClient.invalidateQueries({ queryKey: part.key() })),
      )
    },
    // What somebody else left is what the card behind must show.
    onError: () => queryClient.invalidateQueries({ queryKey: orpc.clientes.get.key() }),
  })
  const submit = form.onSubmit((values) => save.mutate(values))
  return (
    <FormDialog
      opened
      title={servicio === null ? t('service.add') : t('service.editOf', { plan: servicio.planNombre })}
      submitLabel={t(servicio === null ? 'service.submitAdd' : 'service.submitSave')}
      onClose={onClose}
      onSubmit={() => submit()}
      busy={save.isPending}
      error={save.error}
      dirty={form.isDirty()}
    >
      <PlanSelect
        value={form.values.planId}
        onChange={(planId) => form.setFieldValue('planId', planId)}
        error={form.errors['planId']}
      />
      <Select
        label={t('service.technology')}
        required
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
      <div className={styles['pair']}>
        <DateField
          label={t('service.activated')}
          required
          value={form.values.fechaActivacion}
          onChange={(fecha) => form.setFieldValue('fechaActivacion', fecha)}
          error={form.errors['fechaActivacion']}
        />
        <Select
          label={t('field.state')}
          required
          data={ESTADOS_SERVICIO.map((value) => ({ value, label: t(`common:enums.estadoServicio.${value}`) }))}
          {...form.getInputProps('estado')}
        />
      </div>
    </FormDialog>
  )
}

interface PlanProps {
  value: string
  onChange: (planId: string) => void
  error: React.ReactNode
}

function PlanSelect({ value, onChange, error }: PlanProps) {
  const { t } = useTranslation('customers')
  const { format } = useMoney()
  const number = useNumber()
  const planes = useQuery(orpc.planes.list.queryOptions())
  const byId = new Map((planes.data ?? []).map((plan) => [plan.id, plan]))
  return (
    <Select
      label={t('service.plan')}
      required
      searchable
      data-autofocus
      data={[...byId.values()].map(({ id, nombre }) => ({ value: id, label: nombre }))}
      value={value === '' ? null : value}
      onChange={(planId) => planId !== null && onChange(planId)}
      nothingFoundMessage={t(byId.size === 0 ? 'service.noPlans' : 'service.noSuchPlan')}
      renderOption={({ option }) => {
        const plan = byId.get(option.value)
        return (
          <div>
            <Text size="sm" fw={550}>
              {option.label}
            </Text>
            {plan && (
              <Text size="xs" c="dimmed">
                {format(plan.precioMensual)} ·{' '}
                {t('service.mbps', {
                  bajada: number(plan.velocidadBajadaMbps),
                  subida: number(plan.velocidadSubidaMbps),
                })}
              </Text>
            )}
          </div>
        )
      }}
      error={error}
    />
  )
}
