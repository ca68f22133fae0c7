import { useEffect, useState } from 'react'

/** When a dialog goes, the focus goes back to where it was when the dialog came, unless something else has it by then. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
    },
    [before],
  )
}
