import path from 'node:path'

const MAX_LENGTH = 120
const FALLBACK = 'mostrador'
/** Not allowed in file names on Windows, plus everything that draws nothing or turns text around. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]/gu
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A file name that every system takes, from whatever the page suggests: no folders, no control characters, no name
 * that Windows keeps for itself. `extension` (like `.pdf`) is added when given and missing.
 */
export function safeFileName(suggested: string, extension = ''): string {
  const clean = suggested
    .normalize('NFC')
    .replace(FORBIDDEN, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const given = path.extname(clean)
  const wanted = extension === '' || given.toLowerCase() === extension ? given : extension
  const stem = clean.endsWith(wanted) && wanted !== '' ? clean.slice(0, -wanted.length) : clean
  const base = Array.from(stem).slice(0, MAX_LENGTH).join('').trimEnd() || FALLBACK
  return RESERVED.test(`${base}${wanted}`) ? `_${base}${wanted}` : `${base}${wanted}`
}
