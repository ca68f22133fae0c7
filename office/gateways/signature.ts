import { createHmac, timingSafeEqual } from 'node:crypto'

/** `ts=1,v1=ab` → [['ts', '1'], ['v1', 'ab']]. */
export const signatureParts = (header: string): [string, string][] =>
  header.split(',').flatMap((part): [string, string][] => {
    const at = part.indexOf('=')
    return at < 1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()]]
  })

export const hmacHex = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex')

/** In a time that tells nothing of where they differ. */
export function sameHex(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a.toLowerCase()), Buffer.from(b.toLowerCase())]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Seconds or milliseconds since the epoch, as providers write them, in ms; null when it is neither. */
export function instantOf(text: string | undefined): number | null {
  if (text === undefined || !/^\d{9,14}$/.test(text)) return null
  const value = Number(text)
  return value < 100_000_000_000 ? value * 1000 : value
}
