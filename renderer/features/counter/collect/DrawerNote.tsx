import { Alert, Group, Text } from '@mantine/core'
import { IconCashRegister } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { useCajaStatus } from '../../caja/useCaja.ts'

/** Cash has nowhere to go: whose the drawer is, and the way to have one. What is typed stays. */
export function DrawerNote({ onDrawer }: { onDrawer: () => void }) {
  const { t } = useTranslation('caja')
  const { otra } = useCajaStatus().data ?? {}
  return (
    <Alert color="orange" variant="light" p="xs" icon={<IconCashRegister aria-hidden />} role="status">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm">{otra ? t('taken.title', { nombre: otra.usuario }) : t('gate.closed')}</Text>
        <KeyButton hotkey="F3" variant="default" size="xs" flex="none" onClick={onDrawer}>
          {otra ? t('gate.see') : t('open.action')}
        </KeyButton>
      </Group>
    </Alert>
  )
}
