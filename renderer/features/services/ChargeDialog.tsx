import { NumberInput, Select, Text, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { decimalSeparator, type Impuesto, type Minor } from '../../../contract/money.ts'
import { type CargoInput, zCargoInput } from '../../../contract/procedures/cargos.ts'
import type { ServicioRow } from '../../../contract/procedures/servicios.ts'
import { useDates, useMoney, useTenant } from '../../app/session.tsx'
import { DateField } from '../../components/DateField.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { MoneyInput } from '../../components/MoneyInput.tsx'
import { notifyDone } from '../../components/notify.ts'
import { TaxesInput } from '../../components/TaxesInput.tsx'
import { rpc } from '../../rpc/client.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { refreshServices } from './actions.ts'
import { CHARGE_KINDS, type ChargeKind, recurs } from './charges.ts'
import styles from './services.module.css'

interface Values {
  tipo: ChargeKind
  descripcion: string
  servicioId: string
  monto: Minor | null
  /** In whole percents, up to two decimals. */
  porcentaje: number | null
  cuotas: number | null
  desde: string
  hasta: string
  impuestos: Impuesto[]
}

/** The charge that was typed, as the office takes it; what is missing is null and found by its schema. */
function inputOf(clienteId: string, values: Values): unknown {
  const { tipo, descripcion, monto, cuotas, porcentaje, desde, impuestos } = values
  const servicioId = values.servicioId === '' ? null : values.servicioId
  const hasta = values.hasta === '' ? null : values.hasta
  const tasaBp = porcentaje === null ? null : Math.round(porcentaje * 100)
  return { tipo, clienteId, servicioId, descripcion, monto, cuotas, tasaBp, desde, hasta, impuestos }
}

interface Props {
  clienteId: string
  servicios: readonly ServicioRow[]
  /** The service whose page asks. */
  servicioId: string | null
  onClose: () => void
}

/** A charge or a discount: once, in instalments, every month, or until a day. */
export function ChargeDialog({ clienteId, servicios, servicioId, onClose }: Props) {
  const { t } = useTranslation('servicios')
  const { today } = useDates()
  const tenant = useTenant()
  const request = useRequestId()
  const planes = useQuery(orpc.planes.list.queryOptions())
  const errorsOf = useFormErrors(zCargoInput)
  const taxesOf = (id: string): Impuesto[] => {
    const planId = servicios.find((servicio) => servicio.id === id)?.planId
    return planes.data?.find((plan) => plan.id === planId)?.impuestos ?? tenant.impuestos
  }
  const only = servicioId ?? (servicios.length === 1 ? (servicios[0]?.id ?? '') : '')
  const form = useForm<Values>({
    initialValues: {
      tipo: 'unico',
      descripcion: '',
      servicioId: only,
      monto: null,
      porcentaje: null,
      cuotas: 3,
      desde: today(),
      hasta: '',
      impuestos: taxesOf(only),
    },
    validate: (values) => {
      const { tasaBp, ...errors } = errorsOf(inputOf(clienteId, values))
      return tasaBp === undefined ? errors : { ...errors, porcentaje: tasaBp }
    },
  })
  const save = useMutation({
    mutationFn: (cargo: CargoInput) => rpc.cargos.create({ requestId: request.id, cargo }),
    onSuccess: async ({ descripcion }) => {
      onClose()
      notifyDone(t('charge.created', { descripcion }))
      await refreshServices()
    },
  })
  const submit = form.onSubmit((values) => save.mutate(zCargoInput.parse(inputOf(clienteId, values))))
  const { tipo } = form.values
  return (
    <FormDialog
      size="lg"
      title={t('charge.add')}
      submitLabel={t('charge.create')}
      onClose={onClose}
      onSubmit={() => submit()}
      busy={save.isPending}
      error={save.error}
      dirty={form.isDirty()}
    >
      <div className={styles['pair']}>
        <Select
          label={t('charge.kind')}
          description={t(`charge.help.${tipo}`)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          allowDeselect={false}
          data={CHARGE_KINDS.map((value) => ({ value, label: t(`charge.tipo.${value}`) }))}
          {...form.getInputProps('tipo')}
        />
        <ServiceSelect
          servicios={servicios}
          needed={recurs(tipo)}
          value={form.values.servicioId}
          error={form.errors['servicioId']}
          onChange={(id) => {
            form.setFieldValue('servicioId', id)
            form.setFieldValue('impuestos', taxesOf(id))
          }}
        />
      </div>
      <TextInput
        label={t('charge.description')}
        description={t('charge.descriptionHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        data-autofocus
        maxLength={200}
        autoComplete="off"
        {...form.getInputProps('descripcion')}
      />
      <Amounts form={form} />
      {tipo !== 'descuento_porcentaje' && (
        <TaxesInput
          label={t('charge.taxes')}
          locale={tenant.locale}
          value={form.values.impuestos}
          onChange={(impuestos) => form.setFieldValue('impuestos', impuestos)}
        />
      )}
    </FormDialog>
  )
}

interface ServiceProps {
  servicios: readonly ServicioRow[]
  /** What recurs is of a service; the rest may be of the client. */
  needed: boolean
  value: string
  onChange: (id: string) => void
  error: React.ReactNode
}

function ServiceSelect({ servicios, needed, value, onChange, error }: ServiceProps) {
  const { t } = useTranslation('servicios')
  const named = servicios.map(({ id, planNombre, dispositivoRef }) => ({
    value: id,
    label: dispositivoRef === '' ? planNombre : t('charge.serviceOption', { plan: planNombre, ref: dispositivoRef }),
  }))
  return (
    <Select
      label={t('charge.of')}
      required={needed}
      allowDeselect={false}
      data={needed ? named : [{ value: '', label: t('charge.ofClient') }, ...named]}
      value={needed && value === '' ? null : value}
      onChange={(id) => id !== null && onChange(id)}
      error={error}
    />
  )
}

const AMOUNT_LABEL = { unico: 'charge.amount', cuotas: 'charge.amountAll' } as const

function Amounts({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useTranslation('servicios')
  const { format } = useMoney()
  const { locale } = useTenant()
  const { tipo, monto, cuotas } = form.values
  const set = (name: 'cuotas' | 'porcentaje') => (value: number | string) =>
    form.setFieldValue(name, typeof value === 'number' ? value : null)
  return (
    <>
      <div className={styles['three']}>
        {tipo === 'descuento_porcentaje' ? (
          <NumberInput
            label={t('charge.share')}
            required
            suffix=" %"
            decimalScale={2}
            decimalSeparator={decimalSeparator(locale)}
            min={0}
            max={100}
            hideControls
            value={form.values.porcentaje ?? ''}
            onChange={set('porcentaje')}
            error={form.errors['porcentaje']}
          />
        ) : (
          <MoneyInput
            label={t(tipo === 'unico' || tipo === 'cuotas' ? AMOUNT_LABEL[tipo] : 'charge.amountMonth')}
            required
            value={monto}
            onChange={(value) => form.setFieldValue('monto', value)}
            error={form.errors['monto']}
          />
        )}
        {tipo === 'cuotas' && (
          <NumberInput
            label={t('charge.instalments')}
            required
            min={2}
            max={60}
            allowDecimal={false}
            value={cuotas ?? ''}
            onChange={set('cuotas')}
            error={form.errors['cuotas']}
          />
        )}
        <DateField
          label={t('charge.from')}
          required
          value={form.values.desde}
          onChange={(fecha) => form.setFieldValue('desde', fecha)}
          error={form.errors['desde']}
        />
        {recurs(tipo) && (
          <DateField
            label={t('charge.until')}
            description={t('charge.untilHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            clearable
            value={form.values.hasta}
            onChange={(fecha) => form.setFieldValue('hasta', fecha)}
            error={form.errors['hasta']}
          />
        )}
      </div>
      {tipo === 'cuotas' && monto !== null && cuotas !== null && cuotas > 0 && (
        <Text size="sm" c="dimmed">
          {t(monto % cuotas === 0 ? 'charge.each' : 'charge.eachAbout', {
            cuotas,
            monto: format(Math.ceil(monto / cuotas)),
          })}
        </Text>
      )}
    </>
  )
}
