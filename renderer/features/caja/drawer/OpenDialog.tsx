import { Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../../../contract/money.ts'
import type { SesionCaja } from '../../../../contract/procedures/caja.ts'
import { useMoney } from '../../../app/session.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { Money } from '../../../components/Money.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from '../caja.module.css'
import { conteoOf, NO_COUNT, totalOf } from '../conteo.ts'
import { CountGrid } from '../CountGrid.tsx'
import { refreshCaja } from '../useCaja.ts'

interface Props {
  /** What the last session left in the drawer; null when there was none. */
  fondoSugerido: Minor | null
  onClose: () => void
  onOpened?: (sesion: SesionCaja) => void
}

/**
 * Opens this person's drawer with what they count in it. As keystrokes: how many of each note, Enter down to the last one,
 * Enter; Ctrl+Enter at once.
 */
export function OpenDialog({ fondoSugerido, onClose, onOpened }: Props) {
  const { t } = useTranslation('caja')
  const { format, moneda } = useMoney()
  const request = useRequestId()
  const [draft, setDraft] = useState(NO_COUNT)
  const [explicacion, setExplicacion] = useState('')
  const conteo = conteoOf(draft, moneda)
  const total = totalOf(conteo)
  const off = fondoSugerido === null ? 0 : total - fondoSugerido
  const open = useMutation(
    orpc.caja.open.mutationOptions({
      onSuccess: async (sesion) => {
        request.renew()
        await refreshCaja()
        notifyDone(t('open.done', { monto: format(sesion.fondoInicial) }))
        onClose()
        onOpened?.(sesion)
      },
    }),
  )
  return (
    <FormDialog
      title={t('open.title')}
      submitLabel={t('open.submit', { monto: format(total) })}
      size="46rem"
      busy={open.isPending}
      error={open.error}
      onClose={onClose}
      onSubmit={() => open.mutate({ requestId: request.id, conteo, explicacion })}
    >
      <div className={styles['sides']}>
        <CountGrid draft={draft} onChange={setDraft} />
        <div className={styles['side']}>
          <Text size="sm">{t('open.text')}</Text>
          {fondoSugerido !== null && (
            <div className={styles['expected']}>
              <Text size="sm" c="dimmed">
                {t('open.expected')}
              </Text>
              <Money amount={fondoSugerido} size="xl" strong />
            </div>
          )}
          {off !== 0 && total > 0 && (
            <>
              <Text size="sm" role="status">
                {t(off > 0 ? 'open.over' : 'open.short', { monto: format(Math.abs(off)) })}
              </Text>
              <Textarea
                label={t('explanation')}
                autosize
                minRows={2}
                maxLength={400}
                value={explicacion}
                onChange={(event) => setExplicacion(event.currentTarget.value)}
              />
            </>
          )}
        </div>
      </div>
    </FormDialog>
  )
}
