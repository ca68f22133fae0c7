/** windows-1252 where it differs from latin1; the five bytes it leaves undefined are the control characters of the same number. */
const CP1252_80_TO_9F =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'

const CP1252_BYTES = new Map([...CP1252_80_TO_9F].map((char, i) => [char, 0x80 + i]))

/** A byte order mark is text like any other: dropping it would send back other bytes than those that came. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export interface DecodedText {
  text: string
  encoding: 'utf8' | 'cp1252'
}

/**
 * Devices keep bytes, not characters: old tools wrote windows-1252 into them, new ones UTF-8. What is strictly UTF-8 is read as
 * such, anything else as windows-1252. Encoding the text again in the encoding told gives the same bytes, whatever they were.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  try {
    return { text: strictUtf8.decode(bytes), encoding: 'utf8' }
  } catch {
    return { text: decodeCp1252(bytes), encoding: 'cp1252' }
  }
}

function decodeCp1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return latin1.replace(/[\x80-\x9f]/g, (char) => CP1252_80_TO_9F.charAt(char.charCodeAt(0) - 0x80))
}

/** Text that a device keeps in windows-1252. Given as a value it is sent in the bytes it came in, so that it compares equal there. */
export class Cp1252Text {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** @throws RangeError for a character windows-1252 does not have. */
  bytes(): Buffer {
    const bytes = Buffer.alloc(this.text.length)
    for (let i = 0; i < this.text.length; i++) bytes[i] = cp1252Byte(this.text.charAt(i))
    return bytes
  }

  toString(): string {
    return this.text
  }
}

function cp1252Byte(char: string): number {
  const unit = char.charCodeAt(0)
  const byte = unit < 0x80 || (unit >= 0xa0 && unit <= 0xff) ? unit : CP1252_BYTES.get(char)
  if (byte === undefined) throw new RangeError(`windows-1252 has no ${JSON.stringify(char)}`)
  return byte
}
