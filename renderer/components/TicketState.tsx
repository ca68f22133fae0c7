import { Badge, Text } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconHelpCircle,
  IconPrinter,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EstadoTrabajoImpresion } from '../../contract/enums.ts'
import type { FallaImpresora, TrabajoTicket } from '../../contract/index.ts'

const LOOKS: Record<EstadoTrabajoImpresion, [icon: Icon, color: string]> = {
  pendiente: [IconClock, 'blue'],
  enviando: [IconPrinter, 'blue'],
  impreso: [IconCheck, 'green'],
  fallido: [IconAlertTriangle, 'red'],
  incierto: [IconHelpCircle, 'orange'],
  cancelado: [IconX, 'gray'],
}

/** How it stands with a ticket. */
export function TicketState({ estado }: Pick<TrabajoTicket, 'estado'>) {
  const { t } = useTranslation('impresion')
  const [StateIcon, color] = LOOKS[estado]
  return (
    <Badge variant="light" color={color} leftSection={<StateIcon size={13} aria-hidden />}>
      {t(`estado.${estado}`)}
    </Badge>
  )
}

/** What keeps the printer from printing, and what to do about it. */
export function FallaText({ falla }: { falla: FallaImpresora }) {
  const { t } = useTranslation('impresion')
  return (
    <Text size="sm" component="span">
      {t(`falla.${falla}`)}
    </Text>
  )
}
