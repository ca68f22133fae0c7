import { type Icon, IconCalendarDollar, IconFileInvoice, IconFileMinus, IconListCheck } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Permission } from '../../../contract/permissions.ts'
import { useSession } from '../../app/session.tsx'
import styles from './BillingTabs.module.css'

interface Tab {
  id: 'facturas' | 'facturar' | 'corridas' | 'notas'
  to: '/facturas' | '/facturas/facturar' | '/facturas/corridas' | '/facturas/notas'
  icon: Icon
  permission: Permission
}

/** The screens of billing, in their order. */
const TABS: readonly Tab[] = [
  { id: 'facturas', to: '/facturas', icon: IconFileInvoice, permission: 'factura.read' },
  { id: 'facturar', to: '/facturas/facturar', icon: IconCalendarDollar, permission: 'corrida.run' },
  { id: 'corridas', to: '/facturas/corridas', icon: IconListCheck, permission: 'factura.read' },
  { id: 'notas', to: '/facturas/notas', icon: IconFileMinus, permission: 'factura.read' },
]

/** From one screen of billing to another. */
export function BillingTabs() {
  const { t } = useTranslation('billing')
  const { permissions } = useSession()
  const pathname = useLocation({ select: (location) => location.pathname })
  // An invoice that is open beside the list has an address below the list's.
  const current = TABS.findLast(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
  return (
    <nav className={styles['tabs']} aria-label={t('tabs.label')}>
      {TABS.filter(({ permission }) => permissions.includes(permission)).map(({ id, to, icon: TabIcon }) => (
        <Link
          key={id}
          to={to}
          className={styles['tab']}
          activeOptions={{ exact: true, includeSearch: false }}
          data-active={id === current?.id || undefined}
          aria-current={id === current?.id ? 'page' : undefined}
        >
          <TabIcon size={16} stroke={1.7} aria-hidden />
          {t(`tabs.${id}`)}
        </Link>
      ))}
    </nav>
  )
}
