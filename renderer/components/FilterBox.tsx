import { CloseButton, TextInput } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, type Ref, useRef } from 'react'
import { useTypedText } from './useTypedText.ts'
import { useTypeToFocus } from './useTypeToFocus.ts'

interface Props {
  ref?: Ref<HTMLInputElement>
  label: string
  /** An example of what it takes; left out: the label. */
  placeholder?: string
  clearLabel: string
  value: string
  /** Told while it is typed, at the pauses. */
  onChange: (text: string) => void
  autoFocus?: boolean
  /** From the box into the list. */
  onDown?: () => void
  /** Enter, with what is typed; left out: into the list. */
  onEnter?: (text: string) => void
}

/** Text that narrows a list while it is typed, also when it is typed elsewhere on the screen; Esc takes it away. */
export function FilterBox(props: Props) {
  const { ref, label, placeholder = label, clearLabel, value, onChange, autoFocus = false, onDown, onEnter } = props
  const box = useRef<HTMLInputElement>(null)
  const merged = useMergedRef(box, ref)
  const text = useTypedText(value, onChange)
  useTypeToFocus(box)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && text.typed !== '') text.set('')
    else if (event.key === 'ArrowDown' && onDown) onDown()
    else if (event.key === 'Enter' && onEnter) {
      text.set(text.typed.trim())
      onEnter(text.typed.trim())
    } else if (event.key === 'Enter' && onDown) onDown()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <TextInput
      ref={merged}
      flex="1 1 14rem"
      maw="22rem"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={
        text.typed === '' ? null : (
          <CloseButton size="sm" aria-label={clearLabel} tabIndex={-1} onClick={() => text.set('')} />
        )
      }
      // The office takes no more.
      maxLength={80}
      autoComplete="off"
      spellCheck={false}
      autoFocus={autoFocus}
      value={text.typed}
      onChange={(event) => text.type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}
