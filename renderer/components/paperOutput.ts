import { v7 } from 'uuid'
import type { PaperDocument } from '../../contract/index.ts'
import type { Papel, PrintResult, SaveResult } from '../../contract/shell.ts'
import { rpc } from '../rpc/client.ts'
import { orpc, queryClient } from '../rpc/query.ts'

export interface PaperSource {
  tipo: 'recibo' | 'factura'
  id: string
}

/**
 * One handing over has one requestId until something came out: a person whose printer failed, or who cancelled, tries
 * again (on another paper, as a file, after closing the dialog) and the office still gives the original.
 */
const underway = new Map<string, string>()

function handover({ id }: PaperSource): string {
  const requestId = underway.get(id) ?? v7()
  underway.set(id, requestId)
  return requestId
}

async function issue(source: PaperSource, papel: Papel, output: 'impresora' | 'pdf'): Promise<PaperDocument> {
  const request = { requestId: handover(source), id: source.id, output }
  return source.tipo === 'recibo'
    ? rpc.documentos.issueRecibo({ ...request, papel })
    : rpc.documentos.issueFactura(request)
}

/** After something came out: the next one is a copy, and the screens that count them say so. */
function handedOver({ tipo, id }: PaperSource): void {
  underway.delete(id)
  void queryClient.invalidateQueries({ queryKey: orpc.documentos.key() })
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
