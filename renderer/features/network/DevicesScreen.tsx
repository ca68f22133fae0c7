import { IconRouter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/EmptyState.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Screen } from '../../components/Screen.tsx'
import { RedTabs } from './RedTabs.tsx'

/** The devices of the network. */
export function DevicesScreen() {
  const { t } = useTranslation('red')
  return (
    <Screen tabs={<RedTabs current="equipos" />}>
      <PageHeader title={t('devices.title')} />
      <EmptyState icon={<IconRouter />} title={t('devices.empty')} text={t('devices.emptyText')} />
    </Screen>
  )
}
