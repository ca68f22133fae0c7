import { Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths } from '../../../contract/dates.ts'
import { useDates } from '../../app/session.tsx'
import { DateField } from '../../components/DateField.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { DocumentDialog } from './DocumentDialog.tsx'

const MONTHS_SHOWN = 6

/** A client's account on paper, from a day to a day: the last half year unless another is typed. */
export function StatementDialog({ clienteId, onClose }: { clienteId: string; onClose: () => void }) {
  const { t } = useTranslation('paper')
  const { today } = useDates()
  const [desde, setDesde] = useState(() => `${addMonths(today(), -MONTHS_SHOWN).slice(0, 7)}-01`)
  const [hasta, setHasta] = useState(() => today())
  const [shown, setShown] = useState(false)
  const wrong = hasta < desde
  if (shown) {
    return (
      <DocumentDialog
        source={{ tipo: 'estado_cuenta', id: clienteId, desde, hasta }}
        clienteId={clienteId}
        onClose={onClose}
      />
    )
  }
  return (
    <FormDialog
      title={t('statement.title')}
      onClose={onClose}
      onSubmit={() => !wrong && setShown(true)}
      submitLabel={t('statement.see')}
      dirty={false}
      size="sm"
    >
      <Group grow align="flex-start">
        <DateField label={t('statement.from')} value={desde} onChange={setDesde} data-autofocus />
        <DateField label={t('statement.to')} value={hasta} onChange={setHasta} error={wrong} />
      </Group>
      {wrong && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('statement.order')}
        </Text>
      )}
    </FormDialog>
  )
}
