import { Badge } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconBan,
  IconCircleMinus,
  IconFileInvoice,
  IconInfoCircle,
  IconReceiptRefund,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AVISOS_VISTA, type AvisoVista, type TipoVista } from '../../../../contract/procedures/corridas.ts'
import styles from './run.module.css'

type Look = readonly [icon: Icon, color: string]

export const TIPO_LOOKS: Readonly<Record<TipoVista, Look>> = {
  factura: [IconFileInvoice, 'green'],
  nota_credito: [IconReceiptRefund, 'blue'],
  sin_cargo: [IconCircleMinus, 'gray'],
  excluido: [IconBan, 'gray'],
}

/** What a person should look at, and what is only good to know. */
const NOTES: ReadonlySet<AvisoVista> = new Set(['exento', 'primera_factura', 'ajuste_anterior'])

export const avisoLook = (aviso: AvisoVista): Look =>
  NOTES.has(aviso) ? [IconInfoCircle, 'blue'] : [IconAlertTriangle, 'orange']

/** The gravest first. */
export const bySeverity = (avisos: readonly AvisoVista[]): AvisoVista[] =>
  avisos.toSorted(
    (a, b) => Number(NOTES.has(a)) - Number(NOTES.has(b)) || AVISOS_VISTA.indexOf(a) - AVISOS_VISTA.indexOf(b),
  )

/** What becomes of a row: icon, word and colour. */
export function TipoBadge({ tipo }: { tipo: TipoVista }) {
  const { t } = useTranslation('corridas')
  const [TipoIcon, color] = TIPO_LOOKS[tipo]
  return (
    <Badge color={color} leftSection={<TipoIcon className={styles['badgeIcon']} size={13} stroke={2} aria-hidden />}>
      {t(`tipo.${tipo}`)}
    </Badge>
  )
}

export function AvisoBadge({ aviso }: { aviso: AvisoVista }) {
  const { t } = useTranslation('corridas')
  const [AvisoIcon, color] = avisoLook(aviso)
  return (
    <Badge color={color} leftSection={<AvisoIcon className={styles['badgeIcon']} size={13} stroke={2} aria-hidden />}>
      {t(`aviso.${aviso}`)}
    </Badge>
  )
}
