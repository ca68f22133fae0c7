import { Badge } from '@mantine/core'
import { type Icon, IconAlertTriangle, IconClock, IconMailCheck, IconSend2, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EstadoCorreo } from '../../../contract/enums.ts'
import type { CorreoRow } from '../../../contract/index.ts'

const LOOKS: Record<EstadoCorreo, [icon: Icon, color: string]> = {
  pendiente: [IconClock, 'blue'],
  enviado: [IconMailCheck, 'green'],
  fallido: [IconAlertTriangle, 'red'],
  cancelado: [IconX, 'gray'],
}

/** How it stands with a mail. */
export function MailState({ estado, enviando }: Pick<CorreoRow, 'estado' | 'enviando'>) {
  const { t } = useTranslation('correo')
  const [StateIcon, color] = enviando ? ([IconSend2, 'blue'] as const) : LOOKS[estado]
  return (
    <Badge variant="light" color={color} leftSection={<StateIcon size={13} aria-hidden />}>
      {enviando ? t('enviando') : t(`estado.${estado}`)}
    </Badge>
  )
}
