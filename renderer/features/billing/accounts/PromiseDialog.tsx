import { Skeleton, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../../contract/dates.ts'
import type { Promesa, PromesaPosible } from '../../../../contract/index.ts'
import type { Minor } from '../../../../contract/money.ts'
import { useDates, useMoney } from '../../../app/session.tsx'
import { DateField } from '../../../components/DateField.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { MoneyInput } from '../../../components/MoneyInput.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { orpc } from '../../../rpc/query.ts'
import { refreshMoney } from '../../../rpc/money.ts'

interface Props {
  clienteId: string
  nombre: string
  onClose: () => void
  onGranted: (promesa: Promesa) => void
}

/** A client's word to pay. What is owed is proposed, for a few days from now: Ctrl+Enter takes it as it stands. */
export function PromiseDialog(props: Props) {
  const { t } = useTranslation('cuentas')
  const prepared = useQuery(orpc.promesas.prepare.queryOptions({ input: { clienteId: props.clienteId } }))
  if (prepared.data) return <Form {...props} posible={prepared.data} />
  return (
    <FormDialog
      size="lg"
      title={t('promise.title', { nombre: props.nombre })}
      submitLabel={t('promise.submit')}
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

/** Days that most people ask for. */
const USUAL_DAYS = 3

function Form({ clienteId, nombre, onClose, onGranted, posible }: Props & { posible: PromesaPosible }) {
  const { t } = useTranslation('cuentas')
  const { format } = useMoney()
  const { date, today } = useDates()
  const request = useRequestId()
  const { hasta, maximo, vencido } = posible
  const usual = addDays(today(), USUAL_DAYS)
  const [monto, setMonto] = useState<Minor | null>(Math.min(maximo, vencido > 0 ? vencido : maximo))
  const [fecha, setFecha] = useState(usual < hasta ? usual : hasta)
  const [notas, setNotas] = useState('')
  const grant = useMutation(
    orpc.promesas.grant.mutationOptions({
      onSuccess: async (promesa) => {
        request.renew()
        notifyDone(t('promise.done', { monto: format(promesa.monto), fecha: date(promesa.fecha) }))
        onGranted(promesa)
        await refreshMoney()
      },
    }),
  )
  const [tried, setTried] = useState(false)
  const goodAmount = monto !== null && monto > 0 && monto <= maximo
  const goodDate = fecha >= today() && fecha <= hasta
  const submit = () => {
    setTried(true)
    if (goodAmount && goodDate) grant.mutate({ requestId: request.id, clienteId, monto, fecha, notas })
  }
  const amountError = () => {
    if (monto !== null && monto > maximo) return t('promise.tooMuch', { maximo: format(maximo) })
    return tried && !goodAmount ? t('note.needAmount') : undefined
  }
  return (
    <FormDialog
      size="lg"
      title={t('promise.title', { nombre })}
      submitLabel={
        goodAmount ? t('promise.submitFor', { monto: format(monto), fecha: date(fecha) }) : t('promise.submit')
      }
      busy={grant.isPending}
      error={grant.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Limits posible={posible} />
      <MoneyInput label={t('promise.amount')} data-autofocus value={monto} onChange={setMonto} error={amountError()} />
      <DateField
        label={t('promise.date')}
        description={t('promise.until', { fecha: date(hasta) })}
        value={fecha}
        onChange={setFecha}
        minDate={today()}
        maxDate={hasta}
        error={goodDate ? undefined : t('promise.badDate', { fecha: date(hasta) })}
      />
      <Textarea
        label={t('promise.notes')}
        autosize
        maxLength={400}
        value={notas}
        onChange={(event) => setNotas(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

/** What this person may promise with this client. */
function Limits({ posible }: { posible: PromesaPosible }) {
  const { t } = useTranslation('cuentas')
  const { format } = useMoney()
  const { deuda, vencido, limiteMonto, porMes, usadas } = posible
  return (
    <div>
      <Text size="sm">
        {t(vencido > 0 ? 'promise.owesOverdue' : 'promise.owes', { deuda: format(deuda), vencido: format(vencido) })}
      </Text>
      <Text size="sm" c={usadas >= porMes ? 'var(--mantine-color-red-text)' : 'dimmed'}>
        {t('promise.used', { usadas, porMes })}
        {limiteMonto !== null && ` · ${t('promise.limit', { monto: format(limiteMonto) })}`}
      </Text>
    </div>
  )
}
