import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1')
const DIRECTORY_ENTRY = 0x02014b50
const MAX_END_RECORD = 22 + 0xffff

/**
 * Extracts some files of a zip (stored or deflated entries, no zip64): only what is picked is read and inflated.
 * @param {string} file
 * @param {string} target folder that is created
 * @param {(name: string) => string | null} pick the path under `target` for an entry, or null to leave it out
 * @returns {number} how many files were written
 */
export function extractZip(file, target, pick) {
  const fd = fs.openSync(file, 'r')
  try {
    /** @type {(position: number, length: number) => Buffer} */
    const read = (position, length) => {
      const buffer = Buffer.alloc(length)
      fs.readSync(fd, buffer, 0, length, position)
      return buffer
    }
    let written = 0
    for (const entry of entries(read, fs.fstatSync(fd).size)) {
      const relative = entry.name.endsWith('/') ? null : pick(entry.name)
      if (relative === null) continue
      const to = path.join(target, relative)
      if (!to.startsWith(target + path.sep)) throw new Error(`zip entry outside the target: ${entry.name}`)
      fs.mkdirSync(path.dirname(to), { recursive: true })
      fs.writeFileSync(to, content(read, entry), { mode: entry.mode || 0o644 })
      written++
    }
    return written
  } finally {
    fs.closeSync(fd)
  }
}

/** @typedef {{ name: string, method: number, packed: number, offset: number, mode: number }} Entry */

/**
 * @param {(position: number, length: number) => Buffer} read
 * @param {number} size
 * @returns {Generator<Entry>}
 */
function* entries(read, size) {
  const tail = read(Math.max(0, size - MAX_END_RECORD), Math.min(size, MAX_END_RECORD))
  const end = tail.lastIndexOf(END_OF_DIRECTORY)
  if (end < 0) throw new Error('not a zip file')
  const directory = read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  let at = 0
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameLength = directory.readUInt16LE(at + 28)
    yield {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
    }
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
}

/**
 * @param {(position: number, length: number) => Buffer} read
 * @param {Entry} entry
 */
function content(read, entry) {
  const local = read(entry.offset, 30)
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  const raw = read(start, entry.packed)
  return entry.method === 8 ? zlib.inflateRawSync(raw) : raw
}
