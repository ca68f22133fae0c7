import { getHotkeyHandler } from '@mantine/hooks'
import { useEffect, useRef } from 'react'

interface Entry {
  combo: string
  run: () => void
  /** The control that the key stands for; it must be visible and in the dialog on top. Null: a key of the whole window. */
  element: (() => HTMLElement | null) | null
}

/** Newest last: of two screens that use the same key, the one opened last has it. */
const entries: Entry[] = []

const dialogOnTop = (): Element | null => {
  const dialogs = [...document.querySelectorAll('[aria-modal="true"]')].filter((dialog) => !dialog.closest('[inert]'))
  return dialogs.at(-1) ?? null
}

function reachable(entry: Entry): boolean {
  const dialog = dialogOnTop()
  const element = entry.element?.() ?? null
  if (element === null) return entry.element === null && dialog === null
  if (element.closest('[inert]') !== null || element.hasAttribute('disabled')) return false
  if (element.dataset['disabled'] === 'true') return false
  return dialog === null || dialog.contains(element)
}

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return
  for (const entry of entries.toReversed()) {
    let matched = false
    getHotkeyHandler([
      [
        entry.combo,
        () => {
          matched = true
        },
        { preventDefault: false },
      ],
    ])(event)
    if (!matched || !reachable(entry)) continue
    event.preventDefault()
    entry.run()
    return
  }
}

let listening = false

/**
 * Registers a key (`F2`, `mod+K`, `Escape`) while the component is mounted; it also works while typing in a field.
 * With `element` it follows that control: nothing happens while it is disabled, hidden or under a dialog.
 */
export function useHotkey(
  combo: string | null | undefined,
  run: () => void,
  element: (() => HTMLElement | null) | null = null,
): void {
  const latest = useRef({ run, element })
  useEffect(() => {
    latest.current = { run, element }
  })
  const hasElement = element !== null
  useEffect(() => {
    if (!combo) return
    if (!listening) {
      listening = true
      window.addEventListener('keydown', dispatch)
    }
    const entry: Entry = {
      combo,
      run: () => latest.current.run(),
      element: hasElement ? () => latest.current.element?.() ?? null : null,
    }
    entries.push(entry)
    return () => {
      entries.splice(entries.indexOf(entry), 1)
    }
  }, [combo, hasElement])
}

const SYMBOLS: Record<string, string> = {
  mod: 'Ctrl',
  ctrl: 'Ctrl',
  shift: '⇧',
  alt: 'Alt',
  enter: '⏎',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
}

/** The keys as they are printed on the keyboard: `mod+K` → `Ctrl K` (⌘ on a Mac). */
export function keyNames(combo: string): string[] {
  const mac = navigator.platform.startsWith('Mac')
  return combo.split('+').map((part) => {
    const key = part.toLowerCase()
    if (mac && key === 'mod') return '⌘'
    return SYMBOLS[key] ?? part.toUpperCase()
  })
}
