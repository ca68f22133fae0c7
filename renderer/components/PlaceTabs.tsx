import { useRef } from 'react'
import type { Icon } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { keyNames, useHotkey } from '../app/hotkeys.ts'
import { Keys } from './KeyButton.tsx'
import styles from './PlaceTabs.module.css'

export interface PlaceTab {
  id: string
  label: string
  icon: Icon
  link: Pick<LinkProps, 'to' | 'search'>
}

interface Props {
  /** Names the tabs for assistive technology. */
  label: string
  tabs: readonly PlaceTab[]
  /** The `id` of the one that is open. */
  current: string
}

/** From one screen of a place to another; Alt and a number open them too. They go in `<Screen tabs>`, above the title. */
export function PlaceTabs({ label, tabs, current }: Props) {
  return (
    <nav className={styles['tabs']} aria-label={label}>
      {tabs.map((tab, at) => (
        <Tab key={tab.id} tab={tab} combo={`alt+${at + 1}`} active={tab.id === current} />
      ))}
    </nav>
  )
}

function Tab({
  tab: { label, icon: TabIcon, link },
  combo,
  active,
}: {
  tab: PlaceTab
  combo: string
  active: boolean
}) {
  const own = useRef<HTMLAnchorElement>(null)
  useHotkey(
    combo,
    () => own.current?.click(),
    () => own.current,
  )
  return (
    <Link
      {...link}
      ref={own}
      className={styles['tab']}
      // Which one is open is said by `current`: the address has filters too.
      activeOptions={{ exact: true, includeSearch: true }}
      data-active={active || undefined}
      aria-current={active ? 'page' : undefined}
      aria-keyshortcuts={keyNames(combo).join('+')}
    >
      <TabIcon size={16} stroke={1.7} aria-hidden />
      {label}
      <Keys combo={combo} />
    </Link>
  )
}
