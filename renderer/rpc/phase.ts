import { useSyncExternalStore } from 'react'
import { connection } from './client.ts'

/** Whether there is a port to the office now. */
export const useAvailable = (): boolean =>
  useSyncExternalStore(connection.onPhase, () => connection.phase() !== 'closed')
