import CodepageEncoder from '@point-of-sale/codepage-encoder'
import type { PaginaCodigos } from '../../contract/index.ts'

/** What no code page has, as people would write it without it. */
const SPELLED: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '…': '...',
  '•': '-',
  '·': '-',
  '×': 'x',
  '€': 'EUR',
  '₲': 'Gs.',
  '₡': 'C/',
  '₱': 'P',
  '£': 'GBP',
  ª: 'a',
  º: 'o',
  '°': 'o',
  '№': 'N.',
  '™': 'TM',
  '©': '(c)',
  '®': '(R)',
  ß: 'ss',
  Æ: 'AE',
  æ: 'ae',
  Ø: 'O',
  ø: 'o',
  Œ: 'OE',
  œ: 'oe',
  Đ: 'D',
  đ: 'd',
  Ł: 'L',
  ł: 'l',
  ı: 'i',
}

const known = new Map<PaginaCodigos, ReadonlySet<number>>()

/** The characters beyond ASCII that a code page has. */
function charsOf(page: PaginaCodigos): ReadonlySet<number> {
  let set = known.get(page)
  if (!set) {
    // The places 0x80 and up; ones that are empty or a control character print nothing good.
    const upper = CodepageEncoder.getCodepoints(page, true).filter((point) => point >= 0xa0)
    set = new Set(upper)
    known.set(page, set)
  }
  return set
}

const isPlain = (point: number): boolean => point >= 0x20 && point <= 0x7e

function foldChar(char: string, has: ReadonlySet<number>): string {
  const point = char.codePointAt(0) ?? 0
  if (isPlain(point) || (point > 0xa0 && has.has(point))) return char
  const spelled = SPELLED[char]
  if (spelled !== undefined) return spelled
  if (/\s/u.test(char)) return ' '
  // An accent is left out, and its letter stays.
  const bare = char.normalize('NFD').replace(/\p{M}/gu, '')
  return [...bare].filter((part) => isPlain(part.codePointAt(0) ?? 0)).join('')
}

/**
 * A text in characters that the code page has: others become what people write without them, and what cannot be written
 * (emoji, another script) is left out. Control characters never pass: on a printer they are commands.
 */
export function foldTo(text: string, page: PaginaCodigos): string {
  const has = charsOf(page)
  return [...text.normalize('NFC')]
    .map((char) => foldChar(char, has))
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim()
}
