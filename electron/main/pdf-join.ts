import { createHash } from 'node:crypto'
import type * as PdfLibrary from '@cantoo/pdf-lib'
import type { PDFContext, PDFDict, PDFObject, PDFRef } from '@cantoo/pdf-lib'

/**
 * Puts PDFs one after the other into one file, without ever holding more than the one that is being added: the library
 * reads each, and its objects are written out at once under new numbers. (Libraries that join PDFs keep the whole result
 * in memory until it is saved.) What stays is a place in the file for each object.
 */

/** Takes the next bytes of the file. */
export type WriteBytes = (bytes: Uint8Array) => Promise<void>

type Library = typeof PdfLibrary

const CATALOG = 1
const PAGES = 2
const FIRST_FREE = 3

export class PdfJoin {
  readonly #write: WriteBytes
  /** Where each object begins, by its number. */
  readonly #places: number[] = []
  readonly #roots: { ref: number; pages: number }[] = []
  /** Images that were written already, by what they are: a logo is on every page, and once in the file. */
  readonly #images = new Map<string, number>()
  #next = FIRST_FREE
  #length = 0

  constructor(write: WriteBytes) {
    this.#write = write
  }

  get pages(): number {
    return this.#roots.reduce((sum, { pages }) => sum + pages, 0)
  }

  /** Adds all pages of a PDF. Throws when it is none. */
  async add(pdf: Uint8Array): Promise<void> {
    // Loaded by the first batch: the shell starts without it.
    const library = await import('@cantoo/pdf-lib')
    if (this.#length === 0) await this.#bytes(Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1'))
    const { context, catalog } = await library.PDFDocument.load(pdf, { updateMetadata: false })
    const root = catalog.get(library.PDFName.of('Pages'))
    if (!(root instanceof library.PDFRef)) throw new Error('a PDF without pages')
    const copy = new Copy(library, context, root, () => this.#next++)
    for (const object of copy.objects()) await this.#copied(object)
    const count = context.lookup(root, library.PDFDict).lookup(library.PDFName.of('Count'), library.PDFNumber)
    this.#roots.push({ ref: copy.numberOf(root), pages: count.asNumber() })
  }

  /** Writes what holds the pages together. */
  async finish(): Promise<void> {
    const kids = this.#roots.map(({ ref }) => `${ref} 0 R`).join(' ')
    await this.#object(PAGES, Buffer.from(`<</Type/Pages/Count ${this.pages}/Kids[${kids}]>>`))
    await this.#object(CATALOG, Buffer.from(`<</Type/Catalog/Pages ${PAGES} 0 R>>`))
    const start = this.#length
    const rows = ['0000000000 65535 f \n']
    for (let n = 1; n < this.#next; n++) {
      const place = this.#places[n]
      rows.push(place === undefined ? '0000000000 65535 f \n' : `${String(place).padStart(10, '0')} 00000 n \n`)
    }
    const trailer = `trailer\n<</Size ${this.#next}/Root ${CATALOG} 0 R>>\nstartxref\n${start}\n%%EOF\n`
    await this.#bytes(Buffer.from(`xref\n0 ${this.#next}\n${rows.join('')}${trailer}`))
  }

  async #copied({ number, body, image, settle }: Copied): Promise<void> {
    const key = image ? createHash('sha256').update(body).digest('base64') : null
    const same = key === null ? undefined : this.#images.get(key)
    if (same !== undefined) return settle(same)
    if (key !== null) this.#images.set(key, number)
    await this.#object(number, body)
  }

  async #object(number: number, body: Uint8Array): Promise<void> {
    this.#places[number] = this.#length
    await this.#bytes(Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]))
  }

  async #bytes(bytes: Uint8Array): Promise<void> {
    await this.#write(bytes)
    this.#length += bytes.byteLength
  }
}

interface Copied {
  number: number
  body: Uint8Array
  image: boolean
  /** The object is there already, under that number. */
  settle(number: number): void
}

/** The objects that the pages of one PDF need, under their new numbers; what an image needs comes before it. */
class Copy {
  readonly #library: Library
  readonly #context: PDFContext
  readonly #root: PDFRef
  readonly #take: () => number
  readonly #numbers = new Map<string, number>()
  readonly #visited = new Set<string>()

  constructor(library: Library, context: PDFContext, root: PDFRef, take: () => number) {
    this.#library = library
    this.#context = context
    this.#root = root
    this.#take = take
  }

  numberOf(ref: PDFRef): number {
    const known = this.#numbers.get(ref.tag)
    if (known !== undefined) return known
    const number = this.#take()
    this.#numbers.set(ref.tag, number)
    return number
  }

  /** An explicit stack: page trees of some programs are deep. */
  *objects(): Generator<Copied> {
    const stack: { ref: PDFRef; ready: boolean }[] = [{ ref: this.#root, ready: false }]
    for (let top = stack.pop(); top; top = stack.pop()) {
      const { ref, ready } = top
      if (!ready && this.#visited.has(ref.tag)) continue
      this.#visited.add(ref.tag)
      const object = this.#context.lookup(ref)
      if (object === undefined) continue
      if (!ready) {
        stack.push({ ref, ready: true }, ...this.#refsIn(object).map((child) => ({ ref: child, ready: false })))
        continue
      }
      yield {
        number: this.numberOf(ref),
        body: this.#serialize(object, ref === this.#root),
        image: this.#isImage(object),
        settle: (number) => this.#numbers.set(ref.tag, number),
      }
    }
  }

  #isImage(object: PDFObject): boolean {
    const { PDFStream, PDFName } = this.#library
    return object instanceof PDFStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image')
  }

  #refsIn(object: PDFObject): PDFRef[] {
    const { PDFRef, PDFArray, PDFDict, PDFStream } = this.#library
    if (object instanceof PDFRef) return [object]
    if (object instanceof PDFStream) return this.#refsIn(object.dict)
    if (object instanceof PDFArray) return object.asArray().flatMap((item) => this.#refsIn(item))
    if (object instanceof PDFDict) return this.#entries(object).flatMap(([, value]) => this.#refsIn(value))
    return []
  }

  /** Not what leads out of the pages: tags for readers and links name objects that are not copied. */
  #entries(dict: PDFDict) {
    return dict.entries().filter(([name]) => !LEFT_OUT.has(name.toString()))
  }

  #serialize(object: PDFObject, isRoot = false): Buffer {
    const { PDFRef, PDFArray, PDFDict, PDFRawStream } = this.#library
    if (object instanceof PDFRef) return Buffer.from(`${this.numberOf(object)} 0 R`)
    if (object instanceof PDFArray) {
      const items = object.asArray().flatMap((item) => [this.#serialize(item), SPACE])
      return Buffer.concat([Buffer.from('['), ...items, Buffer.from(']')])
    }
    if (object instanceof PDFDict) {
      const entries = this.#entries(object).flatMap(([name, value]) => [
        Buffer.from(`${name.toString()} `),
        this.#serialize(value),
        SPACE,
      ])
      const parent = isRoot ? [Buffer.from(`/Parent ${PAGES} 0 R`)] : []
      return Buffer.concat([Buffer.from('<<'), ...entries, ...parent, Buffer.from('>>')])
    }
    if (object instanceof PDFRawStream) {
      const head = this.#serialize(object.dict)
      return Buffer.concat([head, Buffer.from('\nstream\n'), object.getContents(), Buffer.from('\nendstream')])
    }
    const bytes = Buffer.alloc(object.sizeInBytes())
    object.copyBytesInto(bytes, 0)
    return bytes
  }
}

const SPACE = Buffer.from(' ')
const LEFT_OUT = new Set(['/StructParents', '/StructParent', '/Tabs'])
