import { useSyncExternalStore } from 'react'
import { DEFAULT_COLOR } from './theme.ts'

/** The colour that the theme is made of: the tenant's, kept so that the next start is in it from the first frame. */

const KEY = 'mostrador.color'
const listeners = new Set<() => void>()
const isColor = (text: string | null): text is string => text !== null && /^#[0-9a-f]{6}$/i.test(text)
const saved = localStorage.getItem(KEY)
let color = isColor(saved) ? saved : DEFAULT_COLOR

export function setBrandColor(next: string): void {
  if (!isColor(next) || next === color) return
  color = next
  localStorage.setItem(KEY, next)
  for (const listener of [...listeners]) listener()
}

export const useBrandColor = (): string =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => color,
  )
