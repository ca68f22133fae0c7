import { APP_HOST, APP_SCHEME, EXTERNAL_PROTOCOLS, PAPER_HOST, PAPER_SCHEME } from './constants.ts'
import { parseUrl } from './url.ts'

/** Where our pages come from: the packaged ones, and in development the dev server. */
export interface Origins {
  devServer: string | null
}

/** The dev server's URL when it is one of this machine's, else null. Packaged builds never have one. */
export function devServerUrl(value: string | undefined, packaged: boolean): string | null {
  const url = packaged || value === undefined ? null : parseUrl(value)
  if (url === null || url.protocol !== 'http:') return null
  return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) ? url.href : null
}

/** Is `address` a page of the office itself? */
export function isOfficePage(address: string, origins: Origins): boolean {
  const url = parseUrl(address)
  if (url === null) return false
  if (url.protocol === `${APP_SCHEME}:`) return url.host === APP_HOST
  return origins.devServer !== null && url.origin === new URL(origins.devServer).origin
}

export function isPaperPage(address: string): boolean {
  const url = parseUrl(address)
  return url?.protocol === `${PAPER_SCHEME}:` && url.host === PAPER_HOST
}

/** May the system open `address` in the browser or the mail program? */
export function isSafeExternal(address: string): boolean {
  const url = parseUrl(address)
  if (url === null || !EXTERNAL_PROTOCOLS.includes(url.protocol)) return false
  return url.username === '' && url.password === ''
}

/** What of a frame the sender check looks at (a `WebFrameMain`, or a test's stand-in). */
export interface SenderFrame {
  url: string
  parent: unknown
}

/**
 * May this frame ask the shell for something? Only the top frame of a window of ours that shows an office page: not a
 * preview's frame, not a frame that is gone, not a foreign page in our window.
 */
export const isTrustedSender = (frame: SenderFrame | null, ownsWindow: boolean, origins: Origins): boolean =>
  frame !== null && ownsWindow && frame.parent === null && isOfficePage(frame.url, origins)
