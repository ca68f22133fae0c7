import { orpc, queryClient } from './query.ts'

/** What shows money, or something that follows from it. */
const SHOWING = [
  orpc.clientes,
  orpc.servicios,
  orpc.cargos,
  orpc.facturas,
  orpc.cobros,
  orpc.recibos,
  orpc.reversos,
  orpc.notas,
  orpc.devoluciones,
  orpc.promesas,
  orpc.cortes,
  orpc.caja,
  orpc.rutas,
  orpc.pasarelas,
  orpc.conciliacion,
  orpc.reportes,
]

/**
 * After anything that moved money: what is on the screen is read again, and all else when it is looked at. One list for
 * every such action, because a payment keeps a promise, a void empties a drawer, and so on.
 */
export const refreshMoney = (): Promise<unknown> =>
  Promise.all(SHOWING.map((part) => queryClient.invalidateQueries({ queryKey: part.key() })))
