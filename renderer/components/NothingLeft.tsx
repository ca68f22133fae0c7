import { Button } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { EmptyState } from './EmptyState.tsx'

interface Props {
  title: string
  text?: string
  clearLabel: string
  onClear: () => void
}

/** The filters let no row through: the way out. */
export function NothingLeft({ title, text, clearLabel, onClear }: Props) {
  return (
    <EmptyState
      icon={<IconFilterOff />}
      title={title}
      text={text}
      action={
        <Button variant="default" onClick={onClear}>
          {clearLabel}
        </Button>
      }
    />
  )
}
