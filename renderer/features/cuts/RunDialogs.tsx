import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CorridaCorteRow } from '../../../contract/index.ts'
import { useNumber } from '../../app/session.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { notifyDone } from '../../components/notify.ts'
import styles from './cuts.module.css'
import type { RunActions } from './useCuts.ts'

interface Props {
  run: CorridaCorteRow
  actions: RunActions
  onClose: () => void
}

/** Ends a run where it is; of one that waits, gives the list up. */
export function StopDialog({ run, actions, onClose }: Props) {
  const { t } = useTranslation('cortes')
  const waits = run.estado === 'por_confirmar'
  return (
    <FormDialog
      title={t(waits ? 'run.discardTitle' : 'run.stopTitle')}
      onClose={onClose}
      onSubmit={() => actions.stop(onClose)}
      submitLabel={t(waits ? 'run.discard' : 'run.stop')}
      busy={actions.busy}
      error={actions.stopError}
      dirty={false}
    >
      <Text size="sm" tabIndex={-1} data-autofocus className={styles['main'] ?? ''}>
        {t(waits ? 'run.discardText' : 'run.stopText')}
      </Text>
      {!waits && (
        <Text size="sm" c="dimmed">
          {t('run.held')}
        </Text>
      )}
    </FormDialog>
  )
}

const LONGEST = 200

/** Lifts what a run cut, with the reason that stays in the history of each service. */
export function UndoDialog({ run, actions, onClose }: Props) {
  const { t } = useTranslation(['cortes', 'common'])
  const number = useNumber()
  const [motivo, setMotivo] = useState('')
  const count = run.vigentes
  const submit = () => {
    if (motivo.trim() === '') return
    actions.undo(motivo.trim(), (levantados) => {
      notifyDone(t('run.undone', { count: levantados, n: number(levantados) }))
      onClose()
    })
  }
  return (
    <FormDialog
      title={t('run.undoTitle')}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t('run.undo')}
      busy={actions.busy}
      error={actions.undoError}
    >
      <Text fw={600}>{t('run.undoMain', { count, n: number(count) })}</Text>
      <Text size="sm">{t('run.undoText')}</Text>
      <TextInput
        label={t('run.undoReason')}
        required
        data-autofocus
        maxLength={LONGEST}
        value={motivo}
        onChange={(event) => setMotivo(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
