import { Alert, Text, Textarea } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArqueoRow } from '../../../../contract/procedures/caja.ts'
import { useMoney } from '../../../app/session.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { toOfficeError } from '../../../rpc/errors.ts'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from '../caja.module.css'
import { conteoOf, NO_COUNT, totalOf } from '../conteo.ts'
import { CountGrid } from '../CountGrid.tsx'
import { refreshCaja } from '../useCaja.ts'

interface Props {
  onClose: () => void
}

/** A count in between that closes nothing. What the drawer should hold is said after it, to who may know. */
export function CountDialog({ onClose }: Props) {
  const { t } = useTranslation(['caja', 'common'])
  const { format, moneda } = useMoney()
  const request = useRequestId()
  const [draft, setDraft] = useState(NO_COUNT)
  const [explicacion, setExplicacion] = useState('')
  const conteo = conteoOf(draft, moneda)
  const count = useMutation(
    orpc.caja.count.mutationOptions({
      onSuccess: async () => {
        request.renew()
        await refreshCaja()
      },
    }),
  )
  const explaining = count.error !== null && toOfficeError(count.error).code === 'caja.explanation'
  const counted = count.data
  if (counted !== undefined) return <Counted arqueo={counted} onClose={onClose} />
  return (
    <FormDialog
      title={t('control.title')}
      submitLabel={t('control.submit', { monto: format(totalOf(conteo)) })}
      size="46rem"
      busy={count.isPending}
      error={explaining ? null : count.error}
      onClose={onClose}
      onSubmit={() => count.mutate({ requestId: request.id, conteo, explicacion })}
    >
      <div className={styles['sides']}>
        <CountGrid draft={draft} onChange={setDraft} />
        <div className={styles['side']}>
          <Text size="sm">{t('control.text')}</Text>
          <Textarea
            label={t('control.note')}
            autosize
            minRows={2}
            maxLength={400}
            value={explicacion}
            onChange={(event) => setExplicacion(event.currentTarget.value)}
            error={explaining ? t('common:form.required') : undefined}
          />
        </div>
      </div>
    </FormDialog>
  )
}

function Counted({ arqueo, onClose }: { arqueo: ArqueoRow; onClose: () => void }) {
  const { t } = useTranslation(['caja', 'common'])
  const { format } = useMoney()
  const { contado, diferencia } = arqueo
  return (
    <FormDialog
      title={t('control.title')}
      submitLabel={t('common:action.close')}
      dirty={false}
      onClose={onClose}
      onSubmit={onClose}
    >
      <Alert
        role="status"
        variant="light"
        color={diferencia ? 'orange' : 'green'}
        icon={diferencia ? <IconAlertTriangle aria-hidden /> : <IconCheck aria-hidden />}
        title={t('control.counted', { monto: format(contado) })}
      >
        {diferencia === null
          ? t('control.kept')
          : diferencia === 0
            ? t('difference.none')
            : t(diferencia > 0 ? 'difference.over' : 'difference.short', { monto: format(Math.abs(diferencia)) })}
      </Alert>
    </FormDialog>
  )
}
