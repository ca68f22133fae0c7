import { orpc, queryClient } from '../../../rpc/query.ts'

const affected = [
  orpc.clientes,
  orpc.facturas,
  orpc.cobros,
  orpc.notas,
  orpc.devoluciones,
  orpc.promesas,
  orpc.reportes,
  orpc.cargos,
  orpc.servicios,
]

/** Everything that a credit note, a refund or a promise changes is read again. */
export const refreshAccounts = (): Promise<unknown> =>
  Promise.all(affected.map((part) => queryClient.invalidateQueries({ queryKey: part.key() })))
