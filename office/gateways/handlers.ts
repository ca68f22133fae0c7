import { guarded, type HandlerContext } from '../kernel/procedures.ts'
import type { GatewayDelivery } from './adapter.ts'
import { ADAPTERS } from './adapters.ts'
import { assignCharge } from './charges.ts'
import { gatewayAccess, readPasarelasConfig, savePasarelaConfig } from './config.ts'
import { getChargeDetail, listCharges, listEvents } from './read.ts'

interface Sample {
  proveedor: GatewayDelivery['proveedor']
  firma: string
  peticion: string
  dataId: string
  cuerpo: string
}

function testSignature({ office, actor }: HandlerContext, sample: Sample) {
  const { proveedor } = sample
  const { secreto } = gatewayAccess(office.db.read, actor.tenantId, proveedor, office.seal)
  const adapter = ADAPTERS[proveedor]
  const receivedAt = office.now()
  const delivery: GatewayDelivery = {
    proveedor,
    headers: {
      'x-signature': sample.firma,
      'stripe-signature': sample.firma,
      ...(sample.peticion === '' ? {} : { 'x-request-id': sample.peticion }),
    },
    query: sample.dataId === '' ? {} : { 'data.id': sample.dataId },
    body: sample.cuerpo,
    receivedAt,
  }
  const { valid, at } = adapter.verify(delivery, secreto)
  return { firmada: valid, enTermino: at !== null && Math.abs(receivedAt - at) <= adapter.toleranceMs, en: at }
}

export const pasarelasHandlers = {
  config: guarded.pasarelas.config.handler(({ context: { office, actor } }) =>
    readPasarelasConfig(office.db.read, actor.tenantId, office.seal),
  ),
  saveConfig: guarded.pasarelas.saveConfig.handler(({ context, input }) => savePasarelaConfig(context, input)),
  testSignature: guarded.pasarelas.testSignature.handler(({ context, input }) => testSignature(context, input)),
  pagos: guarded.pasarelas.pagos.handler(({ context, input }) =>
    listCharges(context.office.db.read, context.actor.tenantId, input),
  ),
  pago: guarded.pasarelas.pago.handler(({ context, input }) =>
    getChargeDetail(context.office.db.read, context.actor.tenantId, input.id),
  ),
  eventos: guarded.pasarelas.eventos.handler(({ context, input }) =>
    listEvents(context.office.db.read, context.actor.tenantId, input),
  ),
  assign: guarded.pasarelas.assign.handler(async ({ context, input: { requestId, ...input } }) => {
    const { office, actor } = context
    const request = { actor, requestId, procedure: 'pasarelas.assign', input }
    await office.writer.run(request, (tx) => {
      assignCharge(tx, input.id, input.clienteId)
      return { ok: true }
    })
    return getChargeDetail(office.db.read, actor.tenantId, input.id)
  }),
}
