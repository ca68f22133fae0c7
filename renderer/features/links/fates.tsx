import { Badge } from '@mantine/core'
import {
  type Icon,
  IconArrowsSplit,
  IconCheck,
  IconLink,
  IconProgressCheck,
  IconUserCheck,
  IconUserOff,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SuerteVinculo } from '../../../contract/procedures/vinculos.ts'
import styles from './links.module.css'

export const SUERTE_LOOKS: Readonly<Record<SuerteVinculo, readonly [icon: Icon, color: string]>> = {
  seguro: [IconCheck, 'green'],
  probable: [IconProgressCheck, 'blue'],
  ambiguo: [IconArrowsSplit, 'orange'],
  sin_servicio: [IconUserQuestion, 'orange'],
  sin_cliente: [IconUserOff, 'gray'],
  elegido: [IconUserCheck, 'green'],
  descartado: [IconX, 'gray'],
  vinculado: [IconLink, 'green'],
}

/** What is to become of an object: icon, word and colour. */
export function SuerteBadge({ suerte }: { suerte: SuerteVinculo }) {
  const { t } = useTranslation('vinculos')
  const [SuerteIcon, color] = SUERTE_LOOKS[suerte]
  return (
    <Badge color={color} leftSection={<SuerteIcon className={styles['badgeIcon']} size={13} stroke={2} aria-hidden />}>
      {t(`suerte.${suerte}`)}
    </Badge>
  )
}
