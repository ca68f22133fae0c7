import fs from 'node:fs'
import path from 'node:path'

/**
 * Writes the files of a flat folder as an asar archive: four lengths, a JSON directory, the contents.
 * @param {string} folder
 * @param {string} target
 */
export function packAsar(folder, target) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const files = {}
  const contents = fs.readdirSync(folder).map((name) => ({ name, content: fs.readFileSync(path.join(folder, name)) }))
  let offset = 0
  for (const { name, content } of contents) {
    files[name] = { size: content.length, offset: String(offset) }
    offset += content.length
  }
  const directory = Buffer.from(JSON.stringify({ files }))
  const padded = Math.ceil(directory.length / 4) * 4
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(padded + 8, 4)
  head.writeUInt32LE(padded + 4, 8)
  head.writeUInt32LE(directory.length, 12)
  directory.copy(head, 16)
  fs.mkdirSync(path.dirname(target), { recursive: true })
  fs.writeFileSync(target, Buffer.concat([head, ...contents.map(({ content }) => content)]))
}
