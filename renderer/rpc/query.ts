import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { onlineManager, QueryClient } from '@tanstack/react-query'
import { connection, rpc } from './client.ts'
import { toOfficeError } from './errors.ts'

/** Query and mutation options of every procedure: `useQuery(orpc.clientes.get.queryOptions({ input: { id } }))`. */
export const orpc = createTanstackQueryUtils(rpc)

const READ_RETRIES = 3
const RETRIED = new Set(['office.gone', 'office.timeout'])

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      gcTime: 5 * 60_000,
      retry: (failures, error) => failures < READ_RETRIES && RETRIED.has(toOfficeError(error).code),
      retryDelay: (failures) => 250 * 2 ** failures,
    },
    // A write settles by itself: the connection repeats it when that is safe.
    mutations: { retry: false, networkMode: 'always' },
  },
})

// "Online" is: the person of this window has a session on a living port. Otherwise reads pause and continue afterwards,
// whatever the computer's own network does.
let hadSession = false
onlineManager.setEventListener((setOnline) =>
  connection.onPhase((phase) => {
    hadSession = hadSession || phase === 'entered'
    setOnline(!hadSession || phase === 'entered')
  }),
)

/** For a person who leaves: nothing of what they saw stays, and the next one starts as on a fresh window. */
export function forgetEverything(): void {
  hadSession = false
  connection.forget()
  onlineManager.setOnline(true)
  queryClient.clear()
}
