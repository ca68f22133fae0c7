import { orpc, queryClient } from './query.ts'

/** What the entrance asks, before anybody has entered. */
export const statusQuery = orpc.setup.status.queryOptions({
  networkMode: 'always',
  staleTime: Number.POSITIVE_INFINITY,
})
export const peopleQuery = orpc.access.people.queryOptions({ networkMode: 'always' })

/** Asks before anything is drawn, so that the answers travel meanwhile; a failure is shown by who draws them. */
export function askForEntrance(): void {
  void queryClient.prefetchQuery(statusQuery)
  void queryClient.prefetchQuery(peopleQuery)
}
