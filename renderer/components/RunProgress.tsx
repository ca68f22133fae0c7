import { Paper, Progress, Text } from '@mantine/core'
import styles from './components.module.css'

interface Props {
  label: string
  done: number
  total: number
  /** How far it is, in words. */
  count: string
  /** What may be done meanwhile. */
  text: string
  /** False: it is held. */
  running: boolean
}

/** How far a run is that goes through many rows. */
export function RunProgress({ label, done, total, count, text, running }: Props) {
  return (
    <Paper p="md">
      <div className={styles['progressHead']}>
        <Text fw={600}>{label}</Text>
        <Text size="sm" className="tabular" role="status">
          {count}
        </Text>
      </div>
      <Progress
        value={total === 0 ? 0 : (done / total) * 100}
        size="lg"
        animated={running}
        color={running ? 'brand' : 'gray'}
        aria-label={label}
      />
      <Text size="sm" c="dimmed" mt="xs">
        {text}
      </Text>
    </Paper>
  )
}
