import type { ReactNode } from 'react'
import styles from './Screen.module.css'

interface Props {
  /** The `PlaceTabs` of the place this screen belongs to: always above its title. */
  tabs?: ReactNode
  children: ReactNode
}

/** The margins of every screen, which fills the window: what is long in it scrolls by itself. */
export function Screen({ tabs, children }: Props) {
  return (
    <div className={styles['screen']} data-tabs={tabs ? true : undefined}>
      {tabs}
      {children}
    </div>
  )
}
