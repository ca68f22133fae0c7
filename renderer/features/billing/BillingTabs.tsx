import { IconCalendarDollar, IconFileInvoice, IconFileMinus, IconListCheck } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/session.tsx'
import { PlaceTabs } from '../../components/PlaceTabs.tsx'

/** The screens of billing, in their order. */
const TABS = [
  { id: 'facturas', to: '/facturas', icon: IconFileInvoice, permission: 'factura.read' },
  { id: 'facturar', to: '/facturas/facturar', icon: IconCalendarDollar, permission: 'corrida.run' },
  { id: 'corridas', to: '/facturas/corridas', icon: IconListCheck, permission: 'factura.read' },
  { id: 'notas', to: '/facturas/notas', icon: IconFileMinus, permission: 'factura.read' },
] as const

/** From one screen of billing to another. */
export function BillingTabs() {
  const { t } = useTranslation('billing')
  const { permissions } = useSession()
  const pathname = useLocation({ select: (location) => location.pathname })
  // An invoice that is open beside the list has an address below the list's.
  const current = TABS.findLast(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
  const tabs = TABS.filter(({ permission }) => permissions.includes(permission))
  return (
    <PlaceTabs
      label={t('tabs.label')}
      tabs={tabs.map(({ id, to, icon }) => ({ id, icon, label: t(`tabs.${id}`), link: { to } }))}
      current={current?.id ?? 'facturas'}
    />
  )
}
