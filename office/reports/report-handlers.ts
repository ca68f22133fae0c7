import { guarded } from '../kernel/procedures.ts'
import { listAgeing, totalAgeing } from './ageing.ts'
import { exportReport } from './exports.ts'
import { getMes, listMeses } from './months.ts'

export const reportesHandlers = {
  meses: guarded.reportes.meses.handler(({ context, input }) =>
    listMeses(context.office, context.actor.tenantId, input),
  ),
  mes: guarded.reportes.mes.handler(({ context, input }) =>
    getMes(context.office, context.actor.tenantId, input.periodo),
  ),
  antiguedad: guarded.reportes.antiguedad.handler(({ context, input }) =>
    listAgeing(context.office.db.read, context.actor.tenantId, input),
  ),
  antiguedadTotales: guarded.reportes.antiguedadTotales.handler(({ context }) =>
    totalAgeing(context.office.db.read, context.actor.tenantId),
  ),
  export: guarded.reportes.export.handler(({ context, input }) =>
    exportReport(context.office, context.actor.tenantId, input),
  ),
}
