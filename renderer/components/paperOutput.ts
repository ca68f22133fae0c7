import { v7 } from 'uuid'
import type { PaperDocument } from '../../contract/index.ts'
import type { Papel, PrintResult, SaveResult } from '../../contract/shell.ts'
import { rpc } from '../rpc/client.ts'
import { toOfficeError } from '../rpc/errors.ts'
import { orpc, queryClient } from '../rpc/query.ts'

export interface PaperSource {
  tipo: 'recibo' | 'factura'
  id: string
}

interface Handover {
  requestId: string
  /** The office has recorded it, though nothing came out yet. */
  issued: boolean
}

/**
 * One handing over has one requestId until something came out: a person whose printer failed, or who cancelled, tries
 * again (on another paper, as a file, after closing the dialog) and the office still gives the original.
 */
const underway = new Map<string, Handover>()

async function issue(source: PaperSource, papel: Papel, output: 'impresora' | 'pdf'): Promise<PaperDocument> {
  const handover = underway.get(source.id) ?? { requestId: v7(), issued: false }
  underway.set(source.id, handover)
  const request = { requestId: handover.requestId, id: source.id, output }
  try {
    const paper = await (source.tipo === 'recibo'
      ? rpc.documentos.issueRecibo({ ...request, papel })
      : rpc.documentos.issueFactura(request))
    handover.issued = true
    return paper
  } catch (error) {
    if (toOfficeError(error).code !== 'request.reused') throw error
    // Another person of this window began it: theirs stays recorded, this one is a handing over of its own.
    underway.delete(source.id)
    return issue(source, papel, output)
  }
}

/** The first part of the keys that previews are kept under. */
export const PREVIEWS = 'paper'

/** A document as it would come out now. One that was issued but did not come out is still what it was then. */
export async function previewDocument(source: PaperSource, papel: Papel): Promise<PaperDocument> {
  const { tipo, id } = source
  if (underway.get(id)?.issued) return issue(source, papel, 'impresora')
  return tipo === 'recibo' ? rpc.documentos.previewRecibo({ id, papel }) : rpc.documentos.previewFactura({ id })
}

/** After something came out: the next one is a copy, and the screens that count them say so. */
function handedOver({ tipo, id }: PaperSource): void {
  underway.delete(id)
  void queryClient.invalidateQueries({ queryKey: [PREVIEWS] })
  if (tipo === 'recibo') void queryClient.invalidateQueries({ queryKey: orpc.recibos.key() })
}

/**
 * Puts a document on paper; with `printer` silently on that one, else through the system's dialog. What the printer
 * says is the result; throws OfficeError when the office refuses.
 */
export async function printDocument(source: PaperSource, papel: Papel, printer: string | null): Promise<PrintResult> {
  const paper = await issue(source, papel, 'impresora')
  const result = await window.mostrador.print({ html: paper.html, papel: paper.papel, printer })
  if (result.ok) handedOver(source)
  return result
}

/** Saves a document as a PDF where the person chooses. Throws OfficeError when the office refuses. */
export async function saveDocument(source: PaperSource, papel: Papel): Promise<SaveResult> {
  const paper = await issue(source, papel, 'pdf')
  const { html, fileName } = paper
  const result = await window.mostrador.savePdf({ html, papel: paper.papel, suggestedName: fileName })
  if (result.ok) handedOver(source)
  return result
}
