import { type Icon, IconArrowsDiff, IconLink, IconListCheck, IconPlugConnectedX, IconRouter } from '@tabler/icons-react'
import type { LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PlaceTabs } from '../../components/PlaceTabs.tsx'

export type RedTab = 'equipos' | 'cortes' | 'trabajos' | 'diferencias' | 'vincular'

/** The screens of the network, in the order of the tabs; one that has no screen yet is not here. */
const TABS: readonly { id: RedTab; icon: Icon; to: NonNullable<LinkProps['to']> }[] = [
  { id: 'equipos', icon: IconRouter, to: '/red' },
  { id: 'cortes', icon: IconPlugConnectedX, to: '/red/cortes' },
  { id: 'trabajos', icon: IconListCheck, to: '/red/trabajos' },
  { id: 'diferencias', icon: IconArrowsDiff, to: '/red/diferencias' },
  { id: 'vincular', icon: IconLink, to: '/red/vincular' },
]

/** From one part of the network to another: Alt+1, Alt+2… */
export function RedTabs({ current }: { current: RedTab }) {
  const { t } = useTranslation('red')
  const tabs = TABS.map(({ id, icon, to }) => ({ id, icon, label: t(`tab.${id}`), link: { to } }))
  return <PlaceTabs label={t('title')} tabs={tabs} current={current} />
}
