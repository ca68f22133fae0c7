import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { WebContents } from 'electron'
import type { ParentQuestion } from '../../contract/control.ts'
import type { BatchPlace, BatchTarget, Hoja, PrintResult } from '../../contract/shell.ts'
import { PendingFile, writeFileAtomic } from './atomic-file.ts'
import { safeFileName } from './file-names.ts'
import { errorFields, type Log } from './logging.ts'
import { countPdfPages } from './paper-format.ts'
import { PaperPress } from './paper-press.ts'
import { PdfJoin } from './pdf-join.ts'
import type { Printing } from './printing.ts'
import type { Saving } from './saving.ts'
import type { ShellStrings } from './strings.ts'

type Page = Extract<ParentQuestion, { what: 'lote.add' }>

/** Where the pages of a batch go. */
interface Sink {
  /** False, with nothing added, when the page took more sheets than it should. */
  add(page: Page): Promise<boolean>
  finish(): Promise<void>
  /** Leaves nothing that is half. */
  abort(): Promise<void>
}

/** All in one file, which is there once it is whole. */
class FileSink implements Sink {
  readonly #press = new PaperPress()
  readonly #pending: PendingFile
  readonly #join: PdfJoin

  constructor(file: string) {
    this.#pending = new PendingFile(file)
    this.#join = new PdfJoin((bytes) => this.#pending.write(bytes))
  }

  async add({ papel, html, documents, exact }: Page): Promise<boolean> {
    const pdf = await this.#press.pdf(sheet(papel), html)
    if (exact && countPdfPages(pdf) !== documents) return false
    await this.#join.add(pdf)
    return true
  }

  async finish(): Promise<void> {
    this.#press.close()
    await this.#join.finish()
    await this.#pending.commit()
  }

  async abort(): Promise<void> {
    this.#press.close()
    await this.#pending.discard()
  }
}

/** A file for each, in a new folder: nothing that was there is touched. */
class FolderSink implements Sink {
  readonly #press = new PaperPress()
  readonly #folder: string
  readonly #names = new Set<string>()
  #made = false

  constructor(folder: string) {
    this.#folder = folder
  }

  async add({ papel, html, fileName }: Page): Promise<boolean> {
    const pdf = await this.#press.pdf(sheet(papel), html)
    if (!this.#made) await fs.promises.mkdir(this.#folder)
    this.#made = true
    await writeFileAtomic(path.join(this.#folder, this.#unique(fileName)), pdf)
    return true
  }

  /** File systems that know no capitals take names apart only by what is left without them. */
  #unique(fileName: string): string {
    for (let n = 1; ; n++) {
      const name = safeFileName(n === 1 ? fileName : `${fileName} (${n})`, '.pdf')
      const key = name.toLowerCase()
      if (this.#names.has(key)) continue
      this.#names.add(key)
      return name
    }
  }

  async finish(): Promise<void> {
    this.#press.close()
  }

  /** The files that are there are whole, and stay. */
  async abort(): Promise<void> {
    this.#press.close()
  }
}

/** Page after page to a printer. */
class PrinterSink implements Sink {
  readonly #print: (page: Page) => Promise<PrintResult>

  constructor(print: (page: Page) => Promise<PrintResult>) {
    this.#print = print
  }

  async add(page: Page): Promise<boolean> {
    const result = await this.#print(page)
    if (!result.ok) throw new Error(`not printed: ${result.reason} ${result.detail}`)
    return true
  }

  async finish(): Promise<void> {}
  async abort(): Promise<void> {}
}

const sheet = (papel: Page['papel']): Hoja => (papel === 'media_carta' ? papel : 'A4')

interface Opened {
  sink: Sink
  /** What may be shown in the file manager once it is whole. */
  place: string | null
}

/** Batches on their way: a window chose their place, the office fills them page by page. */
export class Batches {
  readonly #open = new Map<string, Opened>()
  readonly #services: { log: Log; printing: Printing; saving: Saving; strings: () => ShellStrings }

  constructor(services: { log: Log; printing: Printing; saving: Saving; strings: () => ShellStrings }) {
    this.#services = services
  }

  /** Asks where a batch shall go. Never rejects. */
  async open(contents: WebContents, target: BatchTarget): Promise<BatchPlace> {
    try {
      const opened = await this.#choose(contents, target)
      if (opened === null) return { ok: false, reason: 'cancelled', detail: '' }
      const lote = randomUUID()
      this.#open.set(lote, opened)
      return { ok: true, lote, place: opened.place ?? '' }
    } catch (error) {
      return { ok: false, reason: 'failed', detail: errorFields(error).error }
    }
  }

  async #choose(contents: WebContents, target: BatchTarget): Promise<Opened | null> {
    const { printing, saving, strings } = this.#services
    switch (target.kind) {
      case 'printer': {
        const { printer } = target
        const print = ({ html, papel }: Page) => printing.print({ html, papel, printer })
        return { sink: new PrinterSink(print), place: null }
      }
      case 'file': {
        const suggestedName = safeFileName(target.suggestedName, '.pdf')
        const file = await saving.askFile(contents, { suggestedName, title: strings().save.pdf })
        return file === null ? null : { sink: new FileSink(file), place: file }
      }
      case 'folder': {
        const parent = await saving.askFolder(contents, strings().save.folder)
        if (parent === null) return null
        const folder = freeFolder(path.join(parent, safeFileName(target.suggestedName)))
        return { sink: new FolderSink(folder), place: folder }
      }
    }
  }

  async add(page: Page): Promise<Record<never, never> | null> {
    const added = await this.#find(page.lote).sink.add(page)
    return added ? {} : null
  }

  async finish(lote: string): Promise<void> {
    const { sink, place } = this.#find(lote)
    await sink.finish()
    this.#open.delete(lote)
    if (place !== null) this.#services.saving.remember(place)
    this.#services.log.info('batch finished')
  }

  async abort(lote: string): Promise<void> {
    const opened = this.#open.get(lote)
    this.#open.delete(lote)
    await opened?.sink.abort()
  }

  /** The office is gone, and with it who would have filled them. */
  async abortAll(): Promise<void> {
    for (const lote of [...this.#open.keys()]) await this.abort(lote).catch(() => undefined)
  }

  #find(lote: string): Opened {
    const opened = this.#open.get(lote)
    if (opened === undefined) throw new Error('there is no such batch')
    return opened
  }
}

/** A folder that is not there yet: `Facturas`, `Facturas (2)`… */
function freeFolder(wanted: string): string {
  for (let n = 1; ; n++) {
    const folder = n === 1 ? wanted : `${wanted} (${n})`
    if (!fs.existsSync(folder)) return folder
  }
}
