import { IconArrowBackUp, IconBan } from '@tabler/icons-react'
import { KeyButton } from './KeyButton.tsx'

interface Props {
  excluded: boolean
  onToggle: () => void
  exclude: string
  include: string
}

/** Leaves a row of a run out of it, or takes it in again. */
export function LeaveOut({ excluded, onToggle, exclude, include }: Props) {
  return (
    <KeyButton
      hotkey="mod+D"
      variant="default"
      data-autofocus
      leftSection={excluded ? <IconArrowBackUp size={18} aria-hidden /> : <IconBan size={18} aria-hidden />}
      onClick={onToggle}
    >
      {excluded ? include : exclude}
    </KeyButton>
  )
}
