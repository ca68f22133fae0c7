import { getHotkeyHandler } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'

/**
 * Where a key works. A control: while it can be used, in the dialog on top if there is one. `window`: anywhere, but not
 * under a dialog. `always`: even then.
 */
type Scope = (() => HTMLElement | null) | 'window' | 'always'

interface Entry {
  combo: string
  run: () => void
  scope: Scope
}

/** Newest last: of two screens that use the same key, the one opened last has it. */
const entries: Entry[] = []

/** The dialog that has the person's attention now. */
export const dialogOnTop = (): Element | null => {
  const dialogs = [...document.querySelectorAll('[aria-modal="true"]')].filter((dialog) => !dialog.closest('[inert]'))
  return dialogs.at(-1) ?? null
}

export const isDialogOpen = (): boolean => dialogOnTop() !== null

function reachable({ scope }: Entry): boolean {
  if (scope === 'always') return true
  const dialog = dialogOnTop()
  if (scope === 'window') return dialog === null
  const element = scope()
  if (element === null || element.closest('[inert]') !== null) return false
  if (element.hasAttribute('disabled') || element.dataset['disabled'] === 'true') return false
  return dialog === null || dialog.contains(element)
}

function matches(combo: string, event: KeyboardEvent): boolean {
  let matched = false
  const note = () => {
    matched = true
  }
  getHotkeyHandler([[combo, note, { preventDefault: false }]])(event)
  return matched
}

function press(event: KeyboardEvent): boolean {
  const entry = entries.toReversed().find((one) => matches(one.combo, event) && reachable(one))
  entry?.run()
  return entry !== undefined
}

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return
  if (!press(event)) {
    if (!isAwaited(event) || isDialogOpen()) return
    kept = event
  }
  event.preventDefault()
}

/** Keys of buttons that come with what is still being read. */
const awaited = new Set<readonly string[]>()
/** The key that was pressed last, when its button was not there yet. */
let kept: KeyboardEvent | null = null

const isAwaited = (event: KeyboardEvent): boolean =>
  [...awaited].some((combos) => combos.some((combo) => matches(combo, event)))

/** Whoever does something else meanwhile has changed their mind. */
function forgetKept(event: Event): void {
  if (event instanceof KeyboardEvent && (event.repeat || /^(Alt|Control|Meta|Shift)$/.test(event.key))) return
  kept = null
}

function deliverKept(): void {
  if (kept !== null && (press(kept) || !isAwaited(kept))) kept = null
}

/**
 * Keeps a key that is pressed before its button is there, until what brings it was read; then it is pressed, unless the person went
 * on to something else. Only for keys that open something: what confirms is never pressed before it was seen.
 */
export function useKeysAhead(pending: boolean, combos: readonly string[]): void {
  const [own] = useState(combos)
  useEffect(() => {
    // After the effects of what came: its buttons listen already.
    if (!pending) return deliverKept()
    listen()
    awaited.add(own)
    return () => {
      awaited.delete(own)
      // Later than what is delivered in the same turn: nothing came, and the key is not for another screen's button.
      queueMicrotask(() => {
        if (kept !== null && !isAwaited(kept)) kept = null
      })
    }
  }, [pending, own])
}

/** A closed list that is chosen from opens at Enter, with Ctrl too: it would keep what saves a form for itself. */
function dispatchAhead(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, target } = event
  if (key !== 'Enter' || !(ctrlKey || metaKey)) return
  if (!(target instanceof Element) || target.getAttribute('aria-expanded') !== 'false') return
  dispatch(event)
  if (event.defaultPrevented) event.stopPropagation()
}

let listening = false

function listen(): void {
  if (listening) return
  listening = true
  window.addEventListener('keydown', forgetKept, { capture: true })
  window.addEventListener('pointerdown', forgetKept, { capture: true })
  window.addEventListener('keydown', dispatch)
  window.addEventListener('keydown', dispatchAhead, { capture: true })
}

/** Registers a key (`F2`, `mod+K`, `Escape`) while the component is mounted; it works while typing in a field too. */
export function useHotkey(combo: string | null | undefined, run: () => void, scope: Scope = 'window'): void {
  const latest = useRef({ run, scope })
  useEffect(() => {
    latest.current = { run, scope }
  })
  const kind = typeof scope === 'string' ? scope : 'control'
  useEffect(() => {
    if (!combo) return
    listen()
    const control = () => (typeof latest.current.scope === 'string' ? null : latest.current.scope())
    const entry: Entry = { combo, run: () => latest.current.run(), scope: kind === 'control' ? control : kind }
    entries.push(entry)
    return () => {
      entries.splice(entries.indexOf(entry), 1)
    }
  }, [combo, kind])
}

const SYMBOLS: Record<string, string> = {
  mod: 'Ctrl',
  ctrl: 'Ctrl',
  shift: '⇧',
  alt: 'Alt',
  enter: '⏎',
  escape: 'Esc',
  arrowleft: '←',
  arrowup: '↑',
  arrowdown: '↓',
  pageup: 'PgUp',
  pagedown: 'PgDn',
}

/** The keys as they are printed on the keyboard: `mod+K` → `Ctrl K` (⌘ on a Mac). */
export function keyNames(combo: string): string[] {
  const mac = navigator.platform.startsWith('Mac')
  return combo.split('+').map((part) => {
    const key = part.toLowerCase()
    if (mac && key === 'mod') return '⌘'
    return SYMBOLS[key] ?? (part.length === 1 ? part.toUpperCase() : part)
  })
}
