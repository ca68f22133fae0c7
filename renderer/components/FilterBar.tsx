import { Button } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './components.module.css'

interface Props {
  children: ReactNode
  /** Names the button that takes the filters away. */
  clearLabel?: string
  /** Null while nothing is filtered. */
  onClear?: (() => void) | null
}

/** What a list is narrowed to, above it. */
export function FilterBar({ children, clearLabel, onClear = null }: Props) {
  return (
    <div className={styles['filterBar']} role="search">
      {children}
      {onClear !== null && (
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={onClear}
        >
          {clearLabel}
        </Button>
      )}
    </div>
  )
}
