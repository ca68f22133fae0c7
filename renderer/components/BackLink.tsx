import { Anchor } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useHotkey } from '../app/hotkeys.ts'
import styles from './components.module.css'
import { Keys } from './KeyButton.tsx'

const BACK = 'alt+ArrowLeft'

type Target =
  | { to: '/red' | '/clientes' }
  | { to: '/red/equipos/$id'; params: { id: string } }
  | { to: '/clientes/$id'; params: { id: string } }

/** To the screen above this one, as it was left: Alt+←. */
export function BackLink({ children, ...target }: Target & { children: ReactNode }) {
  const navigate = useNavigate()
  useHotkey(BACK, () => void navigate(target))
  return (
    <div>
      <Anchor
        size="sm"
        className={styles['back'] ?? ''}
        aria-keyshortcuts="Alt+ArrowLeft"
        renderRoot={(props) => <Link {...props} {...target} />}
      >
        <IconArrowLeft size={16} aria-hidden /> {children} <Keys combo={BACK} />
      </Anchor>
    </div>
  )
}
