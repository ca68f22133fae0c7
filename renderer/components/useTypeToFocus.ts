import { type RefObject, useEffect } from 'react'
import { isDialogOpen } from '../app/hotkeys.ts'

const EDITABLE = 'input, textarea, select, [contenteditable]'

/** Whatever is typed (or scanned) outside of a field goes into this one, unless a dialog is open. */
export function useTypeToFocus(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || [...key].length !== 1) return
      if (!(target instanceof HTMLElement) || target.closest(EDITABLE) !== null || isDialogOpen()) return
      // Space presses the button that has the focus.
      if (key === ' ' && target.closest('button, a') !== null) return
      field.current?.focus()
      field.current?.select()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [field])
}
