import type { OfficeStatus, PersonCard } from '../../contract/index.ts'
import { orpc, queryClient } from './query.ts'

/** What the entrance asks, before anybody has entered. */
export const statusQuery = orpc.setup.status.queryOptions({
  networkMode: 'always',
  staleTime: Number.POSITIVE_INFINITY,
})
export const peopleQuery = orpc.access.people.queryOptions({ networkMode: 'always' })

const KEPT = 'mostrador.entrance'

interface Entrance {
  status: OfficeStatus
  people: PersonCard[]
}

/**
 * Asks before anything is drawn, so that the answers travel meanwhile; a failure is shown by who draws them. Until then the
 * door is the one of the last start: an office that takes its time keeps nobody from their card.
 */
export function askForEntrance(): void {
  const kept = recall()
  if (kept !== null) {
    queryClient.setQueryData(statusQuery.queryKey, kept.status, { updatedAt: 0 })
    queryClient.setQueryData(peopleQuery.queryKey, kept.people, { updatedAt: 0 })
  }
  void queryClient.prefetchQuery({ ...statusQuery, staleTime: 0 })
  void queryClient.prefetchQuery(peopleQuery)
}

/** Keeps what the office said last for the next start; an office without people has no door. */
export function keepEntrance(entrance: Entrance): void {
  if (entrance.status.fase === 'ready') localStorage.setItem(KEPT, JSON.stringify(entrance))
  else localStorage.removeItem(KEPT)
}

/** Null where nothing was kept, or it is no longer understood. */
function recall(): Entrance | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null')
    return isEntrance(kept) ? kept : null
  } catch {
    return null
  }
}

/** Another version may have kept something else: what the door would stumble over at each start is not taken. */
function isEntrance(kept: unknown): kept is Entrance {
  if (!isRecord(kept) || !isRecord(kept['status']) || !Array.isArray(kept['people'])) return false
  const { fase, tenant } = kept['status']
  return fase === 'ready' && isRecord(tenant) && typeof tenant['nombre'] === 'string' && kept['people'].every(isPerson)
}

const isPerson = (card: unknown): boolean =>
  isRecord(card) && ['id', 'nombre', 'rol'].every((field) => typeof card[field] === 'string')

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
