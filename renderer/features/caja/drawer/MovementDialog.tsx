import { Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LUGARES_EFECTIVO, type LugarEfectivo } from '../../../../contract/enums.ts'
import type { Minor } from '../../../../contract/money.ts'
import type { Aprobacion, NuevoMovimiento } from '../../../../contract/procedures/caja.ts'
import { useMoney } from '../../../app/session.tsx'
import { ApprovalFields, isApprovalError, useApproval } from '../../../components/ApprovalFields.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { MoneyInput } from '../../../components/MoneyInput.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { toOfficeError } from '../../../rpc/errors.ts'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { refreshCaja } from '../useCaja.ts'
import { AttachmentField, attachmentOf } from './AttachmentField.tsx'

export type MovementKind = NuevoMovimiento['tipo']

interface Props {
  tipo: MovementKind
  onClose: () => void
}

interface Values {
  monto: Minor | null
  lugar: LugarEfectivo
  categoria: string | null
  descripcion: string
}

interface Move {
  requestId: string
  movimiento: NuevoMovimiento
  aprobacion?: Aprobacion
}

/** What is missing is null; the office says the rest. */
function movementOf(tipo: MovementKind, values: Values): NuevoMovimiento | null {
  const { monto, lugar, categoria } = values
  const descripcion = values.descripcion.trim()
  if (monto === null || monto <= 0) return null
  switch (tipo) {
    case 'entrada':
      return descripcion === '' ? null : { tipo, lugar, monto, descripcion }
    case 'retiro':
      return { tipo, lugar, monto, descripcion }
    case 'gasto':
      if (descripcion === '' || categoria === null) return null
      return { tipo, categoria, monto, descripcion }
  }
}

/** Cash that enters or leaves the drawer for another reason than a client. As keystrokes: its key, the amount, Tab, why, Enter. */
export function MovementDialog({ tipo, onClose }: Props) {
  const { t } = useTranslation(['caja', 'common'])
  const { format } = useMoney()
  const request = useRequestId()
  const config = useQuery(orpc.caja.config.queryOptions())
  const approval = useApproval()
  const [tried, setTried] = useState(false)
  const [values, setValues] = useState<Values>({
    monto: null,
    lugar: 'caja_fuerte',
    categoria: null,
    descripcion: '',
  })
  const set = (part: Partial<Values>) => setValues((now) => ({ ...now, ...part }))
  const [file, setFile] = useState<File | null>(null)
  const move = useMutation({
    // The slip is read on the way: whoever is quick does not leave it behind.
    mutationFn: async ({ movimiento, ...rest }: Move) => {
      const slip = movimiento.tipo === 'gasto' && file !== null ? { adjunto: await attachmentOf(file) } : {}
      return rpc.caja.move({ ...rest, movimiento: { ...movimiento, ...slip } })
    },
    onSuccess: async ({ numero, monto }) => {
      request.renew()
      await refreshCaja()
      notifyDone(t(`move.${tipo}.done`, { numero, monto: format(Math.abs(monto)) }))
      onClose()
    },
    onError: approval.forget,
  })
  const limit = config.data?.limiteMovimiento ?? null
  const refusedFor = move.error === null ? null : toOfficeError(move.error).code
  const needsApproval =
    refusedFor === 'caja.approval' ||
    (tipo !== 'entrada' && limit !== null && values.monto !== null && values.monto > limit)
  const movimiento = movementOf(tipo, values)
  const submit = () => {
    setTried(true)
    if (movimiento === null || (needsApproval && approval.value === null)) return
    move.mutate({
      requestId: request.id,
      movimiento,
      ...(needsApproval && approval.value !== null ? { aprobacion: approval.value } : {}),
    })
  }
  const missing = (empty: boolean) => (tried && empty ? t('common:form.required') : undefined)
  return (
    <FormDialog
      title={t(`move.${tipo}.title`)}
      submitLabel={t(`move.${tipo}.submit`, { monto: values.monto === null ? '' : format(values.monto) }).trim()}
      busy={move.isPending}
      error={isApprovalError(move.error) || refusedFor === 'caja.approval' ? null : move.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <MoneyInput
        data-autofocus
        label={t('move.amount')}
        required
        size="md"
        value={values.monto}
        onChange={(monto) => set({ monto })}
        error={missing(values.monto === null || values.monto <= 0)}
      />
      {tipo === 'gasto' ? (
        <Select
          label={t('move.category')}
          required
          searchable
          data={config.data?.categoriasGasto ?? []}
          value={values.categoria}
          onChange={(categoria) => set({ categoria })}
          error={missing(values.categoria === null)}
        />
      ) : (
        <Select
          label={t(`move.${tipo}.place`)}
          data={LUGARES_EFECTIVO.map((lugar) => ({ value: lugar, label: t(`enums.lugar.${lugar}`) }))}
          value={values.lugar}
          onChange={(lugar) => set({ lugar: LUGARES_EFECTIVO.find((one) => one === lugar) ?? 'caja_fuerte' })}
        />
      )}
      <TextInput
        label={t(`move.${tipo}.why`)}
        required={tipo !== 'retiro'}
        maxLength={200}
        autoComplete="off"
        value={values.descripcion}
        onChange={(event) => set({ descripcion: event.currentTarget.value })}
        error={missing(tipo !== 'retiro' && values.descripcion.trim() === '')}
      />
      {tipo === 'gasto' && <AttachmentField onChange={setFile} />}
      {needsApproval && (
        <ApprovalFields approval={approval} error={move.error} tried={tried} label={t('move.approval')} />
      )}
    </FormDialog>
  )
}
