import { guarded } from '../kernel/procedures.ts'
import { cancelBatch, countBatch, startBatch } from './batch.ts'
import { issuePaper, previewPaper } from './documents.ts'

const { documentos } = guarded

export const documentosHandlers = {
  previewRecibo: documentos.previewRecibo.handler(({ context, input }) =>
    previewPaper(context, { tipo: 'recibo', ...input }),
  ),
  issueRecibo: documentos.issueRecibo.handler(({ context, input: { requestId, output, ...paper } }) =>
    issuePaper(context, { tipo: 'recibo', ...paper }, { requestId, output }),
  ),
  previewFactura: documentos.previewFactura.handler(({ context, input }) =>
    previewPaper(context, { tipo: 'factura', ...input }),
  ),
  issueFactura: documentos.issueFactura.handler(({ context, input: { requestId, output, ...paper } }) =>
    issuePaper(context, { tipo: 'factura', ...paper }, { requestId, output }),
  ),
  previewNotaCredito: documentos.previewNotaCredito.handler(({ context, input }) =>
    previewPaper(context, { tipo: 'nota_credito', ...input }),
  ),
  issueNotaCredito: documentos.issueNotaCredito.handler(({ context, input: { requestId, output, ...paper } }) =>
    issuePaper(context, { tipo: 'nota_credito', ...paper }, { requestId, output }),
  ),
  previewDevolucion: documentos.previewDevolucion.handler(({ context, input }) =>
    previewPaper(context, { tipo: 'devolucion', ...input }),
  ),
  issueDevolucion: documentos.issueDevolucion.handler(({ context, input: { requestId, output, ...paper } }) =>
    issuePaper(context, { tipo: 'devolucion', ...paper }, { requestId, output }),
  ),
  previewReporteCaja: documentos.previewReporteCaja.handler(({ context, input }) =>
    previewPaper(context, { tipo: 'reporte_caja', ...input }),
  ),
  issueReporteCaja: documentos.issueReporteCaja.handler(({ context, input: { requestId, output, ...paper } }) =>
    issuePaper(context, { tipo: 'reporte_caja', ...paper }, { requestId, output }),
  ),
  previewMovimientoCaja: documentos.previewMovimientoCaja.handler(({ context, input }) =>
    previewPaper(context, { tipo: 'movimiento_caja', ...input }),
  ),
  issueMovimientoCaja: documentos.issueMovimientoCaja.handler(({ context, input: { requestId, output, ...paper } }) =>
    issuePaper(context, { tipo: 'movimiento_caja', ...paper }, { requestId, output }),
  ),
  previewRutaCobro: documentos.previewRutaCobro.handler(({ context, input }) =>
    previewPaper(context, { tipo: 'ruta_cobro', ...input }),
  ),
  issueRutaCobro: documentos.issueRutaCobro.handler(({ context, input: { requestId, output, ...paper } }) =>
    issuePaper(context, { tipo: 'ruta_cobro', ...paper }, { requestId, output }),
  ),
  previewReverso: documentos.previewReverso.handler(({ context, input }) =>
    previewPaper(context, { tipo: 'reverso', ...input }),
  ),
  issueReverso: documentos.issueReverso.handler(({ context, input: { requestId, output, ...paper } }) =>
    issuePaper(context, { tipo: 'reverso', ...paper }, { requestId, output }),
  ),
  previewEstadoCuenta: documentos.previewEstadoCuenta.handler(({ context, input }) =>
    previewPaper(context, { tipo: 'estado_cuenta', ...input }),
  ),
  issueEstadoCuenta: documentos.issueEstadoCuenta.handler(({ context, input: { requestId, output, ...paper } }) =>
    issuePaper(context, { tipo: 'estado_cuenta', ...paper }, { requestId, output }),
  ),
  countBatch: documentos.countBatch.handler(({ context, input }) =>
    countBatch(context.office.db.read, context.actor.tenantId, input.fuente),
  ),
  startBatch: documentos.startBatch.handler(({ context, input }) => startBatch(context, input)),
  cancelBatch: documentos.cancelBatch.handler(({ context, input }) => cancelBatch(context.office, input.trabajoId)),
}
