import { Box, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './components.module.css'

interface Props {
  label: string
  className: string
  children: ReactNode
}

/** A part of the screen that scrolls by itself, also with the arrow keys once Tab has reached it. */
export function ScrollRegion({ label, className, children }: Props) {
  return (
    <Box className={className} role="region" tabIndex={0} aria-label={label}>
      {children}
    </Box>
  )
}

/** A table that takes what is left of the screen: its head stays. What is read whole; lists by pages are a `KeysetTable`. */
export function ScrollTable({ label, children }: Omit<Props, 'className'>) {
  return (
    <ScrollRegion label={label} className={styles['scrollTable'] ?? ''}>
      <Table highlightOnHover stickyHeader>
        {children}
      </Table>
    </ScrollRegion>
  )
}
