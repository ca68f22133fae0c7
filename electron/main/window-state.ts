import { WINDOW } from './constants.ts'

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

export interface WindowState {
  width: number
  height: number
  /** Absent: the system chooses (first start, or the screen it was on is gone). */
  position: { x: number; y: number } | null
  maximized: boolean
}

const DEFAULT_STATE: WindowState = { width: WINDOW.width, height: WINDOW.height, position: null, maximized: false }

const isInteger = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)

const between = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high))

const overlap = (from: number, length: number, areaFrom: number, areaLength: number): number =>
  Math.min(from + length, areaFrom + areaLength) - Math.max(from, areaFrom)

/** Can its title bar be reached on this screen? */
const isReachable = (bounds: Area, screen: Area): boolean =>
  overlap(bounds.x, bounds.width, screen.x, screen.width) >= WINDOW.reachableWidth &&
  bounds.y >= screen.y &&
  bounds.y + WINDOW.reachableHeight <= screen.y + screen.height

/**
 * The state to open with: what was saved, corrected for the screens there are now (`workAreas`, the primary first).
 * Anything unreadable becomes the default.
 */
export function restoreWindowState(saved: unknown, workAreas: readonly Area[]): WindowState {
  const known = (saved ?? {}) as Partial<Record<string, unknown>>
  const { x, y, width, height } = known
  const primary = workAreas[0]
  if (!isInteger(width) || !isInteger(height) || primary === undefined) return DEFAULT_STATE
  const maximized = known['maximized'] === true
  const position = isInteger(x) && isInteger(y) ? { x, y } : null
  const screen = position && workAreas.find((area) => isReachable({ ...position, ...fit(width, height, area) }, area))
  return { ...fit(width, height, screen ?? primary), position: screen ? position : null, maximized }
}

/** A size that the office's screens need and that this screen has, the first winning over the second. */
const fit = (width: number, height: number, screen: Area): { width: number; height: number } => ({
  width: between(width, WINDOW.minWidth, Math.max(screen.width, WINDOW.minWidth)),
  height: between(height, WINDOW.minHeight, Math.max(screen.height, WINDOW.minHeight)),
})

/** What `restoreWindowState` reads back. `bounds` are those of the window when it is not maximised. */
export const serializeWindowState = (bounds: Area, maximized: boolean): string =>
  JSON.stringify({ x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height, maximized })
