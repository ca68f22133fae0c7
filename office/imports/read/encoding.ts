import type { ImportEncoding } from '../../../contract/procedures/imports.ts'

export interface EncodingGuess {
  encoding: ImportEncoding
  /** The bytes prove it; false when they are plain ASCII and any encoding would do. */
  certain: boolean
  bom: boolean
}

/** What Windows-1252 has at 0x80–0x9f. Own table: runtimes differ in whether theirs has these or control characters. */
const WINDOWS_1252 = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d,
  0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,
  0x017e, 0x0178,
].map((code) => String.fromCharCode(code))

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, at) => bytes[at] === byte)

/** Guesses the encoding: a byte order mark, else valid UTF-8, else Windows-1252. */
export function detectEncoding(bytes: Uint8Array): EncodingGuess {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', certain: true, bom: true }
  if (startsWith(bytes, 0xff, 0xfe)) return { encoding: 'utf-16le', certain: true, bom: true }
  if (looksUtf16(bytes)) return { encoding: 'utf-16le', certain: true, bom: false }
  if (bytes.every((byte) => byte < 0x80)) return { encoding: 'utf-8', certain: false, bom: false }
  return { encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1252', certain: true, bom: false }
}

/** Text of the bytes, without the byte order mark; bytes that the encoding does not have become U+FFFD. */
export function decode(bytes: Uint8Array, encoding: ImportEncoding): string {
  if (encoding === 'windows-1252') return decodeWindows1252(bytes)
  return new TextDecoder(encoding).decode(bytes)
}

function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return text.replace(/[\x80-\x9f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Text in a Latin script has a zero in nearly every second byte of UTF-16. */
function looksUtf16(bytes: Uint8Array): boolean {
  const pairs = Math.min(bytes.length >> 1, 2000)
  if (pairs < 4) return false
  let zeros = 0
  for (let at = 0; at < pairs; at++) if (bytes[at * 2 + 1] === 0 && bytes[at * 2] !== 0) zeros++
  return zeros > pairs * 0.8
}
