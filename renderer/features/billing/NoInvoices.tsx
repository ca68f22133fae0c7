import { Button } from '@mantine/core'
import { IconFileInvoice } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/EmptyState.tsx'
import { NothingLeft } from '../../components/NothingLeft.tsx'

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
      <NothingLeft
        title={t('empty.filtered')}
        text={t('empty.filteredText')}
        clearLabel={t('filter.clear')}
        onClear={onClear}
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
