import {
  type Icon,
  IconBuildingBank,
  IconCashRegister,
  IconChartBar,
  IconFileInvoice,
  IconMail,
  IconReceipt2,
  IconRouter,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import type { Permission } from '../../contract/permissions.ts'
import { useSession } from './session.tsx'

export interface Place {
  id: 'mostrador' | 'caja' | 'clientes' | 'facturas' | 'conciliacion' | 'reportes' | 'correos' | 'red' | 'ajustes'
  to:
    | '/mostrador'
    | '/caja'
    | '/clientes'
    | '/facturas'
    | '/conciliacion'
    | '/reportes'
    | '/correos'
    | '/red'
    | '/ajustes'
  icon: Icon
  hotkey: string
  /** Null: everybody. */
  permission: Permission | null
}

/** The places of the rail, in its order, which is that of their keys. */
export const PLACES: readonly Place[] = [
  { id: 'mostrador', to: '/mostrador', icon: IconReceipt2, hotkey: 'mod+1', permission: 'pago.record' },
  { id: 'caja', to: '/caja', icon: IconCashRegister, hotkey: 'mod+2', permission: 'caja.operate' },
  { id: 'clientes', to: '/clientes', icon: IconUsers, hotkey: 'mod+3', permission: 'cliente.read' },
  { id: 'facturas', to: '/facturas', icon: IconFileInvoice, hotkey: 'mod+4', permission: 'factura.read' },
  {
    id: 'conciliacion',
    to: '/conciliacion',
    icon: IconBuildingBank,
    hotkey: 'mod+5',
    permission: 'conciliacion.read',
  },
  { id: 'reportes', to: '/reportes', icon: IconChartBar, hotkey: 'mod+6', permission: 'reporte.read' },
  { id: 'correos', to: '/correos', icon: IconMail, hotkey: 'mod+7', permission: 'correo.read' },
  { id: 'red', to: '/red', icon: IconRouter, hotkey: 'mod+8', permission: 'red.read' },
  { id: 'ajustes', to: '/ajustes', icon: IconSettings, hotkey: 'mod+,', permission: null },
]

export function usePlaces(): readonly Place[] {
  const { permissions } = useSession()
  return PLACES.filter(({ permission }) => permission === null || permissions.includes(permission))
}

/** Where a person of this role begins. */
export function useHome(): Place['to'] {
  return usePlaces()[0]?.to ?? '/ajustes'
}
