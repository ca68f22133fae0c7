import path from 'node:path'
import { app, BrowserWindow, dialog, type OpenDialogOptions, shell, type WebContents } from 'electron'
import type { SaveResult } from '../../contract/shell.ts'
import { writeFileAtomic } from './atomic-file.ts'
import { errorFields, type Log } from './logging.ts'
import type { ShellStrings } from './strings.ts'

export interface SaveRequest {
  suggestedName: string
  title: string
  /** Produced only when a place was chosen. */
  data: () => Promise<string | Uint8Array> | string | Uint8Array
}

/** Asks where to keep files, writes them whole, and remembers which ones this session wrote. */
export class Saving {
  readonly #log: Log
  readonly #strings: () => ShellStrings
  readonly #saved = new Set<string>()
  #folder: string | null = null

  constructor(log: Log, strings: () => ShellStrings) {
    this.#log = log
    this.#strings = strings
  }

  /** Never rejects. A file that was there stays as it was unless the new one is complete. */
  async save(contents: WebContents, request: SaveRequest): Promise<SaveResult> {
    try {
      const file = await this.askFile(contents, request)
      if (file === null) return { ok: false, reason: 'cancelled', detail: '' }
      await writeFileAtomic(file, await request.data())
      this.remember(file)
      this.#log.info({ extension: path.extname(file) }, 'file saved')
      return { ok: true, file }
    } catch (error) {
      const fields = errorFields(error)
      // The message of a file error holds the path, which may hold a name: only its code is logged.
      this.#log.error({ code: fields.code ?? 'unknown' }, 'file not saved')
      return { ok: false, reason: 'failed', detail: fields.error }
    }
  }

  /** Shows a file in the system's file manager; only one that this session saved. Returns whether it did. */
  show(file: string): boolean {
    if (!this.#saved.has(file)) return false
    shell.showItemInFolder(file)
    return true
  }

  /** Something that this session wrote: it may be shown, and the next question begins beside it. */
  remember(file: string): void {
    this.#folder = path.dirname(file)
    this.#saved.add(file)
  }

  /** Where a folder shall be made; null when the person changed their mind. */
  async askFolder(contents: WebContents, title: string): Promise<string | null> {
    const options: OpenDialogOptions = {
      title,
      defaultPath: this.#folder ?? app.getPath('documents'),
      properties: ['openDirectory', 'createDirectory'],
    }
    const owner = BrowserWindow.fromWebContents(contents)
    const answer = owner ? await dialog.showOpenDialog(owner, options) : await dialog.showOpenDialog(options)
    return answer.canceled ? null : (answer.filePaths[0] ?? null)
  }

  /** Where a file shall be kept; null when the person changed their mind. */
  async askFile(
    contents: WebContents,
    { suggestedName, title }: Pick<SaveRequest, 'suggestedName' | 'title'>,
  ): Promise<string | null> {
    const extension = path.extname(suggestedName).slice(1)
    const all = { name: this.#strings().save.allFiles, extensions: ['*'] }
    const options = {
      title,
      defaultPath: path.join(this.#folder ?? app.getPath('documents'), suggestedName),
      filters: extension === '' ? [all] : [{ name: extension.toUpperCase(), extensions: [extension] }, all],
    }
    const owner = BrowserWindow.fromWebContents(contents)
    const answer = owner ? await dialog.showSaveDialog(owner, options) : await dialog.showSaveDialog(options)
    return answer.canceled || answer.filePath === '' ? null : answer.filePath
  }
}
