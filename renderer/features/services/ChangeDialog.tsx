import { Checkbox, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CambioServicio, ServicioChanged, ServicioRow } from '../../../contract/procedures/servicios.ts'
import { useCan, useDates, useMoney } from '../../app/session.tsx'
import { DateField } from '../../components/DateField.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { notifyDone } from '../../components/notify.ts'
import { rpc } from '../../rpc/client.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { type ChangeKind, refreshServices } from './actions.ts'
import { ChangePreview } from './ChangePreview.tsx'
import { PlanSelect } from './PlanSelect.tsx'
import styles from './services.module.css'

/** Milliseconds without a change before the office is asked. */
const SETTLED = 150

interface Props {
  servicio: ServicioRow
  kind: ChangeKind
  onClose: () => void
}

/** The change that is asked for; null while something is missing. */
function changeOf(kind: ChangeKind, planId: string, vuelve: string): CambioServicio | null {
  if (kind === 'cambio_plan') return planId === '' ? null : { tipo: kind, planId }
  if (kind === 'pausa') return { tipo: kind, vuelve: vuelve === '' ? null : vuelve }
  return { tipo: kind }
}

/** Changes a service from a day on; says what that means, in days and money, before it is confirmed. */
export function ChangeDialog({ servicio, kind, onClose }: Props) {
  const { t } = useTranslation(['servicios', 'common'])
  const { today, date } = useDates()
  const { format } = useMoney()
  const issues = useCan('factura.issue')
  const request = useRequestId()
  const { id, planNombre, actualizadoEn: expected } = servicio
  const [planId, setPlanId] = useState('')
  const [fecha, setFecha] = useState(today)
  const [vuelve, setVuelve] = useState('')
  const [motivo, setMotivo] = useState('')
  const [aparte, setAparte] = useState(false)
  const [missing, setMissing] = useState(false)

  const cambio = changeOf(kind, planId, vuelve)
  const [asked] = useDebouncedValue(cambio === null ? null : JSON.stringify({ id, cambio, fecha }), SETTLED)
  const input =
    asked === null ? skipToken : (JSON.parse(asked) as { id: string; cambio: CambioServicio; fecha: string })
  const preview = useQuery({
    ...orpc.servicios.previewChange.queryOptions({ input }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const settles = (preview.data?.lineas.length ?? 0) > 0

  const done = ({ documento }: ServicioChanged): string => {
    if (documento)
      return t(`change.issued.${documento.tipo}`, {
        numero: documento.numero,
        monto: format(Math.abs(documento.total)),
      })
    if (fecha > today()) return t('change.planned', { plan: planNombre, fecha: date(fecha) })
    return t(`change.done.${kind}`, { plan: planNombre })
  }
  const save = useMutation({
    mutationFn: (wanted: CambioServicio) =>
      rpc.servicios.change({
        requestId: request.id,
        id,
        cambio: wanted,
        fecha,
        motivo,
        aparte: aparte && settles,
        expected,
      }),
    onSuccess: async (changed) => {
      onClose()
      notifyDone(done(changed))
      await refreshServices()
    },
    // What somebody else left is what the card behind must show.
    onError: () => refreshServices(),
  })
  return (
    <FormDialog
      size="lg"
      title={t(`change.title.${kind}`, { plan: planNombre })}
      submitLabel={t(`change.submit.${kind}`)}
      submitColor={kind === 'baja' ? 'red' : 'brand'}
      onClose={onClose}
      onSubmit={() => (cambio === null ? setMissing(true) : save.mutate(cambio))}
      busy={save.isPending}
      error={save.error}
    >
      {kind === 'cambio_plan' && (
        <PlanSelect
          label={t('change.plan')}
          value={planId}
          onChange={setPlanId}
          except={servicio.planId}
          error={missing && planId === '' ? t('common:form.required') : undefined}
        />
      )}
      <div className={styles['pair']}>
        <DateField
          label={t(`change.from.${kind}`)}
          required
          data-autofocus={kind !== 'cambio_plan' || undefined}
          value={fecha}
          onChange={setFecha}
        />
        {kind === 'pausa' ? (
          <DateField
            label={t('change.back')}
            description={t('change.backHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            clearable
            value={vuelve}
            onChange={setVuelve}
          />
        ) : (
          <Reason value={motivo} onChange={setMotivo} />
        )}
      </div>
      {kind === 'pausa' && <Reason value={motivo} onChange={setMotivo} />}
      <ChangePreview
        kind={kind}
        fecha={fecha}
        vuelve={vuelve === '' ? null : vuelve}
        agreed={servicio.precioAcordado !== null}
        apart={aparte && settles}
        preview={cambio === null ? undefined : preview.data}
        error={cambio === null ? null : preview.error}
        incomplete={cambio === null}
      />
      {issues && settles && (
        <Checkbox
          label={t('change.apart')}
          checked={aparte}
          onChange={(event) => setAparte(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  )
}

function Reason({ value, onChange }: { value: string; onChange: (motivo: string) => void }) {
  const { t } = useTranslation('servicios')
  return (
    <TextInput
      label={t('change.reason')}
      maxLength={200}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
