import { Anchor } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useHotkey } from '../../app/hotkeys.ts'
import { Keys } from '../../components/KeyButton.tsx'
import styles from './network.module.css'

const BACK = 'alt+ArrowLeft'

type Props = { children: ReactNode } & ({ to: '/red' } | { to: '/red/equipos/$id'; params: { id: string } })

/** To the screen above this one: Alt+←. */
export function BackLink({ children, ...target }: Props) {
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
