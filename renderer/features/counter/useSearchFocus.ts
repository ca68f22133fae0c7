import { type RefObject, useEffect } from 'react'

const EDITABLE = 'input, textarea, select, [contenteditable]'

/** A dialog or a curtain has the person's attention. */
const isCovered = (element: Element): boolean =>
  element.closest('[inert]') !== null || document.querySelector('[aria-modal="true"]') !== null

const selectsText = (): boolean => window.getSelection()?.isCollapsed === false

/**
 * The search box has the focus whenever nothing else needs it: when a click or a closed dialog leaves the focus nowhere,
 * and for whatever is typed outside of another field. Text that is being selected to be copied is left alone.
 */
export function useSearchFocus(search: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focusSearch = () => {
      const input = search.current
      if (input !== null && !isCovered(input)) input.focus()
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || [...key].length !== 1) return
      if (!(target instanceof HTMLElement) || target.closest(EDITABLE) !== null) return
      // Space presses the button that has the focus.
      if (key === ' ' && target.closest('button, a') !== null) return
      focusSearch()
    }
    const isNowhere = () => document.activeElement === document.body || document.activeElement?.id === 'contenido'
    let pressing = false
    const focusUnlessElsewhere = () => {
      if (!pressing && document.hasFocus() && isNowhere() && !selectsText()) focusSearch()
    }
    const onFocusLost = () => queueMicrotask(focusUnlessElsewhere)
    const onMouseDown = () => {
      pressing = true
    }
    const onMouseUp = () => {
      pressing = false
      focusUnlessElsewhere()
    }
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('focusout', onFocusLost)
    window.addEventListener('mousedown', onMouseDown)
    window.addEventListener('mouseup', onMouseUp)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('focusout', onFocusLost)
      window.removeEventListener('mousedown', onMouseDown)
      window.removeEventListener('mouseup', onMouseUp)
    }
  }, [search])
}
