// The wire format of the binary API as the router speaks it: words with a length before them, sentences that end with an
// empty word. A router keeps bytes, not text, and gives back the bytes that it was given: so every value in here is a
// string with one character per byte. Texts become bytes, and back, only where tests and people look.

/** A string whose characters are bytes (latin1). */
export type Bytes = string

export const LIMIT = 0x1000000

/** The bytes of a text (UTF-8), or the bytes as they are given. */
export const toBytes = (value: string | Uint8Array): Bytes => Buffer.from(value).toString('latin1')

const strict = new TextDecoder('utf-8', { fatal: true })
const western = new TextDecoder('windows-1252')

/** How a person reads the bytes: UTF-8 where that holds, else cp1252. */
export function toText(bytes: Bytes): string {
  const buffer = Buffer.from(bytes, 'latin1')
  try {
    return strict.decode(buffer)
  } catch {
    return western.decode(buffer)
  }
}

const WESTERN = new Map(Array.from({ length: 256 }, (_, byte) => [western.decode(Uint8Array.of(byte)), byte]))

/** The cp1252 bytes of a text, as an old Winbox writes it; what has no place there is a question mark. */
export const cp1252 = (text: string): Uint8Array => Uint8Array.from([...text], (char) => WESTERN.get(char) ?? 0x3f)

/** A word with its length before it: 1 byte below 0x80, then 2, 3, 4 and 5. */
export function encodeWord(word: Bytes): Bytes {
  const size = word.length
  if (size < 0x80) return String.fromCharCode(size) + word
  if (size < 0x4000) return String.fromCharCode(0x80 | (size >> 8), size & 0xff) + word
  if (size < 0x200000) return String.fromCharCode(0xc0 | (size >> 16), (size >> 8) & 0xff, size & 0xff) + word
  const low = [(size >> 16) & 0xff, (size >> 8) & 0xff, size & 0xff]
  if (size < 0x10000000) return String.fromCharCode(0xe0 | (size >> 24), ...low) + word
  return String.fromCharCode(0xf0, size >>> 24, ...low) + word
}

/** What the peer sends is not the API (a control byte, or a word longer than any router takes). */
export class NotTheApi extends Error {}

/** The length that begins at `at`, and where the word itself begins; null while bytes of it are still to come. */
function readLength(buffer: Buffer, at: number): { size: number; from: number } | null {
  const first = buffer[at]
  if (first === undefined) return null
  const extra = first < 0x80 ? 0 : first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  if (first > 0xf0) throw new NotTheApi(`control byte ${first}`)
  if (buffer.length < at + 1 + extra) return null
  let size = first & ([0x7f, 0x3f, 0x1f, 0x0f][extra] ?? 0)
  for (let i = 1; i <= extra; i++) size = size * 256 + (buffer[at + i] ?? 0)
  if (size > LIMIT) throw new NotTheApi(`a word of ${size} bytes`)
  return { size, from: at + 1 + extra }
}

/** Puts the sentences together that come in over a connection, however they are cut. */
export class SentenceReader {
  #rest: Buffer = Buffer.alloc(0)
  #words: Bytes[] = []

  /** The sentences that are whole with these bytes. @throws {NotTheApi} */
  push(chunk: Buffer): Bytes[][] {
    const buffer = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    const sentences: Bytes[][] = []
    let at = 0
    for (;;) {
      const length = readLength(buffer, at)
      if (length === null || buffer.length < length.from + length.size) break
      at = length.from + length.size
      if (length.size > 0) this.#words.push(buffer.toString('latin1', length.from, at))
      else if (this.#words.length > 0) {
        sentences.push(this.#words)
        this.#words = []
      }
    }
    this.#rest = buffer.subarray(at)
    return sentences
  }
}
