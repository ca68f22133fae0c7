import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RedConfig } from '../../../contract/index.ts'
import { useDates, useNumber } from '../../app/session.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import styles from './cuts.module.css'
import { useSimulation } from './useCuts.ts'

interface Props {
  cortes: RedConfig['cortes']
  onConfirm: () => void
  onClose: () => void
}

/** Said before an office begins to cut: how many it would be on the next day of cuts by the rules that are about to be saved, when, and what brings them back. */
export function TurnOnDialog({ cortes, onConfirm, onClose }: Props) {
  const { t } = useTranslation('cortes')
  const number = useNumber()
  const { today, date } = useDates()
  const ofToday = useSimulation(today(), cortes)
  // Today may be a day without cuts.
  const fecha = ofToday.data?.dia.proxima ?? today()
  const ofDay = useSimulation(fecha, cortes)
  // Until that day's is there, it still holds another's.
  const data = ofDay.data?.dia.fecha === fecha ? ofDay.data : undefined
  const error = ofToday.error ?? ofDay.error
  const { automaticos, hora, tope } = cortes
  return (
    <FormDialog
      title={t('turnOn.title')}
      onClose={onClose}
      onSubmit={onConfirm}
      submitLabel={t('turnOn.button')}
      submitColor="red"
      waiting={data === undefined && error === null}
      error={error}
      dirty={false}
    >
      {(data !== undefined || error === null) && (
        <Text fw={600} tabIndex={-1} data-autofocus className={styles['main'] ?? ''}>
          {data === undefined
            ? t('turnOn.counting')
            : t('turnOn.main', { count: data.seCortan, n: number(data.seCortan), fecha: date(fecha) })}
        </Text>
      )}
      <ul className={styles['list']}>
        <Text component="li" size="sm">
          {automaticos ? t('turnOn.auto', { hora }) : t('turnOn.byHand')}
        </Text>
        {automaticos && (
          <Text component="li" size="sm">
            {tope === null ? t('turnOn.noCap') : t('turnOn.cap', { count: tope, n: number(tope) })}
          </Text>
        )}
        <Text component="li" size="sm">
          {t('turnOn.paid')}
        </Text>
      </ul>
    </FormDialog>
  )
}
