import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FuenteFacturas, Trabajo } from '../../contract/index.ts'
import type { Hoja } from '../../contract/shell.ts'
import type { ReadDb } from '../../db/open.ts'
import { getFactura } from '../billing/invoices.ts'
import { refuse } from '../kernel/errors.ts'
import type { Office } from '../kernel/office.ts'
import { type Parent, ParentFailure } from '../kernel/parent.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { Progress } from '../jobs/jobs.ts'
import { type PaperContext, paperContext } from './context.ts'
import { facturaSheet } from './factura.ts'
import { outputId, recordOutput } from './issued.ts'
import { type SheetDocument, sheetPage, sheetsPage } from './sheet.ts'
import { facturasOf, type FuenteFactura } from './sources.ts'

export interface BatchInput {
  requestId: string
  fuente: FuenteFacturas
  papel: Hoja
  destino: 'archivo' | 'carpeta' | 'impresora'
  lote: string
}

/**
 * Documents on one page of HTML: enough that loading a page is little beside drawing it, few enough that a page and its
 * PDF stay small whatever the batch.
 */
const CHUNK = 40
/** Drawn before others of the office get their turn. */
const TURN = 10
/** An invoice with more lines hardly fits one sheet: it gets a page of its own at once, with its page numbers. */
const LINES_ON_SHEET: Record<Hoja, number> = { A4: 14, media_carta: 5 }

/** How many invoices that is. */
export function countBatch(db: ReadDb, tenantId: string, fuente: FuenteFacturas) {
  const facturas = facturasOf(db, tenantId, fuente)
  return { total: facturas.length, primera: facturas[0]?.numero ?? '', ultima: facturas.at(-1)?.numero ?? '' }
}

interface Running {
  requestId: string
  stop: AbortController
}
const running = new WeakMap<Office, Map<string, Running>>()

function runningOf(office: Office): Map<string, Running> {
  const jobs = running.get(office) ?? new Map<string, Running>()
  running.set(office, jobs)
  return jobs
}

/** Stops a batch after the page it is at; one that has ended stays as it is. */
export function cancelBatch(office: Office, trabajoId: string): { ok: true } {
  runningOf(office).get(trabajoId)?.stop.abort()
  return { ok: true }
}

/** Begins a batch, or finds the one that this request began. Errors: lote.empty, lote.unavailable, request.reused. */
export async function startBatch(context: HandlerContext, input: BatchInput): Promise<Trabajo> {
  const { office, actor } = context
  const { parent } = office
  const { requestId, fuente, papel, destino } = input
  if (!parent) throw refuse('lote.unavailable')
  const facturas = facturasOf(office.db.read, actor.tenantId, fuente)
  if (facturas.length === 0) throw refuse('lote.empty')
  const write = { actor, requestId, procedure: 'documentos.startBatch', input: { fuente } }
  await office.writer.run(write, (tx) => {
    const despues = { facturas: facturas.length, papel, destino, fuente: fuente.tipo }
    tx.audit({ accion: 'lote.print', entidad: 'tenant', entidadId: actor.tenantId, despues })
    return { facturas: facturas.length }
  })
  // Looked up when it is sure to be written down, so that two at once find each other.
  const jobs = runningOf(office)
  const begun = [...jobs].find(([, job]) => job.requestId === requestId)
  const same = begun && office.jobs.list().find(({ id }) => id === begun[0])
  if (same) return same
  const stop = new AbortController()
  const titulo = `${facturas[0]?.numero ?? ''} – ${facturas.at(-1)?.numero ?? ''}`
  const trabajo = office.jobs.start({ tipo: 'lote', titulo, total: facturas.length }, (progress) =>
    new Batch(context, parent, input, facturas, stop.signal).run(progress).finally(() => jobs.delete(trabajo.id)),
  )
  jobs.set(trabajo.id, { requestId, stop })
  return trabajo
}

/** What goes to the parent at once. */
interface Page {
  html: string
  fileName: string
  documents: SheetDocument[]
  /** One sheet for each of its documents, or it is to be drawn otherwise. */
  exact: boolean
}

/** One batch on its way: it records and draws a few invoices while the parent is at those before. */
class Batch {
  readonly #office: Office
  readonly #actor: HandlerContext['actor']
  readonly #parent: Parent
  readonly #input: BatchInput
  readonly #facturas: readonly FuenteFactura[]
  readonly #stop: AbortSignal
  readonly #shared: PaperContext
  readonly #single: PaperContext

  constructor(
    { office, actor }: HandlerContext,
    parent: Parent,
    input: BatchInput,
    facturas: readonly FuenteFactura[],
    stop: AbortSignal,
  ) {
    const tenant = readTenant(office.db.read)
    this.#office = office
    this.#actor = actor
    this.#parent = parent
    this.#input = input
    this.#facturas = facturas
    this.#stop = stop
    this.#shared = paperContext(tenant, tenant.idioma, true)
    this.#single = paperContext(tenant, tenant.idioma)
  }

  async run({ report }: Progress): Promise<{ refId: null }> {
    const { lote } = this.#input
    try {
      let done = 0
      let sending: Promise<number> = Promise.resolve(0)
      for (let at = 0; at < this.#facturas.length; at += CHUNK) {
        const pages = await this.#pagesOf(this.#facturas.slice(at, at + CHUNK))
        report((done += await sending), this.#facturas.length)
        if (this.#stop.aborted) throw refuse('lote.cancelled')
        sending = this.#send(pages)
        // Looked at when its turn comes: until then a failure is nobody's.
        sending.catch(() => undefined)
      }
      report((done += await sending), this.#facturas.length)
      if (this.#stop.aborted) throw refuse('lote.cancelled')
      await this.#parent.finishLote(lote)
      return { refId: null }
    } catch (error) {
      await this.#parent.abortLote(lote).catch(() => undefined)
      if (!(error instanceof ParentFailure)) throw error
      throw refuse(error.message.includes('ENOSPC') ? 'office.disk_full' : 'lote.failed')
    }
  }

  /** Records that these go out, and draws them. */
  async #pagesOf(facturas: readonly FuenteFactura[]): Promise<Page[]> {
    const copies = await this.#record(facturas)
    const { papel, destino } = this.#input
    const apart = destino === 'carpeta'
    const together: SheetDocument[] = []
    const pages: Page[] = []
    for (const [at, { id }] of facturas.entries()) {
      if (at % TURN === TURN - 1) await nextTurn()
      const paper = getFactura(this.#office.db.read, this.#actor.tenantId, id)
      const alone = apart || paper.lineas.length + paper.aplicaciones.length > LINES_ON_SHEET[papel]
      const context = alone ? this.#single : this.#shared
      const document = facturaSheet(context, paper, papel, copies[at] ?? false)
      if (!alone) together.push(document)
      else {
        // In the order of the numbers: what is before it goes before it.
        if (together.length > 0) pages.push(this.#shareOf(together.splice(0)))
        pages.push({ ...sheetPage(context, papel, document), documents: [document], exact: false })
      }
    }
    if (together.length > 0) pages.push(this.#shareOf(together))
    return pages
  }

  #shareOf(documents: SheetDocument[]): Page {
    const html = sheetsPage(this.#shared, this.#input.papel, documents)
    return { html, fileName: documents[0]?.fileName ?? '', documents, exact: true }
  }

  #record(facturas: readonly FuenteFactura[]): Promise<boolean[]> {
    const { requestId, destino } = this.#input
    const { tenantId, usuarioId, puestoId } = this.#actor
    return this.#office.writer.maintain((db, fecha) =>
      facturas.map(({ id }) =>
        recordOutput(db, {
          id: outputId(requestId, id),
          tenantId,
          documentoTipo: 'factura',
          documentoId: id,
          salida: destino === 'impresora' ? 'impresora' : 'pdf',
          usuarioId,
          puestoId,
          fecha,
        }),
      ),
    )
  }

  /** Hands pages over; how many documents they held. */
  async #send(pages: readonly Page[]): Promise<number> {
    let sent = 0
    for (const page of pages) {
      await this.#add(page)
      sent += page.documents.length
    }
    return sent
  }

  /** Where a document ran over its sheet, each half is tried again, until it is alone and may. */
  async #add(page: Page): Promise<void> {
    const { lote, papel } = this.#input
    const { documents, ...rest } = page
    if (await this.#parent.addToLote({ ...rest, lote, papel, documents: documents.length })) return
    const [first] = documents
    if (documents.length === 1 && first) {
      return this.#add({ ...sheetPage(this.#shared, papel, first), documents, exact: false })
    }
    const middle = Math.ceil(documents.length / 2)
    await this.#add(this.#shareOf(documents.slice(0, middle)))
    await this.#add(this.#shareOf(documents.slice(middle)))
  }
}
