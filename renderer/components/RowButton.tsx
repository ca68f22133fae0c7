import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './components.module.css'

interface Props {
  onClick: () => void
  disabled?: boolean
  children: ReactNode
}

/** The name of a row of a plain table: opens it, from anywhere on the row with the mouse and by itself with the keyboard. */
export function RowButton({ onClick, disabled = false, children }: Props) {
  if (disabled) return children
  return (
    <UnstyledButton className={styles['rowButton']} onClick={onClick}>
      {children}
    </UnstyledButton>
  )
}
