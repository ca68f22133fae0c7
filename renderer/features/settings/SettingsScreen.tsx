import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/PageHeader.tsx'

export function SettingsScreen() {
  const { t } = useTranslation()
  return (
    <Stack p="md">
      <PageHeader title={t('place.ajustes')} />
    </Stack>
  )
}
