import {
  IconCashRegister,
  IconCreditCard,
  IconEyeCheck,
  IconHistory,
  IconReceiptOff,
  IconRoute,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { PlaceTabs } from '../../components/PlaceTabs.tsx'
import { CAJA_TABS, type CajaTab } from './search.ts'

const ICONS = { mia: IconCashRegister, sesiones: IconHistory, rutas: IconRoute, supervision: IconEyeCheck }

/** Lists with an address of their own. */
const LISTS = [
  { id: 'anulaciones', icon: IconReceiptOff, to: '/caja/anulaciones' },
  { id: 'pasarelas', icon: IconCreditCard, to: '/caja/pasarelas' },
] as const

/** From one part of the cash desk to another: Alt+1 … Alt+6. */
export function CajaTabs({ current }: { current: CajaTab | (typeof LISTS)[number]['id'] }) {
  const { t } = useTranslation(['caja', 'reversos', 'pasarelas'])
  const supervises = useCan('caja.supervise')
  const tabs = CAJA_TABS.filter((tab) => tab !== 'supervision' || supervises).map((tab) => ({
    id: tab,
    icon: ICONS[tab],
    label: t(`tab.${tab}`),
    link: { to: '/caja' as const, search: tab === 'mia' ? {} : { ver: tab } },
  }))
  const names = { anulaciones: t('reversos:tab'), pasarelas: t('pasarelas:tab') }
  const lists = LISTS.map(({ id, icon, to }) => ({ id, icon, label: names[id], link: { to } }))
  return <PlaceTabs label={t('title')} tabs={[...tabs, ...lists]} current={current} />
}
