import { Radio, SegmentedControl, Skeleton, Stack, Text, Textarea } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NotaDetail, NotaParte, NotaPreview } from '../../../../contract/index.ts'
import type { Minor } from '../../../../contract/money.ts'
import { useMoney } from '../../../app/session.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { MoneyInput } from '../../../components/MoneyInput.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { orpc } from '../../../rpc/query.ts'
import { CreditConsequence } from './CreditConsequence.tsx'
import { LinePicker } from './LinePicker.tsx'
import { refreshMoney } from '../../../rpc/money.ts'

interface Props {
  facturaId: string
  /** `anular`: all that is left of it. */
  modo: 'nota' | 'anular'
  onClose: () => void
  onIssued: (nota: NotaDetail) => void
}

/**
 * Read anew by each dialog. A dialog that began with what an earlier one was told would send that as what the person saw, and
 * the office would refuse the invoice as changed meanwhile.
 */
const previewOf = (facturaId: string, parte: NotaParte) =>
  orpc.notas.preview.queryOptions({ input: { facturaId, parte }, gcTime: 0, staleTime: 0 })

/**
 * A credit note of an invoice, or its annulment, with what it will do in words. As keystrokes: the amount (or Space on the
 * lines), Tab, the reason, Ctrl+Enter.
 */
export function CreditNoteDialog(props: Props) {
  const { t } = useTranslation('cuentas')
  const { facturaId, modo } = props
  const whole = useQuery(previewOf(facturaId, { tipo: 'total', refacturar: false }))
  if (whole.data) return <Form {...props} whole={whole.data} />
  return (
    <FormDialog
      title={t(`note.title.${modo}`, { numero: '' })}
      submitLabel={t(`note.submit.${modo}`, { monto: '' })}
      waiting={whole.isPending}
      dirty={false}
      onSubmit={() => undefined}
      onClose={props.onClose}
      size="lg"
    >
      {whole.isError ? (
        <ErrorNote error={whole.error} onRetry={() => void whole.refetch()} />
      ) : (
        <Skeleton height={220} />
      )}
    </FormDialog>
  )
}

/** What is chosen so far; null while it is not an amount that can be credited. */
function useParte(modo: Props['modo'], { disponibles, maximo }: NotaPreview) {
  const [refacturar, setRefacturar] = useState(false)
  const [por, setPor] = useState<'monto' | 'lineas'>('monto')
  const [monto, setMonto] = useState<Minor | null>(null)
  const [picked, setPicked] = useState<readonly number[]>([])
  const parteOf = (): NotaParte | null => {
    if (modo === 'anular') return { tipo: 'total', refacturar }
    if (por === 'monto') return monto === null || monto <= 0 || monto > maximo ? null : { tipo: 'monto', monto }
    const lineas = disponibles
      .filter(({ orden }) => picked.includes(orden))
      .map(({ orden, resto }) => ({ orden, monto: resto }))
    const sum = lineas.reduce((total, linea) => total + linea.monto, 0)
    return sum > 0 && sum <= maximo ? { tipo: 'lineas', lineas } : null
  }
  return { parte: parteOf(), refacturar, setRefacturar, por, setPor, monto, setMonto, picked, setPicked }
}

function Form({ facturaId, modo, whole, onClose, onIssued }: Props & { whole: NotaPreview }) {
  const { t } = useTranslation(['cuentas', 'common'])
  const { format } = useMoney()
  const request = useRequestId()
  const [detalle, setDetalle] = useState('')
  const [tried, setTried] = useState(false)
  const choice = useParte(modo, whole)
  const { parte } = choice
  const preview = useQuery({
    ...previewOf(facturaId, parte ?? { tipo: 'total', refacturar: false }),
    enabled: parte !== null,
    placeholderData: keepPreviousData,
  })
  const create = useMutation(
    orpc.notas.create.mutationOptions({
      onSuccess: async (nota) => {
        request.renew()
        notifyDone(t(`note.done.${modo}`, { numero: nota.numero }))
        onIssued(nota)
        await refreshMoney()
      },
    }),
  )
  const shown = parte !== null && preview.data ? preview.data : null
  const submit = () => {
    setTried(true)
    if (parte === null || detalle.trim() === '' || !shown || preview.isPlaceholderData) return
    const { saldo, acreditado } = shown.factura
    create.mutate({ requestId: request.id, facturaId, parte, detalle, esperado: { saldo, acreditado } })
  }
  return (
    <FormDialog
      title={t(`note.title.${modo}`, { numero: whole.factura.numero })}
      submitLabel={t(`note.submit.${modo}`, { monto: shown ? format(shown.monto) : '' })}
      submitColor={modo === 'anular' ? 'red' : 'brand'}
      busy={create.isPending || (parte !== null && preview.isPlaceholderData)}
      error={create.error ?? (parte === null ? null : preview.error)}
      onSubmit={submit}
      onClose={onClose}
      size="lg"
    >
      <Text size="sm">{t('note.of', { cliente: whole.factura.clienteNombre, maximo: format(whole.maximo) })}</Text>
      {modo === 'anular' ? (
        <Again whole={whole} value={choice.refacturar} onChange={choice.setRefacturar} />
      ) : (
        <HowMuch whole={whole} choice={choice} tried={tried} />
      )}
      <CreditConsequence preview={shown} refacturar={choice.refacturar} />
      <Textarea
        label={t('note.reason')}
        description={t('note.reasonHelp')}
        required
        data-autofocus={modo === 'anular' || undefined}
        autosize
        minRows={2}
        maxLength={400}
        value={detalle}
        onChange={(event) => setDetalle(event.currentTarget.value)}
        error={tried && detalle.trim() === '' ? t('common:form.required') : undefined}
      />
    </FormDialog>
  )
}

/** Whether the next run charges again what the annulled invoice charged. */
function Again(props: { whole: NotaPreview; value: boolean; onChange: (value: boolean) => void }) {
  const { t } = useTranslation('cuentas')
  const { refacturable } = props.whole
  if (!refacturable) return null
  return (
    <Radio.Group
      label={t('note.again.label')}
      value={props.value ? 'si' : 'no'}
      onChange={(value) => props.onChange(value === 'si')}
    >
      <Stack gap="xs" pt="xs">
        <Radio value="no" label={t('note.again.no')} description={t('note.again.noHelp')} />
        <Radio value="si" label={t('note.again.yes')} description={t('note.again.yesHelp')} />
      </Stack>
    </Radio.Group>
  )
}

function HowMuch(props: { whole: NotaPreview; choice: ReturnType<typeof useParte>; tried: boolean }) {
  const { t } = useTranslation('cuentas')
  const { format } = useMoney()
  const { whole, choice, tried } = props
  const { por, monto } = choice
  const over = monto !== null && monto > whole.maximo
  const missing = tried && choice.parte === null ? t(por === 'monto' ? 'note.needAmount' : 'note.needLine') : undefined
  return (
    <>
      <SegmentedControl
        aria-label={t('note.how')}
        value={por}
        onChange={(value) => choice.setPor(value === 'lineas' ? 'lineas' : 'monto')}
        data={[
          { value: 'monto', label: t('note.byAmount') },
          { value: 'lineas', label: t('note.byLines') },
        ]}
      />
      {por === 'monto' ? (
        <MoneyInput
          label={t('note.amount')}
          description={t('note.amountHelp')}
          data-autofocus
          value={monto}
          onChange={choice.setMonto}
          error={over ? t('note.tooMuch', { maximo: format(whole.maximo) }) : missing}
        />
      ) : (
        <LinePicker lineas={whole.disponibles} picked={choice.picked} onChange={choice.setPicked} error={missing} />
      )}
    </>
  )
}
