import { guarded, type HandlerContext } from '../kernel/procedures.ts'
import type { Tx } from '../kernel/writer.ts'
import {
  cancelTickets,
  confirmTicket,
  printTicket,
  queueKick,
  queueTest,
  reprintTicket,
  retryTicket,
  savePrinter,
} from './queue.ts'
import { ticketQueue, ticketsOf, ticketView } from './rows.ts'

const { impresoras } = guarded

interface Named {
  requestId: string
}

/** A change of the queue; the printer has its turn after it. */
async function change<T>(
  { office, actor }: HandlerContext,
  procedure: string,
  { requestId, ...input }: Named,
  work: (tx: Tx) => T,
): Promise<T> {
  const answer = await office.writer.run({ actor, requestId, procedure: `impresoras.${procedure}`, input }, work)
  office.printing.reset()
  return answer
}

/** Something that a person waits for: tried at once, and answered with what came of it. */
async function atOnce(
  { office, actor }: HandlerContext,
  procedure: string,
  { requestId }: Named,
  queue: (tx: Tx) => string,
) {
  const id = await office.writer.run({ actor, requestId, procedure: `impresoras.${procedure}`, input: {} }, queue)
  await office.printing.runNow(id)
  return ticketView(office.db.read, actor.tenantId, id)
}

export const impresorasHandlers = {
  status: impresoras.status.handler(({ context }) => context.office.printing.status()),
  saveConfig: impresoras.saveConfig.handler(({ context, input }) =>
    change(context, 'saveConfig', input, (tx) => savePrinter(tx, input.config, input.expected)),
  ),
  test: impresoras.test.handler(({ context, input }) => atOnce(context, 'test', input, queueTest)),
  openDrawer: impresoras.openDrawer.handler(({ context, input }) => atOnce(context, 'openDrawer', input, queueKick)),
  print: impresoras.print.handler(({ context, input }) =>
    change(context, 'print', input, (tx) => printTicket(tx, input.tipo, input.documentoId)),
  ),
  queue: impresoras.queue.handler(({ context: { office, actor } }) => ({
    falla: office.printing.falla,
    trabajos: ticketQueue(office.db.read, actor.tenantId, actor.puestoId),
  })),
  ofDocument: impresoras.ofDocument.handler(({ context: { office, actor }, input }) =>
    ticketsOf(office.db.read, actor.tenantId, input.documentoId),
  ),
  retry: impresoras.retry.handler(({ context, input }) =>
    change(context, 'retry', input, (tx) => retryTicket(tx, input.id)),
  ),
  reprint: impresoras.reprint.handler(({ context, input }) =>
    change(context, 'reprint', input, (tx) => reprintTicket(tx, input.id)),
  ),
  confirm: impresoras.confirm.handler(({ context, input }) =>
    change(context, 'confirm', input, (tx) => confirmTicket(tx, input.id)),
  ),
  cancel: impresoras.cancel.handler(({ context, input }) =>
    change(context, 'cancel', input, (tx) => cancelTickets(tx, input.ids)),
  ),
}
