import { Alert, Radio, Skeleton, Text, Textarea, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { METODOS_DEVOLUCION, type MetodoDevolucion } from '../../../../contract/enums.ts'
import type { CreditoDisponible, DevolucionDetail } from '../../../../contract/index.ts'
import type { Minor } from '../../../../contract/money.ts'
import { useMoney } from '../../../app/session.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { MoneyInput } from '../../../components/MoneyInput.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { orpc } from '../../../rpc/query.ts'
import styles from './accounts.module.css'
import { refreshMoney } from '../../../rpc/money.ts'

interface Props {
  clienteId: string
  nombre: string
  onClose: () => void
  onRecorded: (devolucion: DevolucionDetail) => void
}

/** Gives back money that a client has in favour. All of it is proposed: the reason, Ctrl+Enter. */
export function RefundDialog(props: Props) {
  const { t } = useTranslation('cuentas')
  const prepared = useQuery(orpc.devoluciones.prepare.queryOptions({ input: { clienteId: props.clienteId } }))
  if (prepared.data) return <Form {...props} disponible={prepared.data} />
  return (
    <FormDialog
      title={t('refund.title', { nombre: props.nombre })}
      submitLabel={t('refund.submit', { monto: '' })}
      waiting={prepared.isPending}
      error={prepared.error}
      dirty={false}
      onSubmit={() => undefined}
      onClose={props.onClose}
    >
      <Skeleton height={160} />
    </FormDialog>
  )
}

function Form({ clienteId, nombre, onClose, onRecorded, disponible }: Props & { disponible: CreditoDisponible }) {
  const { t } = useTranslation(['cuentas', 'common'])
  const { format } = useMoney()
  const request = useRequestId()
  const { credito, sinConciliar } = disponible
  const [monto, setMonto] = useState<Minor | null>(credito)
  const [metodo, setMetodo] = useState<MetodoDevolucion>('efectivo')
  const [referencia, setReferencia] = useState('')
  const [motivo, setMotivo] = useState('')
  const [tried, setTried] = useState(false)
  const record = useMutation(
    orpc.devoluciones.record.mutationOptions({
      onSuccess: async (devolucion) => {
        request.renew()
        notifyDone(t('refund.done', { numero: devolucion.numero }))
        onRecorded(devolucion)
        await refreshMoney()
      },
    }),
  )
  const valid = monto !== null && monto > 0 && monto <= credito
  const submit = () => {
    setTried(true)
    if (!valid || motivo.trim() === '') return
    const given = metodo === 'transferencia' ? referencia : ''
    record.mutate({ requestId: request.id, clienteId, monto, metodo, referencia: given, motivo })
  }
  const amountError = () => {
    if (monto !== null && monto > credito) return t('refund.tooMuch', { credito: format(credito) })
    return tried && !valid ? t('note.needAmount') : undefined
  }
  return (
    <FormDialog
      title={t('refund.title', { nombre })}
      submitLabel={t('refund.submit', { monto: valid ? format(monto) : '' })}
      busy={record.isPending}
      error={record.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {sinConciliar > 0 && (
        <Alert color="yellow" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />}>
          {t('refund.unseen', { monto: format(sinConciliar) })}
        </Alert>
      )}
      <MoneyInput
        label={t('note.amount')}
        description={t('refund.available', { credito: format(credito) })}
        value={monto}
        onChange={setMonto}
        error={amountError()}
      />
      <Radio.Group
        label={t('refund.method')}
        value={metodo}
        onChange={(value) => setMetodo(METODOS_DEVOLUCION.find((one) => one === value) ?? 'efectivo')}
      >
        <div className={styles['methods']}>
          {METODOS_DEVOLUCION.map((one) => (
            <Radio key={one} value={one} label={t(`common:enums.metodoPago.${one}`)} />
          ))}
        </div>
      </Radio.Group>
      {metodo === 'transferencia' && (
        <TextInput
          label={t('refund.reference')}
          maxLength={80}
          value={referencia}
          onChange={(event) => setReferencia(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t('note.reason')}
        required
        data-autofocus
        autosize
        minRows={2}
        maxLength={400}
        value={motivo}
        onChange={(event) => setMotivo(event.currentTarget.value)}
        error={tried && motivo.trim() === '' ? t('common:form.required') : undefined}
      />
      {valid && (
        <Text size="sm" c="dimmed">
          {t(monto === credito ? 'refund.all' : 'refund.left', { resto: format(credito - monto) })}
        </Text>
      )}
    </FormDialog>
  )
}
