import { useQuery } from '@tanstack/react-query'
import { useCan } from '../../app/session.tsx'
import { orpc, queryClient } from '../../rpc/query.ts'

/** The drawer of this seat, as far as this person has to do with drawers. */
export function useCajaStatus() {
  const operates = useCan('caja.operate')
  return useQuery(orpc.caja.status.queryOptions({ enabled: operates }))
}

/** Everything that a movement of cash changes. */
export const refreshCaja = (): Promise<unknown> =>
  Promise.all([orpc.caja, orpc.rutas].map((part) => queryClient.invalidateQueries({ queryKey: part.key() })))
