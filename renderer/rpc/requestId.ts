import { useCallback, useMemo, useState } from 'react'
import { v7 } from 'uuid'

export interface RequestId {
  /** Stays the same while the person tries the same action, so that pressing twice does it once. */
  id: string
  /** After success, or when the form is about something else. */
  renew: () => void
}

/** One id per form or action: goes into the `requestId` of a write. */
export function useRequestId(): RequestId {
  const [id, setId] = useState(() => v7())
  const renew = useCallback(() => setId(v7()), [])
  return useMemo(() => ({ id, renew }), [id, renew])
}
