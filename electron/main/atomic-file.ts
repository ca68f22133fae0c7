import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const temporaryBeside = (file: string): string =>
  path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`)

/** Writes the whole file or leaves the old one as it was. Throws what `fs` throws. */
export async function writeFileAtomic(file: string, data: string | Uint8Array): Promise<void> {
  const temporary = temporaryBeside(file)
  try {
    const handle = await fs.promises.open(temporary, 'wx')
    try {
      await handle.writeFile(data)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await fs.promises.rename(temporary, file)
  } catch (error) {
    await fs.promises.rm(temporary, { force: true })
    throw error
  }
}

/** A file that grows beside its place and takes it once it is whole. Each call throws what `fs` throws. */
export class PendingFile {
  readonly #file: string
  readonly #temporary: string
  #handle: fs.promises.FileHandle | null = null

  constructor(file: string) {
    this.#file = file
    this.#temporary = temporaryBeside(file)
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#handle ??= await fs.promises.open(this.#temporary, 'wx')
    await this.#handle.writeFile(bytes)
  }

  async commit(): Promise<void> {
    await this.#handle?.sync()
    await this.#handle?.close()
    this.#handle = null
    await fs.promises.rename(this.#temporary, this.#file)
  }

  async discard(): Promise<void> {
    await this.#handle?.close()
    this.#handle = null
    await fs.promises.rm(this.#temporary, { force: true })
  }
}

/** The same for small files of the shell at moments that cannot wait (a window that is closing). */
export function writeFileAtomicSync(file: string, data: string): void {
  const temporary = temporaryBeside(file)
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(temporary, data, { flag: 'wx' })
    fs.renameSync(temporary, file)
  } catch (error) {
    fs.rmSync(temporary, { force: true })
    throw error
  }
}

/** Contents of a small JSON file, or null when it is missing or damaged: the shell then starts with its defaults. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
