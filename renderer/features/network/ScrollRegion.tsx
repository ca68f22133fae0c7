import { Box } from '@mantine/core'
import type { ReactNode } from 'react'

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
