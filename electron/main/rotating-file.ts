import fs from 'node:fs'
import path from 'node:path'
import { LOG_KEPT_FILES, LOG_MAX_BYTES } from './constants.ts'

/**
 * A log file that never grows without bound: at the start and at `maxBytes` it becomes `name.1.log`, and the oldest goes.
 * Writes are synchronous so that the last line before a crash is there; a full disk loses log lines, never the program.
 */
export class RotatingFile {
  readonly #file: string
  readonly #maxBytes: number
  #descriptor: number | null = null
  #bytes = 0

  constructor(file: string, maxBytes: number = LOG_MAX_BYTES) {
    this.#file = file
    this.#maxBytes = maxBytes
    this.#rotate()
  }

  write(text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text
    if (this.#bytes > 0 && this.#bytes + bytes.length > this.#maxBytes) this.#rotate()
    if (this.#descriptor === null) return
    try {
      this.#bytes += fs.writeSync(this.#descriptor, bytes)
    } catch {
      // Nowhere left to say it.
    }
  }

  close(): void {
    if (this.#descriptor !== null) fs.closeSync(this.#descriptor)
    this.#descriptor = null
  }

  #rotate(): void {
    try {
      this.close()
      fs.mkdirSync(path.dirname(this.#file), { recursive: true })
      if (fs.existsSync(this.#file) && fs.statSync(this.#file).size > 0) this.#shift()
      this.#descriptor = fs.openSync(this.#file, 'a')
      this.#bytes = fs.fstatSync(this.#descriptor).size
    } catch {
      this.#descriptor = null
    }
  }

  #shift(): void {
    const { dir, name, ext } = path.parse(this.#file)
    const numbered = (n: number) => (n === 0 ? this.#file : path.join(dir, `${name}.${n}${ext}`))
    for (let n = LOG_KEPT_FILES - 1; n >= 0; n--) {
      if (fs.existsSync(numbered(n))) fs.renameSync(numbered(n), numbered(n + 1))
    }
  }
}
