import { useEffect, useRef } from 'react'
import { rpc } from '../../rpc/client.ts'
import { useStream } from '../../rpc/streams.ts'

/** What happens within this time is read once, ms. */
const FOLDED_MS = 250

/**
 * Reads again whenever jobs of the network moved, and once at its beginning. News that come while it reads are read after it:
 * a list that is slow to read is read as often as it can be, and what happened last is always seen.
 * @param key what is followed; null follows nothing
 */
export function useJobNews(key: string | null, read: () => Promise<unknown>): void {
  const latest = useRef(read)
  const reading = useRef({ now: false, again: false })
  useEffect(() => {
    latest.current = read
  })
  const follow = async () => {
    const state = reading.current
    state.again = true
    if (state.now) return
    state.now = true
    while (state.again) {
      await new Promise((resolve) => setTimeout(resolve, FOLDED_MS))
      state.again = false
      await latest.current()
    }
    state.now = false
  }
  useStream(
    key,
    (signal) => rpc.red.jobs.watch(undefined, { signal }),
    () => void follow(),
  )
}
