import { Badge } from '@mantine/core'
import { type Icon, IconEqual, IconPlus, IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ImportFate } from '../../../contract/procedures/imports.ts'
import styles from './imports.module.css'

export const FATE_LOOKS: Readonly<Record<ImportFate, readonly [icon: Icon, color: string]>> = {
  create: [IconPlus, 'green'],
  update: [IconRefresh, 'blue'],
  skip: [IconEqual, 'gray'],
  error: [IconX, 'red'],
}

/** What becomes of a row: icon, word and colour. */
export function FateBadge({ fate }: { fate: ImportFate }) {
  const { t } = useTranslation('imports')
  const [FateIcon, color] = FATE_LOOKS[fate]
  return (
    <Badge color={color} leftSection={<FateIcon className={styles['badgeIcon']} size={13} stroke={2} aria-hidden />}>
      {t(`fate.${fate}`)}
    </Badge>
  )
}
