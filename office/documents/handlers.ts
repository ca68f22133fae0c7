import { guarded } from '../kernel/procedures.ts'
import { issueFactura, issueRecibo, previewFactura, previewRecibo } from './documents.ts'

export const documentosHandlers = {
  previewRecibo: guarded.documentos.previewRecibo.handler(({ context, input }) =>
    previewRecibo(context.office.db.read, context.actor.tenantId, input),
  ),
  issueRecibo: guarded.documentos.issueRecibo.handler(({ context, input }) => issueRecibo(context, input)),
  previewFactura: guarded.documentos.previewFactura.handler(({ context, input }) =>
    previewFactura(context.office.db.read, context.actor.tenantId, input.id),
  ),
  issueFactura: guarded.documentos.issueFactura.handler(({ context, input }) => issueFactura(context, input)),
}
