import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths } from '../../../contract/dates.ts'
import type { CambioPrecio, PlanOverview, PrecioPreview } from '../../../contract/index.ts'
import { currencyDecimals } from '../../../contract/money.ts'
import { useDates, useMoney } from '../../app/session.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { notifyDone } from '../../components/notify.ts'
import { rpc } from '../../rpc/client.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { PlanPricesForm, type PricesValues } from './PlanPricesForm.tsx'
import { PlanPricesPreview } from './PlanPricesPreview.tsx'

/** The change that was typed; null while an amount is missing. */
function cambioOf({ tipo, porcentaje, paso, monto }: PricesValues): CambioPrecio | null {
  if (tipo === 'monto') return monto === null || monto === 0 ? null : { tipo, monto }
  if (porcentaje === null || porcentaje === 0) return null
  return { tipo, tasaBp: Math.round(porcentaje * 100), paso }
}

interface Props {
  /** Plans that are offered. */
  planes: readonly PlanOverview[]
  onClose: () => void
}

/** Changes prices of many plans from a day on: first how, then what that does to each, then it is planned. */
export function PlanPricesDialog({ planes, onClose }: Props) {
  const { t } = useTranslation(['servicios', 'common'])
  const { today, date } = useDates()
  const { moneda } = useMoney()
  const request = useRequestId()
  const [preview, setPreview] = useState<PrecioPreview | null>(null)
  const form = useForm<PricesValues>({
    initialValues: {
      planIds: planes.map(({ id }) => id),
      tipo: 'porcentaje',
      porcentaje: null,
      paso: 10 ** currencyDecimals(moneda),
      monto: null,
      // The first of next month: what most services are billed by.
      vigenteDesde: `${addMonths(today(), 1).slice(0, 7)}-01`,
    },
    validate: (values) => ({
      planIds: values.planIds.length === 0 ? t('common:form.required') : null,
      porcentaje: values.tipo === 'porcentaje' && cambioOf(values) === null ? t('common:form.required') : null,
      monto: values.tipo === 'monto' && cambioOf(values) === null ? t('common:form.required') : null,
    }),
  })
  const { planIds, vigenteDesde } = form.values
  const changed = preview?.planes.filter((plan) => plan.precioMensual !== plan.precioAnterior) ?? []
  const look = useMutation({
    mutationFn: (cambio: CambioPrecio) => rpc.planes.previewPrices({ planIds, cambio, vigenteDesde }),
    onSuccess: setPreview,
  })
  const save = useMutation({
    mutationFn: () =>
      rpc.planes.changePrices({
        requestId: request.id,
        vigenteDesde,
        precios: changed.map(({ planId, precioAnterior, precioMensual }) => ({
          planId,
          precioAnterior,
          precioMensual,
        })),
      }),
    onSuccess: async ({ length: count }) => {
      onClose()
      notifyDone(t('wizard.done', { count, fecha: date(vigenteDesde) }))
      await queryClient.invalidateQueries({ queryKey: orpc.planes.key() })
    },
  })
  const next = form.onSubmit((values) => {
    const cambio = cambioOf(values)
    if (cambio !== null) look.mutate(cambio)
  })
  const back = () => {
    setPreview(null)
    save.reset()
    request.renew()
  }
  return (
    <FormDialog
      size="52rem"
      title={t('wizard.title')}
      submitLabel={preview === null ? t('wizard.next') : t('wizard.confirm', { count: changed.length })}
      onClose={onClose}
      onSubmit={() => {
        if (preview === null) next()
        else if (changed.length > 0) save.mutate()
      }}
      busy={look.isPending || save.isPending}
      error={preview === null ? look.error : save.error}
      dirty={form.isDirty()}
    >
      {preview === null ? (
        <PlanPricesForm form={form} planes={planes} />
      ) : (
        <PlanPricesPreview preview={preview} vigenteDesde={vigenteDesde} onBack={back} />
      )}
    </FormDialog>
  )
}
