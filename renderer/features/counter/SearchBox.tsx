import { CloseButton, Loader, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { KeyboardEvent, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { HITS_ID, hitId } from './HitList.tsx'
import type { ClientSearch } from './useClientSearch.ts'

interface Props {
  ref: Ref<HTMLInputElement>
  search: ClientSearch
  /** The hits are on the screen. */
  listed: boolean
  onEnter: () => void
  onEscape: () => void
}

/** The one box of the counter: what is typed searches, the arrows and Enter choose, Esc goes back a step. */
export function SearchBox({ ref, search, listed, onEnter, onEscape }: Props) {
  const { t } = useTranslation('counter')
  const { text, setText, hits, settled, active, move, error } = search
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      if (listed) move(step)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      // A key held down must not run through the next steps.
      if (!event.repeat) onEnter()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (!event.repeat) onEscape()
    }
  }
  return (
    <TextInput
      ref={ref}
      size="lg"
      aria-label={t('search.label')}
      placeholder={t('search.placeholder')}
      role="combobox"
      aria-expanded={listed && hits.length > 0}
      aria-controls={listed && hits.length > 0 ? HITS_ID : undefined}
      aria-activedescendant={listed && hits.length > 0 ? hitId(active) : undefined}
      aria-autocomplete="list"
      autoComplete="off"
      spellCheck={false}
      autoFocus
      leftSection={<IconSearch size={20} aria-hidden />}
      rightSection={
        text === '' ? null : !settled && error === null ? (
          <Loader size={16} role="img" aria-label={t('search.searching')} />
        ) : (
          <CloseButton size="sm" aria-label={t('search.clear')} tabIndex={-1} onClick={() => setText('')} />
        )
      }
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}
