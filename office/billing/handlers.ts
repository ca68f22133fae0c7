import type { FacturaDetail } from '../../contract/index.ts'
import { guarded } from '../kernel/procedures.ts'
import type { Tx } from '../kernel/writer.ts'
import { readFacturacionConfig, updateFacturacionConfig } from './config.ts'
import { getFactura, listFacturas } from './invoices.ts'
import { issueFactura, type NewFactura } from './issue.ts'

function createManual(tx: Tx, input: Omit<NewFactura, 'origen'>): FacturaDetail {
  const { id, numero, montoTotal } = issueFactura(tx, { ...input, origen: 'manual' })
  tx.audit({
    accion: 'factura.issue',
    entidad: 'factura',
    entidadId: id,
    despues: { numero, clienteId: input.clienteId, montoTotal, periodo: input.periodo },
  })
  return getFactura(tx.db, tx.actor.tenantId, id)
}

export const facturacionHandlers = {
  config: guarded.facturacion.config.handler(({ context }) =>
    readFacturacionConfig(context.office.db.read, context.actor.tenantId),
  ),
  updateConfig: guarded.facturacion.updateConfig.handler(({ context, input }) => {
    const request = { actor: context.actor, requestId: input.requestId, procedure: 'facturacion.updateConfig', input }
    return context.office.writer.run(request, (tx) => updateFacturacionConfig(tx, input.config, input.expected))
  }),
}

export const facturasHandlers = {
  list: guarded.facturas.list.handler(({ context, input }) =>
    listFacturas(context.office.db.read, context.actor.tenantId, input),
  ),
  get: guarded.facturas.get.handler(({ context, input }) =>
    getFactura(context.office.db.read, context.actor.tenantId, input.id),
  ),
  create: guarded.facturas.create.handler(({ context, input }) => {
    const { requestId, ...data } = input
    const request = { actor: context.actor, requestId, procedure: 'facturas.create', input: data }
    return context.office.writer.run(request, (tx) => createManual(tx, data))
  }),
}
