import { guarded } from '../kernel/procedures.ts'
import { readStatement } from './account.ts'
import { listClientes } from './list.ts'
import { insertPlan, listPlanes, updatePlan } from './planes.ts'
import { readProfile, sameDocumento } from './profile.ts'
import { searchClientes } from './search.ts'
import { insertServicio, updateServicio } from './servicios.ts'
import { insertCliente, updateCliente } from './store.ts'

export const clientesHandlers = {
  search: guarded.clientes.search.handler(({ context, input }) =>
    searchClientes(context.office.db.read, context.actor.tenantId, input.texto, input.limit),
  ),
  list: guarded.clientes.list.handler(({ context, input }) =>
    listClientes(context.office.db.read, context.actor.tenantId, input),
  ),
  get: guarded.clientes.get.handler(({ context, input }) =>
    readProfile(context.office.db.read, context.actor.tenantId, input.id),
  ),
  sameDocumento: guarded.clientes.sameDocumento.handler(({ context, input }) =>
    sameDocumento(context.office.db.read, context.actor.tenantId, input.documento, input.exceptId),
  ),
  create: guarded.clientes.create.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'clientes.create', input },
      (tx) => insertCliente(tx, input, { estadoServicio: 'activo' }),
    ),
  ),
  update: guarded.clientes.update.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'clientes.update', input },
      (tx) => updateCliente(tx, input.id, input, { estadoServicio: input.estadoServicio, expected: input.expected }),
    ),
  ),
  statement: guarded.clientes.statement.handler(({ context, input }) =>
    readStatement(context.office.db.read, context.actor.tenantId, input),
  ),
}

export const planesHandlers = {
  list: guarded.planes.list.handler(({ context }) => listPlanes(context.office.db.read, context.actor.tenantId)),
  create: guarded.planes.create.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'planes.create', input },
      (tx) => insertPlan(tx, input),
    ),
  ),
  update: guarded.planes.update.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'planes.update', input },
      (tx) => updatePlan(tx, input.id, input, { expected: input.expected }),
    ),
  ),
}

export const serviciosHandlers = {
  create: guarded.servicios.create.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'servicios.create', input },
      (tx) => insertServicio(tx, input.clienteId, input),
    ),
  ),
  update: guarded.servicios.update.handler(({ context, input }) =>
    context.office.writer.run(
      { actor: context.actor, requestId: input.requestId, procedure: 'servicios.update', input },
      (tx) => updateServicio(tx, input.id, input, { expected: input.expected }),
    ),
  ),
}
