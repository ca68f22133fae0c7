import { RouterosProtocolError } from './errors.ts'
import { Cp1252Text, decodeText } from './text.ts'

/** Longest sentence taken from a device, in bytes. A length read from garbage may claim 4 GiB; no honest sentence comes near this. */
export const MAX_SENTENCE_BYTES = 4 * 1024 * 1024

/** A word to send: text goes out as UTF-8, bytes as they are. */
export type Word = string | Uint8Array

/** What a device says of one item: its properties by name, as text. It has no prototype: every name is only a name. */
export type Row = Readonly<Record<string, string>>

/** A sentence of a device. `words` are those that are neither a property nor the tag (`!fatal` says its reason so). */
export interface Reply {
  kind: string
  tag: string | null
  row: Row
  words: readonly string[]
}

/** How many bytes (1–5) the length of a word takes. */
export function lengthSize(length: number): number {
  if (length < 0x80) return 1
  if (length < 0x4000) return 2
  if (length < 0x20_0000) return 3
  return length < 0x1000_0000 ? 4 : 5
}

/** Writes the length of a word at `at`; returns where the word begins. The buffer must have room. */
export function writeLength(target: Buffer, at: number, length: number): number {
  switch (lengthSize(length)) {
    case 1:
      return target.writeUInt8(length, at)
    case 2:
      return target.writeUInt16BE(length | 0x8000, at)
    case 3:
      return target.writeUIntBE(length | 0xc0_0000, at, 3)
    case 4:
      return target.writeUInt32BE(length + 0xe000_0000, at)
    default:
      return target.writeUInt32BE(length, target.writeUInt8(0xf0, at))
  }
}

/** Up to here it costs more to ask the runtime for a copy than to make it. */
const SHORT = 64

/** Text of as many bytes as it has characters. */
function putAscii(target: Buffer, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) target[at + i] = text.charCodeAt(i)
}

/** Gathers sentences into one buffer, so that a batch of commands is one write. */
export class SentenceWriter {
  #buffer = Buffer.alloc(0)
  #length = 0

  /** Bytes gathered so far. */
  get length(): number {
    return this.#length
  }

  append(words: readonly Word[]): void {
    for (const word of words) this.#word(word)
    this.#room(1)
    this.#buffer[this.#length++] = 0
  }

  /** What was gathered; the writer begins anew, with memory of its own. */
  take(): Buffer {
    const taken = this.#buffer.subarray(0, this.#length)
    this.#buffer = Buffer.alloc(0)
    this.#length = 0
    return taken
  }

  #word(word: Word): void {
    const size = typeof word === 'string' ? Buffer.byteLength(word) : word.byteLength
    if (size === 0) throw new TypeError('an empty word would end the sentence')
    this.#room(size + 5)
    const at = writeLength(this.#buffer, this.#length, size)
    if (typeof word !== 'string') this.#buffer.set(word, at)
    else if (size < SHORT && size === word.length) putAscii(this.#buffer, at, word)
    else this.#buffer.write(word, at)
    this.#length = at + size
  }

  #room(bytes: number): void {
    const wanted = this.#length + bytes
    if (wanted <= this.#buffer.length) return
    const grown = Buffer.allocUnsafe(Math.max(wanted, this.#buffer.length * 2, 1024))
    this.#buffer.copy(grown, 0, 0, this.#length)
    this.#buffer = grown
  }
}

/** The bytes of one sentence. */
export function encodeSentence(words: readonly Word[]): Buffer {
  const writer = new SentenceWriter()
  writer.append(words)
  return writer.take()
}

/** Takes one whole sentence: word `i` lies in `bytes` from `bounds[2i]` to `bounds[2i + 1]`. Both are valid only during the call. */
export type SentenceSink = (bytes: Buffer, bounds: readonly number[]) => void

/**
 * Cuts what a socket delivers, however it is segmented, into sentences. Work and memory are linear in what arrives: an unfinished
 * sentence is kept once and never read again from its beginning. Empty sentences are passed over.
 */
export class SentenceDecoder {
  readonly #sink: SentenceSink
  readonly #maxBytes: number
  #kept = Buffer.alloc(0)
  #keptLength = 0
  /** Bounds of the words of the unfinished sentence, and where its next word's length begins, both from its first byte. */
  readonly #bounds: number[] = []
  #next = 0

  constructor(sink: SentenceSink, maxBytes = MAX_SENTENCE_BYTES) {
    this.#sink = sink
    this.#maxBytes = maxBytes
  }

  /** @throws RouterosProtocolError when this cannot be the protocol; nothing after it can be understood. */
  push(chunk: Buffer): void {
    if (this.#keptLength === 0) {
      this.#keep(chunk, this.#scan(chunk))
      return
    }
    this.#append(chunk)
    const whole = this.#kept.subarray(0, this.#keptLength)
    const rest = this.#scan(whole)
    if (rest > 0) this.#keep(whole, rest)
  }

  /** Hands out every whole sentence of `bytes`; returns where the unfinished one begins. */
  #scan(bytes: Buffer): number {
    const bounds = this.#bounds
    const end = bytes.length
    let start = 0
    let at = this.#next
    while (at < end) {
      const first = bytes[at] ?? 0
      const head = first < 0x80 ? 1 : headSize(first)
      if (at + head > end) break
      const size = head === 1 ? first : readLength(bytes, at, head)
      const stop = at + head + size
      if (size === 0) {
        if (bounds.length > 0) this.#sink(bytes, bounds)
        bounds.length = 0
        start = stop
      } else if (stop - start > this.#maxBytes) {
        throw new RouterosProtocolError(`a sentence of more than ${this.#maxBytes} bytes`)
      } else if (stop > end) {
        break
      } else {
        bounds.push(at + head, stop)
      }
      at = stop
    }
    this.#next = at - start
    if (start > 0) for (let i = 0; i < bounds.length; i++) bounds[i] = (bounds[i] ?? 0) - start
    return start
  }

  #append(chunk: Buffer): void {
    const wanted = this.#keptLength + chunk.length
    if (wanted > this.#kept.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(wanted, this.#kept.length * 2))
      this.#kept.copy(grown, 0, 0, this.#keptLength)
      this.#kept = grown
    }
    chunk.copy(this.#kept, this.#keptLength)
    this.#keptLength = wanted
  }

  #keep(bytes: Buffer, from: number): void {
    this.#keptLength = bytes.length - from
    // A long sentence is rare; its room is not held for the life of the connection.
    if (this.#keptLength > this.#kept.length || this.#kept.length > 8 * (this.#keptLength + 8192))
      this.#kept = Buffer.allocUnsafeSlow(this.#keptLength)
    bytes.copy(this.#kept, 0, from)
  }
}

function headSize(first: number): number {
  if (first < 0xc0) return 2
  if (first < 0xe0) return 3
  if (first < 0xf0) return 4
  if (first < 0xf8) return 5
  throw new RouterosProtocolError(`reserved control byte 0x${first.toString(16)}`)
}

/** The four-byte length after 0xF0 has three more bits of room in that byte; a length that used them is only too long. */
function readLength(bytes: Buffer, at: number, head: number): number {
  if (head === 5) return (bytes.readUInt8(at) & 0x07) * 2 ** 32 + bytes.readUInt32BE(at + 1)
  const marks = head === 2 ? 0x8000 : head === 3 ? 0xc0_0000 : 0xe000_0000
  return bytes.readUIntBE(at, head) - marks
}

/** Objects made by it have no inherited names and, unlike those of `Object.create(null)`, are as fast as any other. */
const Bag = function Bag() {} as unknown as new () => Record<string, string>
Bag.prototype = Object.create(null)

const cp1252Names = new WeakMap<Row, Set<string>>()

/** Whether a value came in windows-1252. Text that nobody changed must not be written back in UTF-8. */
export const cameAsCp1252 = (row: Row, name: string): boolean => cp1252Names.get(row)?.has(name) ?? false

/** A value in the form that sends the very bytes it came in, for conditions and for writing it elsewhere; undefined when absent. */
export function asSent(row: Row, name: string): string | Cp1252Text | undefined {
  const text = row[name]
  return text !== undefined && cameAsCp1252(row, name) ? new Cp1252Text(text) : text
}

const EQUALS = 0x3d
const DOT = 0x2e
const TAG = '.tag='

/** Reads a sentence of a device, as a `SentenceSink` gets it. Every value is decoded on its own: a router may hold both encodings. */
export function readReply(bytes: Buffer, bounds: readonly number[]): Reply {
  const base = bounds[0] ?? 0
  // One call for the whole sentence: its characters are its bytes, so that offsets are the same and ASCII values are slices of it.
  const text = bytes.toString('latin1', base, bounds[bounds.length - 1])
  const row = new Bag()
  const words: string[] = []
  let tag: string | null = null
  const kind = text.slice(0, (bounds[1] ?? base) - base)
  for (let i = 2; i < bounds.length; i += 2) {
    const start = bounds[i] ?? 0
    const end = bounds[i + 1] ?? 0
    if (bytes[start] === EQUALS) readProperty(row, bytes, text, base, start, end)
    else if (bytes[start] === DOT && text.startsWith(TAG, start - base)) tag = text.slice(start - base + 5, end - base)
    else words.push(decodeText(bytes.subarray(start, end)).text)
  }
  return { kind, tag, row, words }
}

/** `=name=value`; the value may hold more equals signs, and may be absent. */
function readProperty(
  row: Record<string, string>,
  bytes: Buffer,
  text: string,
  base: number,
  start: number,
  end: number,
): void {
  const equals = text.indexOf('=', start - base + 1)
  const nameEnd = equals < 0 || equals > end - base ? end - base : equals
  const name = text.slice(start - base + 1, nameEnd)
  const valueStart = Math.min(base + nameEnd + 1, end)
  if (isAscii(bytes, valueStart, end)) {
    row[name] = text.slice(valueStart - base, end - base)
    return
  }
  const { text: value, encoding } = decodeText(bytes.subarray(valueStart, end))
  row[name] = value
  if (encoding === 'cp1252') cp1252Names.set(row, (cp1252Names.get(row) ?? new Set()).add(name))
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] ?? 0) >= 0x80) return false
  return true
}
