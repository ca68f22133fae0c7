import { Button } from '@mantine/core'
import { IconFileInvoice, IconFilterOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/EmptyState.tsx'

interface Props {
  filtered: boolean
  onClear: () => void
  /** Null for whoever may not issue invoices. */
  onCreate: (() => void) | null
}

/** No invoice at all, or none that the filters let through. */
export function NoInvoices({ filtered, onClear, onCreate }: Props) {
  const { t } = useTranslation('billing')
  if (filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff />}
        title={t('empty.filtered')}
        text={t('empty.filteredText')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('filter.clear')}
          </Button>
        }
      />
    )
  }
  return (
    <EmptyState
      icon={<IconFileInvoice />}
      title={t('empty.none')}
      text={t('empty.noneText')}
      action={onCreate && <Button onClick={onCreate}>{t('create.new')}</Button>}
    />
  )
}
