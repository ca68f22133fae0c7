import { Box } from '@mantine/core'
import styles from './components.module.css'

/** Commands as a device's console takes them, to be read, selected and copied. */
export function Commands({ label, text }: { label: string; text: string }) {
  return (
    <Box component="pre" className={styles['commands'] ?? ''} role="region" tabIndex={0} aria-label={label}>
      {text}
    </Box>
  )
}
