import { Badge } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconCheck,
  IconCircleX,
  IconClock,
  IconCornerDownLeft,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EstadoPagoPasarela } from '../../../contract/enums.ts'

const LOOKS: Record<EstadoPagoPasarela, [icon: Icon, color: string]> = {
  pendiente: [IconClock, 'blue'],
  aprobado: [IconCheck, 'green'],
  rechazado: [IconCircleX, 'gray'],
  devuelto: [IconCornerDownLeft, 'orange'],
  contracargo: [IconAlertTriangle, 'red'],
}

/** Where a charge stands at its gateway: icon, word and colour. */
export function GatewayState({ estado }: { estado: EstadoPagoPasarela }) {
  const { t } = useTranslation('pasarelas')
  const [StateIcon, color] = LOOKS[estado]
  return (
    <Badge color={color} leftSection={<StateIcon size={13} stroke={2} aria-hidden />}>
      {t(`estado.${estado}`)}
    </Badge>
  )
}
