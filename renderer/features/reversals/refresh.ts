import { orpc, queryClient } from '../../rpc/query.ts'

/** What shows money that a receipt brought, or who has it. */
const TOUCHED = [
  orpc.recibos,
  orpc.reversos,
  orpc.clientes,
  orpc.facturas,
  orpc.promesas,
  orpc.caja,
  orpc.cobros,
  orpc.devoluciones,
  orpc.pasarelas,
  orpc.reportes,
]

export const refreshReversals = (): Promise<unknown> =>
  Promise.all(TOUCHED.map((router) => queryClient.invalidateQueries({ queryKey: router.key() })))
