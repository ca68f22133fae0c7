import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDates, useMoney, useNumber } from '../../../app/session.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import type { Planned } from './adjust.ts'
import styles from './run.module.css'
import type { RunDraft, RunState } from './useRunDraft.ts'

interface Props {
  state: RunState
  draft: RunDraft
  plan: Planned
  onClose: () => void
}

/** What is about to happen, in words, before it does. */
export function ConfirmDialog({ state, draft, plan, onClose }: Props) {
  const { t } = useTranslation('corridas')
  const { period } = useDates()
  const sentences = useSentences(draft, plan)
  const { confirm } = state
  return (
    <FormDialog
      title={t('confirm.title', { periodo: period(draft.periodo) })}
      onClose={onClose}
      onSubmit={() => confirm.mutate(draft)}
      submitLabel={t(plan.facturas.cantidad + plan.notasCredito.cantidad > 0 ? 'confirm.issue' : 'confirm.close')}
      busy={confirm.isPending}
      error={confirm.error}
      dirty={false}
    >
      <Text fw={600} tabIndex={-1} data-autofocus className={styles['main'] ?? ''}>
        {sentences[0]}
      </Text>
      <ul className={styles['sentences']}>
        {sentences.slice(1).map((sentence) => (
          <Text key={sentence} component="li" size="sm">
            {sentence}
          </Text>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        {t('confirm.text')}
      </Text>
    </FormDialog>
  )
}

/** The main one first. */
function useSentences({ resumen }: RunDraft, { facturas, notasCredito, sinCargo, excluidas }: Planned): string[] {
  const { t } = useTranslation('corridas')
  const { date } = useDates()
  const { format } = useMoney()
  const number = useNumber()
  const counted = ({ cantidad, monto }: { cantidad: number; monto: number }) => ({
    count: cantidad,
    n: number(cantidad),
    monto: format(Math.abs(monto)),
    fecha: date(resumen.fechaEmision),
    vence: date(resumen.fechaVencimiento),
  })
  const looked = { count: sinCargo, n: number(sinCargo) }
  return [
    ...(facturas.cantidad > 0 ? [t('confirm.invoices', counted(facturas))] : []),
    ...(facturas.cantidad > 0 ? [t('confirm.due', counted(facturas))] : []),
    ...(notasCredito.cantidad > 0 ? [t('confirm.notes', counted(notasCredito))] : []),
    ...(sinCargo > 0 ? [t('confirm.looked', looked)] : []),
    ...(excluidas.cantidad > 0 ? [t('confirm.excluded', counted(excluidas))] : []),
  ]
}
