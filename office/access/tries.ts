import type { SecretKind } from './credentials.ts'

/** Wrong passwords before the first pause, and wrong PINs before the password is needed. */
export const PASSWORD_TRIES = 5
export const PIN_TRIES = 3
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 15 * 60_000

/** How long to wait, ms, after so many wrong passwords in a row. */
export function pauseAfter(wrong: number): number {
  if (wrong < PASSWORD_TRIES) return 0
  return Math.min(FIRST_PAUSE_MS * 2 ** (wrong - PASSWORD_TRIES), LONGEST_PAUSE_MS)
}

/** Whether a PIN with so many wrong tries may be tried at all. A right password opens it again. */
export const isPinOpen = (wrong: number): boolean => wrong < PIN_TRIES

export const remainingTries = (kind: SecretKind, wrong: number): number =>
  Math.max(0, (kind === 'pin' ? PIN_TRIES : PASSWORD_TRIES) - wrong)
