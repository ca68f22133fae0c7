import { Alert, Button, Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconCoin, IconPlus } from '@tabler/icons-react'
import { skipToken, useMutation, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FacturaDetail } from '../../../../contract/procedures/billing.ts'
import type { ClienteProfile, Servicio } from '../../../../contract/procedures/customers.ts'
import { MAX_MINOR, type Impuesto } from '../../../../contract/money.ts'
import { useDates, useMoney, useTenant } from '../../../app/session.tsx'
import { DateField } from '../../../components/DateField.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { useFormErrors } from '../../../components/formErrors.ts'
import { rpc } from '../../../rpc/client.ts'
import { refreshMoney } from '../../../rpc/money.ts'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { PeriodSelect } from '../PeriodSelect.tsx'
import { distinctTaxes } from '../taxes.ts'
import { totalsOfLines } from '../totals.ts'
import { ClientPicker } from './ClientPicker.tsx'
import styles from './create.module.css'
import { InvoiceTotals } from './InvoiceTotals.tsx'
import { LinesEditor } from './LinesEditor.tsx'
import {
  addServiceLine,
  invoiceInput,
  type InvoiceValues,
  proposedInvoice,
  withIssueDate,
  withoutBlanks,
  zInvoice,
} from './values.ts'

interface Props {
  /** The client it is for, when that is known already. */
  clienteId: string | null
  onClose: () => void
  onIssued: (factura: FacturaDetail) => void
}

/** Every balance and list that an invoice changes. */

/** An invoice written by hand: for whom, for what, and what it adds up to. Ctrl+Enter issues it. */
export function ManualInvoiceDialog({ clienteId, onClose, onIssued }: Props) {
  const { t } = useTranslation('billing')
  const { format } = useMoney()
  const tenant = useTenant()
  const form = useInvoiceForm(clienteId)
  const { values } = form
  const profile = useQuery(
    orpc.clientes.get.queryOptions({ input: values.clienteId === null ? skipToken : { id: values.clienteId } }),
  )
  const client = values.clienteId === null ? null : (profile.data ?? null)
  const taxes = useTaxes(client)
  const totals = totalsOfLines(values.lineas)
  const lines = useRef<HTMLDivElement>(null)
  const issue = useIssue(onClose, onIssued)

  const submit = form.onSubmit((whole) => issue.mutate(whole))
  return (
    <FormDialog
      size="66rem"
      title={t('create.title')}
      submitLabel={totals.total > 0 ? t('create.submitTotal', { monto: format(totals.total) }) : t('create.submit')}
      onClose={onClose}
      onSubmit={() => submit()}
      busy={issue.isPending}
      error={issue.error}
      dirty={form.isDirty()}
    >
      <div role="presentation" onKeyDown={stopEnter}>
        <Head
          form={form}
          client={client}
          fixed={clienteId !== null}
          onChosen={() => lines.current?.querySelector('input')?.focus()}
        />
      </div>
      <Services
        servicios={client?.servicios ?? []}
        onAdd={(servicio, descripcion) =>
          form.setFieldValue(
            'lineas',
            addServiceLine(values.lineas, servicio, descripcion, taxes.ofPlan(servicio.planId)),
          )
        }
        periodo={values.periodo}
      />
      <LinesEditor
        ref={lines}
        lineas={values.lineas}
        onChange={(lineas) => form.setFieldValue('lineas', lineas)}
        taxes={distinctTaxes([...taxes.all, ...values.lineas.flatMap(({ impuestos }) => impuestos)])}
        proposed={tenant.impuestos}
        errors={form.errors}
        focused={clienteId !== null}
      />
      {form.errors['lineas'] && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {form.errors['lineas']}
        </Text>
      )}
      <div className={styles['closing']}>
        <Textarea
          label={t('field.notes')}
          description={t('field.notesHelp')}
          autosize
          minRows={2}
          maxRows={4}
          maxLength={400}
          {...form.getInputProps('notas')}
        />
        <InvoiceTotals totals={totals} />
      </div>
      {client !== null && client.saldos.credito > 0 && (
        <Alert color="green" variant="light" p="xs" icon={<IconCoin aria-hidden />}>
          {t('create.credit', { monto: format(client.saldos.credito) })}
        </Alert>
      )}
    </FormDialog>
  )
}

function useInvoiceForm(clienteId: string | null) {
  const { t } = useTranslation('billing')
  const tenant = useTenant()
  const { today } = useDates()
  const check = useFormErrors(zInvoice)
  return useForm<InvoiceValues>({
    initialValues: proposedInvoice(today(), tenant.diasVencimiento, tenant.impuestos, clienteId),
    validate(values) {
      const whole = { ...values, lineas: withoutBlanks(values.lineas) }
      const errors = check(whole)
      // Blank lines were left out of what was checked: an index tells another line.
      const shown = Object.fromEntries(
        Object.entries(errors).map(([path, text]) => [pathIn(values, whole, path), text]),
      )
      if (!shown['fechaVencimiento'] && values.fechaVencimiento < values.fechaEmision)
        shown['fechaVencimiento'] = t('create.dueBefore')
      const { total } = totalsOfLines(whole.lineas)
      if (Object.keys(shown).length === 0 && (total <= 0 || total > MAX_MINOR)) shown['lineas'] = t('create.noTotal')
      return shown
    },
  })
}

type InvoiceForm = ReturnType<typeof useInvoiceForm>

/** Where in the form the field is that has `path` without the blank lines. */
function pathIn(form: InvoiceValues, whole: InvoiceValues, path: string): string {
  const [head, index, ...rest] = path.split('.')
  const key = head === 'lineas' ? whole.lineas[Number(index)]?.key : undefined
  if (key === undefined) return path
  return ['lineas', form.lineas.findIndex((linea) => linea.key === key), ...rest].join('.')
}

function useIssue(onClose: () => void, onIssued: Props['onIssued']) {
  const request = useRequestId()
  return useMutation({
    mutationFn: (values: InvoiceValues) => rpc.facturas.create(invoiceInput(values, request.id)),
    onSuccess: async (factura) => {
      onClose()
      onIssued(factura)
      await refreshMoney()
    },
  })
}

/** Taxes on offer: the tenant's, and those of the plans that the client has. */
function useTaxes(client: ClienteProfile | null) {
  const tenant = useTenant()
  const planes = useQuery(orpc.planes.list.queryOptions())
  const ofPlan = (planId: string): Impuesto[] => planes.data?.find(({ id }) => id === planId)?.impuestos ?? []
  const all = [...tenant.impuestos, ...(client?.servicios.flatMap(({ planId }) => ofPlan(planId)) ?? [])]
  return { ofPlan, all }
}

/** Enter must not issue an invoice from the middle of its form. */
function stopEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault()
}

interface HeadProps {
  form: InvoiceForm
  client: ClienteProfile | null
  /** The client is not to be changed. */
  fixed: boolean
  /** The client has just been chosen. */
  onChosen: () => void
}

function Head({ form, client, fixed, onChosen }: HeadProps) {
  const { t } = useTranslation('billing')
  const { diasVencimiento } = useTenant()
  const { values, errors } = form
  return (
    <div className={styles['head']}>
      <ClientPicker
        chosen={client?.cliente.nombreRazonSocial ?? null}
        onChange={(id) => {
          form.setFieldValue('clienteId', id)
          onChosen()
        }}
        error={errors['clienteId']}
        fixed={fixed}
      />
      <PeriodSelect
        label={t('column.period')}
        required
        value={values.periodo}
        onChange={(periodo) => periodo !== null && form.setFieldValue('periodo', periodo)}
        error={errors['periodo']}
      />
      <DateField
        label={t('column.issued')}
        required
        value={values.fechaEmision}
        onChange={(fecha) => form.setValues(withIssueDate(values, fecha, diasVencimiento))}
        error={errors['fechaEmision']}
      />
      <DateField
        label={t('column.due')}
        required
        value={values.fechaVencimiento}
        onChange={(fecha) => form.setValues({ fechaVencimiento: fecha, vencimientoTyped: true })}
        error={errors['fechaVencimiento']}
      />
    </div>
  )
}

/** One press adds the monthly charge of a service, with its plan's price and taxes. */
function Services(props: {
  servicios: readonly Servicio[]
  periodo: string
  onAdd: (servicio: Servicio, descripcion: string) => void
}) {
  const { servicios, periodo, onAdd } = props
  const { t } = useTranslation('billing')
  const { period } = useDates()
  const { format } = useMoney()
  const charged = servicios.filter(({ estado }) => estado !== 'baja')
  if (charged.length === 0) return null
  return (
    <div className={styles['services']}>
      <Text size="xs" c="dimmed">
        {t('create.addService')}
      </Text>
      {charged.map((servicio) => (
        <Button
          key={servicio.id}
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() =>
            onAdd(servicio, t('create.serviceLine', { plan: servicio.planNombre, periodo: period(periodo) }))
          }
        >
          {servicio.planNombre} · {format(servicio.precioMensual)}
        </Button>
      ))}
    </div>
  )
}
