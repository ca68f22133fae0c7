const MARKS = /\p{M}/gu

const BEYOND_ASCII = /[^\u0020-\u007e]/
// NFKD leaves these letters whole.
const LETTERS: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' }

/** Lower case without diacritics: `ÑUÑO  García` → `nuno  garcia`. */
function plain(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[øłđßæœ]/g, (letter) => LETTERS[letter] ?? letter)
}

/** How names are compared and ordered: no accents, no case, single spaces. */
export const fold = (text: string): string => plain(text).replace(/\s+/g, ' ').trim()

/** How codes are ordered: folded, every run of digits padded, so that `2` comes before `10`. */
export const foldCodigo = (codigo: string): string => fold(codigo).replace(/\d+/g, (digits) => digits.padStart(12, '0'))

/** Letters and digits alone: how codes, documents and references are looked up. */
export const compact = (text: string): string => plain(text).replace(/[^\p{L}\p{N}]+/gu, '')

export const onlyDigits = (text: string): string =>
  /^[0-9]*$/.test(text) ? text : text.normalize('NFKD').replace(/[^0-9]+/g, '')

/** An apostrophe in any of its shapes joins (D'Angelo), and so do the points of an abbreviation (S.R.L.). */
const JOINING = /(?<=\p{L})['’‘`´ʼ](?=\p{L})|(?<=(?<!\p{L})\p{L})\.(?=\p{L}(?!\p{L}))/gu

/** Words of a text as they are searched; `D'Angelo` is one word, `dangelo`, and `S.R.L.` is `srl`. */
export const words = (text: string): string[] => plain(text.replace(JOINING, '')).match(/[\p{L}\p{N}]+/gu) ?? []

/** Particles that people join to the name after them, or not. */
const PARTICLE = /^[dlo]$/

/**
 * Words that find a text: those of `words`, and joined names also in their parts and parted ones joined, so that
 * `D'Angelo`, `D Angelo` and `Dangelo` find one another.
 */
export function indexWords(text: string): string[] {
  const parted = plain(text).match(/[\p{L}\p{N}]+/gu) ?? []
  const glued = parted.flatMap((word, at) => {
    const next = parted[at + 1]
    return PARTICLE.test(word) && next !== undefined && /^\p{L}{3,}$/u.test(next) ? [word + next] : []
  })
  return [...new Set([...words(text), ...parted, ...glued])]
}
