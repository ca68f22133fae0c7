import {
  type Icon,
  IconBellRinging,
  IconBuilding,
  IconCalendarDollar,
  IconCashRegister,
  IconCreditCard,
  IconHistory,
  IconInfoCircle,
  IconKey,
  IconMail,
  IconPalette,
  IconPlugConnectedX,
  IconPrinter,
  IconReceipt,
  IconRouter,
  IconShieldCheck,
  IconUsersGroup,
  IconWifi,
} from '@tabler/icons-react'
import type { Permission } from '../../../contract/permissions.ts'
import { useSession } from '../../app/session.tsx'

export type Section =
  | 'empresa'
  | 'personas'
  | 'planes'
  | 'facturacion'
  | 'caja'
  | 'pasarelas'
  | 'correo'
  | 'recordatorios'
  | 'cortes'
  | 'red'
  | 'puesto'
  | 'impresora'
  | 'apariencia'
  | 'cuenta'
  | 'verificacion'
  | 'auditoria'
  | 'acerca'

interface SectionEntry {
  id: Section
  icon: Icon
  /** Null: everybody. */
  permission: Permission | null
}

export const SECTIONS: readonly SectionEntry[] = [
  { id: 'empresa', icon: IconBuilding, permission: 'tenant.write' },
  { id: 'personas', icon: IconUsersGroup, permission: 'usuario.read' },
  { id: 'planes', icon: IconWifi, permission: 'plan.read' },
  { id: 'facturacion', icon: IconCalendarDollar, permission: 'facturacion.config' },
  { id: 'caja', icon: IconCashRegister, permission: 'caja.config' },
  { id: 'pasarelas', icon: IconCreditCard, permission: 'pasarela.config' },
  { id: 'correo', icon: IconMail, permission: 'tenant.write' },
  { id: 'recordatorios', icon: IconBellRinging, permission: 'facturacion.config' },
  { id: 'cortes', icon: IconPlugConnectedX, permission: 'red.config' },
  { id: 'red', icon: IconRouter, permission: 'red.config' },
  { id: 'puesto', icon: IconPrinter, permission: 'puesto.write' },
  { id: 'impresora', icon: IconReceipt, permission: 'puesto.write' },
  { id: 'apariencia', icon: IconPalette, permission: null },
  { id: 'cuenta', icon: IconKey, permission: null },
  { id: 'verificacion', icon: IconShieldCheck, permission: 'office.check' },
  { id: 'auditoria', icon: IconHistory, permission: 'auditoria.read' },
  { id: 'acerca', icon: IconInfoCircle, permission: null },
]

/** The sections that this person may open. */
export function useSections(): readonly SectionEntry[] {
  const { permissions } = useSession()
  return SECTIONS.filter(({ permission }) => permission === null || permissions.includes(permission))
}
