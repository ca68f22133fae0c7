import { Box } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { ErrorNote } from '../components/ErrorNote.tsx'

/** A screen failed to draw: the rest of the window goes on. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  return (
    <Box p="lg">
      <ErrorNote error={error} onRetry={reset} />
    </Box>
  )
}
