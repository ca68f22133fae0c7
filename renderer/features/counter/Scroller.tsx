import { Box } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './counter.module.css'

/** A part of the screen that scrolls by itself, also with the arrow keys once Tab has reached it. */
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box className={styles['scroll'] ?? ''} role="region" tabIndex={0} aria-label={label}>
      {children}
    </Box>
  )
}
