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
  const bounds = isInteger(x) && isInteger(y) ? { x, y, width, height } : null
  const screen = bounds && workAreas.find((area) => isReachable(bounds, area))
  const room = screen ?? primary
  return {
    width: between(width, WINDOW.minWidth, Math.max(room.width, WINDOW.minWidth)),
    height: between(height, WINDOW.minHeight, Math.max(room.height, WINDOW.minHeight)),
    position: bounds && screen ? { x: bounds.x, y: bounds.y } : null,
    maximized,
  }
}

/** What `restoreWindowState` reads back. `bounds` are those of the window when it is not maximised. */
export const serializeWindowState = (bounds: Area, maximized: boolean): string =>
  JSON.stringify({ x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height, maximized })
