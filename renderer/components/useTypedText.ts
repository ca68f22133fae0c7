import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'

/** Milliseconds without a key before what is typed is reported. */
const TYPING = 120

/**
 * Text that narrows a list while it is typed: shown at once, reported when the keys pause. A value that comes from
 * elsewhere wins over the text; the answer to an earlier report does not.
 */
export function useTypedText(value: string, report: (text: string) => void) {
  const [typed, setTyped] = useState(value)
  const reported = useRef(value)
  const send = (text: string) => {
    reported.current = text
    report(text)
  }
  const later = useDebouncedCallback(send, TYPING)
  useEffect(() => {
    if (value === reported.current) return
    later.cancel()
    reported.current = value
    setTyped(value)
  }, [value, later])
  return {
    typed,
    type(text: string) {
      setTyped(text)
      later(text)
    },
    /** Reports a text now. */
    set(text: string) {
      later.cancel()
      setTyped(text)
      send(text)
    },
    /** Back to the value, whatever was typed. */
    revert() {
      later.cancel()
      setTyped(value)
    },
  }
}
