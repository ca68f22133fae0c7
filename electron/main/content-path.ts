import path from 'node:path'
import { APP_HOST, APP_SCHEME } from './constants.ts'

export type ContentPath = { ok: true; file: string } | { ok: false; status: 400 | 403 | 404 }

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
}

/** Content type by file name; unknown ones are bytes, which `nosniff` keeps from being run. */
export const contentType = (file: string): string =>
  TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream'

/**
 * The file below `root` that an `app://office/…` address names, or the status to refuse with.
 * `page` is true when a window opens the address (not when a script fetches it): a route of the application, which
 * has no file, is then answered with index.html.
 */
export function resolveContent(root: string, address: string, page: boolean): ContentPath {
  let wanted: string
  try {
    const url = new URL(address)
    if (url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST) return { ok: false, status: 404 }
    wanted = decodeURIComponent(url.pathname)
  } catch {
    return { ok: false, status: 400 }
  }
  // Backslash, drive and stream separators mean something on Windows and nothing in our own file names.
  if (/[\0\\:]/.test(wanted)) return { ok: false, status: 403 }
  const file = path.resolve(root, `.${wanted === '/' ? '/index.html' : wanted}`)
  const inside = path.relative(root, file)
  if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) return { ok: false, status: 403 }
  if (page && path.extname(file) === '') return { ok: true, file: path.join(root, 'index.html') }
  return { ok: true, file }
}
