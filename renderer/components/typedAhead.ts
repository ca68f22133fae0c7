import { flushSync } from 'react-dom'
import { dialogOnTop } from '../app/hotkeys.ts'

/** Dialogs that wait for their first field, and the last of them. */
let waiting = 0
let dialog: Element | null = null
/** In the order they were pressed. */
let kept: KeyboardEvent[] = []
/** Nothing is kept after Enter. */
let ended = false

const isCharacter = ({ key }: KeyboardEvent) => [...key].length === 1
const isFieldKey = (event: KeyboardEvent) => isCharacter(event) || /^(Backspace|F([2-9]|1[0-2]))$/.test(event.key)

function keep(event: KeyboardEvent): void {
  // Above it is another one: the lock, the keys that F1 shows.
  if (dialog?.isConnected && dialogOnTop() !== dialog) return
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Escape') kept = []
  if (event.key !== 'Enter' && !isFieldKey(event)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  ended ||= event.key === 'Enter'
  if (!ended) kept.push(event)
}

/**
 * Keeps what is typed into a dialog that has no field for it yet, until the returned function is called: then it is typed into
 * the field that has the focus. Enter is not kept, as nobody confirms what was not shown; nor is anything after it.
 */
export function keepTypedAhead(into: Element): () => void {
  waiting += 1
  dialog = into
  window.addEventListener('keydown', keep, { capture: true })
  return () => {
    waiting -= 1
    // Later: the screen that takes the place of the one that waited has to listen to its keys first.
    setTimeout(type)
  }
}

function type(): void {
  const events = kept
  kept = []
  ended = false
  // What was typed into the lock is not for the dialog beneath, which still waits.
  if (waiting > 0) return
  window.removeEventListener('keydown', keep, { capture: true })
  for (const event of events) {
    const target = document.activeElement
    const top = dialogOnTop()
    if (target === null || target === top || !top?.contains(target)) return
    // Each key finds the screen as the one before left it.
    flushSync(() => press(target, event))
  }
}

function press(target: Element, event: KeyboardEvent): void {
  const { key, code, shiftKey } = event
  const goesOn = target.dispatchEvent(
    new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }),
  )
  if (!goesOn) return
  if (key === 'Backspace') document.execCommand('delete')
  else if (isCharacter(event)) document.execCommand('insertText', false, key)
}
