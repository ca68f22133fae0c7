import { crc32, inflateRawSync } from 'node:zlib'

/** A ZIP that is not one, is cut, or unfolds to more than it may. */
export class ZipError extends Error {
  readonly reason: 'zip' | 'bomb'

  constructor(reason: 'zip' | 'bomb') {
    super(reason)
    this.reason = reason
  }
}

interface Entry {
  method: number
  compressed: number
  offset: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const MAX_ENTRIES = 10_000

/** The files of a ZIP by their path, unfolded one by one on request and never beyond a total number of bytes. */
export class ZipReader {
  readonly #bytes: Buffer
  readonly #entries = new Map<string, Entry>()
  #budget: number

  /** @param maxBytes how much all that is read may unfold to. Throws ZipError. */
  constructor(bytes: Uint8Array, maxBytes: number) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#budget = maxBytes
    try {
      this.#readDirectory()
    } catch (error) {
      throw error instanceof ZipError ? error : new ZipError('zip')
    }
  }

  has(path: string): boolean {
    return this.#entries.has(path)
  }

  /** A file's bytes, or null when there is none. Throws ZipError('bomb') when the budget is used up. */
  read(path: string): Buffer | null {
    const entry = this.#entries.get(path)
    if (!entry) return null
    const data = this.#unfold(entry)
    this.#budget -= data.length
    return data
  }

  #unfold(entry: Entry): Buffer {
    const head = entry.offset
    if (head + 30 > this.#bytes.length || this.#bytes.readUInt32LE(head) !== LOCAL) throw new ZipError('zip')
    const start = head + 30 + this.#bytes.readUInt16LE(head + 26) + this.#bytes.readUInt16LE(head + 28)
    const packed = this.#bytes.subarray(start, start + entry.compressed)
    if (entry.method === 0) {
      if (packed.length > this.#budget) throw new ZipError('bomb')
      return packed
    }
    if (entry.method !== 8) throw new ZipError('zip')
    if (this.#budget < 1) throw new ZipError('bomb')
    try {
      return inflateRawSync(packed, { maxOutputLength: this.#budget })
    } catch (error) {
      throw new ZipError(error instanceof RangeError ? 'bomb' : 'zip')
    }
  }

  #readDirectory(): void {
    const bytes = this.#bytes
    const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
    if (end < 0 || bytes.readUInt32LE(end) !== END) throw new ZipError('zip')
    const count = bytes.readUInt16LE(end + 10)
    if (count > MAX_ENTRIES) throw new ZipError('bomb')
    let at = bytes.readUInt32LE(end + 16)
    for (let n = 0; n < count; n++) {
      if (bytes.readUInt32LE(at) !== CENTRAL) throw new ZipError('zip')
      const nameLength = bytes.readUInt16LE(at + 28)
      this.#entries.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), {
        method: bytes.readUInt16LE(at + 10),
        compressed: bytes.readUInt32LE(at + 20),
        offset: bytes.readUInt32LE(at + 42),
      })
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    }
  }
}

/** A ZIP of the files as they are, not compressed, in the order given. */
export function storeZip(files: readonly { path: string; data: Buffer }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { path, data } of files) {
    const name = Buffer.from(path, 'utf8')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([signature(LOCAL), common, name])
    const position = Buffer.alloc(14)
    position.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([signature(CENTRAL), common.subarray(0, 2), common, position, name]))
    parts.push(local, data)
    offset += local.length + data.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, central, signature(END), end])
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
