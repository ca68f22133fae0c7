import { v7 } from 'uuid'
import type { PaperDocument } from '../../contract/index.ts'
import { type Hoja, HOJAS, type Papel, type PrintResult, type SaveResult } from '../../contract/shell.ts'
import { rpc } from '../rpc/client.ts'
import { toOfficeError } from '../rpc/errors.ts'
import { orpc, queryClient } from '../rpc/query.ts'

/** Which document; an account statement goes from one day to another, and `id` is its client. */
export type PaperSource =
  | { tipo: 'recibo' | 'factura' | 'nota_credito' | 'devolucion'; id: string }
  | { tipo: 'reporte_caja' | 'movimiento_caja' | 'ruta_cobro' | 'reverso'; id: string }
  | { tipo: 'estado_cuenta'; id: string; desde: string; hasta: string }

/** Names a document: one statement of a client is not another. */
export const sourceKey = (source: PaperSource): string =>
  source.tipo === 'estado_cuenta' ? `${source.id} ${source.desde} ${source.hasta}` : source.id

/** Sheets that everything but receipts comes out on. */
const sheetOf = (papel: Papel): Hoja => HOJAS.find((hoja) => hoja === papel) ?? 'A4'

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
  const key = sourceKey(source)
  const handover = underway.get(key) ?? { requestId: v7(), issued: false }
  underway.set(key, handover)
  try {
    const paper = await issueWith(source, papel, { requestId: handover.requestId, output })
    handover.issued = true
    return paper
  } catch (error) {
    if (toOfficeError(error).code !== 'request.reused') throw error
    // Another person of this window began it: theirs stays recorded, this one is a handing over of its own.
    underway.delete(key)
    return issue(source, papel, output)
  }
}

function issueWith(
  source: PaperSource,
  papel: Papel,
  request: { requestId: string; output: 'impresora' | 'pdf' },
): Promise<PaperDocument> {
  const { id } = source
  const onSheet = { ...request, id, papel: sheetOf(papel) }
  switch (source.tipo) {
    case 'recibo':
      return rpc.documentos.issueRecibo({ ...request, id, papel })
    case 'factura':
      return rpc.documentos.issueFactura(onSheet)
    case 'nota_credito':
      return rpc.documentos.issueNotaCredito(onSheet)
    case 'devolucion':
      return rpc.documentos.issueDevolucion(onSheet)
    case 'reporte_caja':
      return rpc.documentos.issueReporteCaja({ ...request, id, papel })
    case 'movimiento_caja':
      return rpc.documentos.issueMovimientoCaja({ ...request, id, papel })
    case 'ruta_cobro':
      return rpc.documentos.issueRutaCobro(onSheet)
    case 'reverso':
      return rpc.documentos.issueReverso({ ...request, id, papel })
    case 'estado_cuenta':
      return rpc.documentos.issueEstadoCuenta({ ...onSheet, desde: source.desde, hasta: source.hasta })
  }
}

/** The first part of the keys that previews are kept under. */
export const PREVIEWS = 'paper'

/** A document as it would come out now. One that was issued but did not come out is still what it was then. */
export async function previewDocument(source: PaperSource, papel: Papel): Promise<PaperDocument> {
  if (underway.get(sourceKey(source))?.issued) return issue(source, papel, 'impresora')
  const { id } = source
  const onSheet = { id, papel: sheetOf(papel) }
  switch (source.tipo) {
    case 'recibo':
      return rpc.documentos.previewRecibo({ id, papel })
    case 'factura':
      return rpc.documentos.previewFactura(onSheet)
    case 'nota_credito':
      return rpc.documentos.previewNotaCredito(onSheet)
    case 'devolucion':
      return rpc.documentos.previewDevolucion(onSheet)
    case 'reporte_caja':
      return rpc.documentos.previewReporteCaja({ id, papel })
    case 'movimiento_caja':
      return rpc.documentos.previewMovimientoCaja({ id, papel })
    case 'ruta_cobro':
      return rpc.documentos.previewRutaCobro(onSheet)
    case 'reverso':
      return rpc.documentos.previewReverso({ id, papel })
    case 'estado_cuenta':
      return rpc.documentos.previewEstadoCuenta({ ...onSheet, desde: source.desde, hasta: source.hasta })
  }
}

/** After something came out: the next one is a copy, and the screens that count them say so. */
function handedOver(source: PaperSource): void {
  underway.delete(sourceKey(source))
  void queryClient.invalidateQueries({ queryKey: [PREVIEWS] })
  if (source.tipo === 'recibo') void queryClient.invalidateQueries({ queryKey: orpc.recibos.key() })
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
