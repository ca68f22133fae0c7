import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { dialogOnTop } from '../app/hotkeys.ts'
import { keepTypedAhead } from './typedAhead.ts'

const FIELDS = 'input:not([type="hidden"]), select, textarea'
const STOPS = `a[href], button, ${FIELDS}, summary, iframe, [tabindex]`

interface Props {
  waiting?: boolean
  /** Esc, while no other dialog is above; left out: nothing. */
  onEscape?: () => void
}

/**
 * Last in a dialog: its first field has the keyboard in the frame in which it appears, Tab stays inside, Esc is for the dialog on top,
 * and the focus goes back to where it was, unless something else has it by then. Mantine's own trap gives the focus a timer later, when
 * a fast person has typed, or gone to another field.
 */
export function DialogFocus({ waiting = false, onEscape }: Props) {
  const mark = useRef<HTMLSpanElement>(null)
  const [origin] = useState(originNow)
  const escape = useRef(onEscape)
  useLayoutEffect(() => {
    escape.current = onEscape
  })
  useLayoutEffect(() => {
    const dialog = dialogOf(mark)
    origins.set(dialog, origin)
    if (!dialog.contains(document.activeElement)) firstOf(dialog).focus({ preventScroll: true })
    // What is read first comes with its first field later: nobody has gone elsewhere while the dialog itself has the focus.
    const observer = new MutationObserver(() => {
      if (document.activeElement === dialog && dialog.querySelector('[data-autofocus]'))
        firstOf(dialog).focus({ preventScroll: true })
    })
    observer.observe(dialog, { childList: true, subtree: true })
    const onKeyDown = (event: KeyboardEvent) => keepTabInside(dialog, event)
    const onEscapeDown = (event: KeyboardEvent) => {
      if (isEscapeFor(dialog, event)) escape.current?.()
    }
    document.addEventListener('keydown', onKeyDown)
    window.addEventListener('keydown', onEscapeDown, { capture: true })
    return () => {
      observer.disconnect()
      document.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('keydown', onEscapeDown, { capture: true })
    }
  }, [origin])
  useLayoutEffect(() => (waiting ? keepTypedAhead(dialogOf(mark)) : undefined), [waiting])
  useEffect(() => () => giveBack(origin), [origin])
  return <span ref={mark} hidden />
}

function dialogOf(mark: RefObject<HTMLElement | null>): HTMLElement {
  const dialog = mark.current?.closest<HTMLElement>('[role="dialog"]')
  if (!dialog) throw new Error('not in a dialog')
  return dialog
}

/** What is marked `data-autofocus`, or the first field; the dialog itself where there is none, so that Enter presses nothing. */
function firstOf(dialog: HTMLElement): HTMLElement {
  const marked = dialog.querySelector<HTMLElement>('[data-autofocus]')
  if (marked?.matches(STOPS)) return marked
  return stopsIn(marked ?? dialog).find((stop) => stop.matches(FIELDS)) ?? dialog
}

function stopsIn(part: Element): HTMLElement[] {
  const stops = [...part.querySelectorAll<HTMLElement>(STOPS)].filter(
    (stop) => stop.tabIndex >= 0 && !stop.matches(':disabled') && stop.checkVisibility(),
  )
  // Of radios of a name, Tab stops at the one that is checked.
  const checked = new Set(stops.filter(isRadio).flatMap((radio) => (radio.checked ? [radio.name] : [])))
  return stops.filter((stop) => !isRadio(stop) || stop.checked || !checked.has(stop.name))
}

const isRadio = (element: Element): element is HTMLInputElement =>
  element instanceof HTMLInputElement && element.type === 'radio'

function keepTabInside(dialog: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab' || event.defaultPrevented || dialogOnTop() !== dialog) return
  const stops = stopsIn(dialog)
  const [last, next] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
  const at = document.activeElement
  const atEdge = at === last || at === document.body || (event.shiftKey && at === dialog)
  if (next === undefined || !atEdge) return
  event.preventDefault()
  next.focus()
}

/** Each closes one dialog: the one beneath is on top before the last listener hears of it. */
const used = new WeakSet<Event>()

function isEscapeFor(dialog: HTMLElement, event: KeyboardEvent): boolean {
  if (event.key !== 'Escape' || event.isComposing || used.has(event) || dialogOnTop() !== dialog) return false
  // A list that is open closes first.
  if (event.target instanceof Element && event.target.getAttribute('data-mantine-stop-propagation') === 'true')
    return false
  used.add(event)
  return true
}

interface Origin {
  element: Element | null
  /** The dialog it was in: if that is gone too, the focus goes back to where that one had it from. */
  dialog: Element | null
}

const origins = new WeakMap<Element, Origin>()

function originNow(): Origin {
  const element = document.activeElement
  return { element, dialog: element?.closest('[role="dialog"]') ?? null }
}

function giveBack(origin: Origin): void {
  if (document.activeElement !== document.body) return
  let at: Origin | undefined = origin
  while (at?.element?.isConnected === false) at = at.dialog === null ? undefined : origins.get(at.dialog)
  const beneath = dialogOnTop()
  if (beneath instanceof HTMLElement && !(at?.element && beneath.contains(at.element))) firstOf(beneath).focus()
  else if (at?.element instanceof HTMLElement) at.element.focus()
}
