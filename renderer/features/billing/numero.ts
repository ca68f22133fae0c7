const WHOLE = /^([A-Z0-9]{1,4})-F-(\d{1,8})$/
const DIGITS = 8

const written = (prefijo: string, digits: string): string => `${prefijo}-F-${digits.padStart(DIGITS, '0')}`

/**
 * The invoice number, or its beginning, that a person means: `12` is this seat's invoice 12, `p1-f-12` has its zeros, and
 * a scanner on another keyboard layout may send something else for the dashes. Empty when nothing was typed.
 */
export function numeroOf(typed: string, prefijo: string): string {
  const text = typed
    .trim()
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
  if (/^\d{1,8}$/.test(text)) return written(prefijo, text)
  const parts = WHOLE.exec(text)
  // With leading zeros it is a whole number being typed, digit by digit.
  if (parts?.[1] === undefined || parts[2] === undefined || parts[2].startsWith('0')) return text
  return written(parts[1], parts[2])
}
