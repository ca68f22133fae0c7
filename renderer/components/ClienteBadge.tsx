import { Badge } from '@mantine/core'
import { IconCircleHalf2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ClienteRow, Servicio } from '../../contract/index.ts'
import styles from './components.module.css'
import { EstadoBadge } from './EstadoBadge.tsx'

type Props = Pick<ClienteRow, 'estadoServicio' | 'vigentes' | 'suspendidos'>

/** How a client's services stand: one word while they agree, else how many of them are active. */
export function ClienteBadge({ estadoServicio, vigentes, suspendidos }: Props) {
  const { t } = useTranslation()
  if (estadoServicio !== 'activo' || suspendidos === 0) return <EstadoBadge tipo="servicio" estado={estadoServicio} />
  const icon = <IconCircleHalf2 className={styles['badgeIcon']} size={13} stroke={2} aria-hidden />
  return (
    <Badge flex="none" color="orange" leftSection={icon}>
      {t('services.someActive', { count: vigentes - suspendidos, total: vigentes })}
    </Badge>
  )
}

/** Of services that were read with their client. */
export const vigentesOf = (servicios: readonly Servicio[]): Pick<ClienteRow, 'vigentes' | 'suspendidos'> => ({
  vigentes: servicios.filter(({ estado }) => estado !== 'baja').length,
  suspendidos: servicios.filter(({ estado }) => estado === 'suspendido').length,
})
