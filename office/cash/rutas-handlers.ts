import { guarded } from '../kernel/procedures.ts'
import { cancelRuta, createRuta } from './rounds.ts'
import { listRutas, readRuta } from './rounds-read.ts'
import { settleAsked } from './rounds-settle.ts'

const { rutas } = guarded

export const rutasHandlers = {
  list: rutas.list.handler(({ context: { office, actor }, input }) => listRutas(office.db.read, actor.tenantId, input)),
  get: rutas.get.handler(({ context: { office, actor }, input }) => readRuta(office.db.read, actor.tenantId, input.id)),
  create: rutas.create.handler(({ context: { office, actor }, input: { requestId, ...data } }) =>
    office.writer.run({ actor, requestId, procedure: 'rutas.create', input: data }, (tx) => createRuta(tx, data)),
  ),
  settle: rutas.settle.handler(({ context, input }) => settleAsked(context, input)),
  cancel: rutas.cancel.handler(({ context: { office, actor }, input: { requestId, rutaId } }) =>
    office.writer.run({ actor, requestId, procedure: 'rutas.cancel', input: { rutaId } }, (tx) =>
      cancelRuta(tx, rutaId),
    ),
  ),
}
