import { useEffect, useId } from 'react'

/**
 * A curtain hides dialogs and menus (they live in `#floating`, beside the screens) without closing them, and keeps
 * their keys from them: Esc on the lock must not close the half-filled form beneath it.
 */
const drawn = new Set<string>()

function apply(): void {
  const floating = document.getElementById('floating')
  if (floating === null) return
  floating.inert = drawn.size > 0
  floating.style.visibility = drawn.size > 0 ? 'hidden' : ''
}

// Before any dialog listens: dialogs close on Esc from a capturing listener of the window.
window.addEventListener(
  'keydown',
  (event) => {
    if (event.key === 'Escape' && drawn.size > 0) event.stopImmediatePropagation()
  },
  { capture: true },
)

export function useCurtain(active: boolean): void {
  const id = useId()
  useEffect(() => {
    if (!active) return
    drawn.add(id)
    apply()
    return () => {
      drawn.delete(id)
      apply()
    }
  }, [active, id])
}
