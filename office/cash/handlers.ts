import type { ReciboDetail } from '../../contract/index.ts'
import { guarded } from '../kernel/procedures.ts'
import { queueReciboTicket } from '../printing/queue.ts'
import { plainReference, recordPago } from './collect.ts'
import { getRecibo, listRecibos, prepareCobro } from './receipts.ts'

export const cobrosHandlers = {
  prepare: guarded.cobros.prepare.handler(({ context, input }) =>
    prepareCobro(context.office.db.read, context.actor.tenantId, input.clienteId, context.office.now()),
  ),
  record: guarded.cobros.record.handler(async ({ context, input }) => {
    const { requestId, ...given } = input
    const data = { ...given, referencia: plainReference(given.referencia) }
    const { office, actor } = context
    const request = { actor, requestId, procedure: 'cobros.record', input: data }
    let made: ReciboDetail | undefined
    // Only the id is kept as the answer: a receipt is a fact, so a repeated request reads the same one again.
    const id = await office.writer.run(request, (tx) => {
      made = recordPago(tx, data)
      queueReciboTicket(tx, made)
      return made.id
    })
    office.printing.wake()
    return made ?? getRecibo(office.db.read, actor.tenantId, id)
  }),
}

export const recibosHandlers = {
  list: guarded.recibos.list.handler(({ context, input }) =>
    listRecibos(context.office.db.read, context.actor.tenantId, input),
  ),
  get: guarded.recibos.get.handler(({ context, input }) =>
    getRecibo(context.office.db.read, context.actor.tenantId, input.id),
  ),
}
