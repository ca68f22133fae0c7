import { type } from '@orpc/contract'
import { z } from 'zod'
import { zFecha, zId, zRequestId } from '../schemas.ts'
import { HOJAS, PAPELES, type Papel } from '../shell.ts'
import { guarded } from './base.ts'
import { zFacturaFilter } from './billing.ts'
import type { Trabajo } from './system.ts'

/** A document as a whole HTML page without scripts, ready for the shell's `previewPaper`, `print` and `savePdf`. */
export interface PaperDocument {
  html: string
  papel: Papel
  /** File name without extension: `recibo-P1-R-00000012`. */
  fileName: string
  /** True when this output says COPIA. */
  copia: boolean
}

const zOutput = z.enum(['impresora', 'pdf'])
const zIssue = { requestId: zRequestId, output: zOutput }
const zOnPaper = { id: zId, papel: z.enum(PAPELES) }
const zOnSheet = { id: zId, papel: z.enum(HOJAS).default('A4') }
/** A client's account from one day to another, both included. */
const zEstadoCuenta = { ...zOnSheet, desde: zFecha, hasta: zFecha }

/**
 * Which invoices: those of a run, those of a filter of the list, or these. In the order in which they were issued.
 */
export const zFuenteFacturas = z.discriminatedUnion('tipo', [
  z.object({ tipo: z.literal('corrida'), corridaId: zId }),
  z.object({ tipo: z.literal('filtro'), filter: zFacturaFilter.omit({ numero: true }) }),
  z.object({ tipo: z.literal('seleccion'), ids: z.array(zId).min(1).max(5_000) }),
])
export type FuenteFacturas = z.infer<typeof zFuenteFacturas>

/**
 * Documents. `preview…` records nothing; `issue…` records that the document goes out and returns it: every time after the
 * first it says COPIA. An account statement is a new document each time.
 * Errors: not_found, request.reused; of a statement also input.invalid when it ends before it begins.
 */
export const documentos = {
  previewRecibo: guarded('pago.read').input(z.object(zOnPaper)).output(type<PaperDocument>()),
  issueRecibo: guarded('recibo.print')
    .input(z.object({ ...zIssue, ...zOnPaper }))
    .output(type<PaperDocument>()),
  previewFactura: guarded('factura.read').input(z.object(zOnSheet)).output(type<PaperDocument>()),
  issueFactura: guarded('factura.print')
    .input(z.object({ ...zIssue, ...zOnSheet }))
    .output(type<PaperDocument>()),
  previewNotaCredito: guarded('factura.read').input(z.object(zOnSheet)).output(type<PaperDocument>()),
  issueNotaCredito: guarded('factura.print')
    .input(z.object({ ...zIssue, ...zOnSheet }))
    .output(type<PaperDocument>()),
  previewDevolucion: guarded('pago.read').input(z.object(zOnSheet)).output(type<PaperDocument>()),
  issueDevolucion: guarded('recibo.print')
    .input(z.object({ ...zIssue, ...zOnSheet }))
    .output(type<PaperDocument>()),
  /** An X or Z; its own person's, or any for who supervises. Errors: also access.denied. */
  previewReporteCaja: guarded('caja.operate').input(z.object(zOnPaper)).output(type<PaperDocument>()),
  issueReporteCaja: guarded('caja.operate')
    .input(z.object({ ...zIssue, ...zOnPaper }))
    .output(type<PaperDocument>()),
  /** The slip of a movement, to be signed. Errors: also access.denied. */
  previewMovimientoCaja: guarded('caja.operate').input(z.object(zOnPaper)).output(type<PaperDocument>()),
  issueMovimientoCaja: guarded('caja.operate')
    .input(z.object({ ...zIssue, ...zOnPaper }))
    .output(type<PaperDocument>()),
  /** A collector's list, with a box for what each stop pays. */
  previewRutaCobro: guarded('caja.operate').input(z.object(zOnSheet)).output(type<PaperDocument>()),
  issueRutaCobro: guarded('caja.operate')
    .input(z.object({ ...zIssue, ...zOnSheet }))
    .output(type<PaperDocument>()),
  /** A receipt taken back. */
  previewReverso: guarded('pago.read').input(z.object(zOnPaper)).output(type<PaperDocument>()),
  issueReverso: guarded('recibo.print')
    .input(z.object({ ...zIssue, ...zOnPaper }))
    .output(type<PaperDocument>()),
  /** `id`: the client. */
  previewEstadoCuenta: guarded('factura.read').input(z.object(zEstadoCuenta)).output(type<PaperDocument>()),
  issueEstadoCuenta: guarded('factura.print')
    .input(z.object({ ...zIssue, ...zEstadoCuenta }))
    .output(type<PaperDocument>()),
  /** How many invoices that is, with the first and the last of their numbers. */
  countBatch: guarded('factura.print')
    .input(z.object({ fuente: zFuenteFacturas }))
    .output(type<{ total: number; primera: string; ultima: string }>()),
  /**
   * Draws many invoices into the place that the shell opened (`lote`); the job goes on by itself and ends with
   * `lote.cancelled` when it is cancelled. One requestId is one handing over: begun again with it, what it recorded as
   * originals stays so. Errors: lote.empty, lote.unavailable.
   */
  startBatch: guarded('factura.print')
    .input(
      z.object({
        requestId: zRequestId,
        fuente: zFuenteFacturas,
        papel: z.enum(HOJAS),
        destino: z.enum(['archivo', 'carpeta', 'impresora']),
        lote: z.string().min(1).max(100),
      }),
    )
    .output(type<Trabajo>()),
  cancelBatch: guarded('factura.print')
    .input(z.object({ trabajoId: zId }))
    .output(type<{ ok: true }>()),
}
