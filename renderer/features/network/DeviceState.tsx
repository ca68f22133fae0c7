import { Badge } from '@mantine/core'
import { IconRotateClockwise } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DispositivoRow } from '../../../contract/procedures/dispositivos.ts'
import styles from '../../components/components.module.css'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'

/** How a device stands; one that was told to reboot is neither there nor down until that is known. */
export function DeviceState({ device }: { device: Pick<DispositivoRow, 'estado' | 'reiniciandoDesde'> }) {
  const { t } = useTranslation('red')
  if (device.reiniciandoDesde === null) return <EstadoBadge tipo="dispositivo" estado={device.estado} />
  return (
    <Badge
      flex="none"
      color="blue"
      leftSection={<IconRotateClockwise className={styles['badgeIcon']} size={13} stroke={2} aria-hidden />}
    >
      {t('device.rebooting')}
    </Badge>
  )
}
