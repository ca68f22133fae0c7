import { guarded, open } from '../kernel/procedures.ts'
import { readPuesto, readTenant } from '../kernel/tenancy.ts'
import { createOffice } from './create.ts'
import { startDemo } from './demo.ts'
import { updatePuesto } from './puestos.ts'
import { readStatus } from './status.ts'
import { updateTenant } from './tenant.ts'

export const setupHandlers = {
  status: open.setup.status.handler(({ context }) => readStatus(context.office.db.read)),
  create: open.setup.create.handler(({ context, input }) => createOffice(context, input)),
  fillDemo: guarded.setup.fillDemo.handler(({ context, input }) => startDemo(context, input)),
}

export const tenantHandlers = {
  get: guarded.tenant.get.handler(({ context }) => readTenant(context.office.db.read)),
  update: guarded.tenant.update.handler(({ context, input }) => updateTenant(context, input)),
}

export const puestosHandlers = {
  current: guarded.puestos.current.handler(({ context }) => readPuesto(context.office.db.read, context.actor.puestoId)),
  update: guarded.puestos.update.handler(({ context, input }) => updatePuesto(context, input)),
}
