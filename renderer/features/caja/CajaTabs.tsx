import { IconCashRegister, IconEyeCheck, IconHistory, IconRoute } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { PlaceTabs } from '../../components/PlaceTabs.tsx'
import { CAJA_TABS, type CajaTab } from './search.ts'

const ICONS = { mia: IconCashRegister, sesiones: IconHistory, rutas: IconRoute, supervision: IconEyeCheck }

/** From one part of the cash desk to another: Alt+1 … Alt+4. */
export function CajaTabs({ current }: { current: CajaTab }) {
  const { t } = useTranslation('caja')
  const supervises = useCan('caja.supervise')
  const tabs = CAJA_TABS.filter((tab) => tab !== 'supervision' || supervises).map((tab) => ({
    id: tab,
    icon: ICONS[tab],
    label: t(`tab.${tab}`),
    link: { to: '/caja' as const, search: tab === 'mia' ? {} : { ver: tab } },
  }))
  return <PlaceTabs label={t('title')} tabs={tabs} current={current} />
}
