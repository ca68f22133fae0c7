import { type RefObject, useEffect } from 'react'

/**
 * A click into a frame of another origin takes the keyboard away from the screen, and its keys go dead. This gives the
 * focus back to where it was. Who goes in with Tab means it (to scroll with the arrows) and stays.
 */
export function useFrameGivesFocusBack(frame: RefObject<HTMLIFrameElement | null>): void {
  useEffect(() => {
    let before: Element | null = null
    let byTab = false
    const onKey = (event: KeyboardEvent) => {
      byTab = event.key === 'Tab'
    }
    const onPointer = () => {
      byTab = false
    }
    const onFocus = () => {
      if (document.activeElement !== frame.current) before = document.activeElement
    }
    const giveBack = () => {
      if (frame.current === null || document.activeElement !== frame.current) return
      frame.current.blur()
      window.focus()
      if (before instanceof HTMLElement) before.focus()
    }
    // Later: at this moment the frame is still about to get the keyboard.
    const onBlur = () => {
      if (!byTab) setTimeout(giveBack)
    }
    window.addEventListener('keydown', onKey, true)
    window.addEventListener('pointermove', onPointer, true)
    window.addEventListener('focusin', onFocus)
    window.addEventListener('blur', onBlur)
    return () => {
      window.removeEventListener('keydown', onKey, true)
      window.removeEventListener('pointermove', onPointer, true)
      window.removeEventListener('focusin', onFocus)
      window.removeEventListener('blur', onBlur)
    }
  }, [frame])
}
