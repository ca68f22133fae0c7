import { type OfficeError, toOfficeError } from '../../../rpc/errors.ts'

export type Settled<T> =
  | { estado: 'recorded'; result: T; doubted: boolean }
  /** The office said no: nothing was recorded. */
  | { estado: 'refused'; error: OfficeError; doubted: boolean }

interface Options {
  /** The answer did not come: it is not known yet whether the office recorded it. */
  onDoubt: (error: OfficeError) => void
  /** Before asking again; `attempt` counts from 1. Rejects to give up. */
  pause: (attempt: number) => Promise<void>
}

/** These say nothing about what the office did. */
const SILENT = new Set(['office.gone', 'office.timeout'])
/** Nor do these alone: the second time in a row, what an earlier try recorded would have been the answer. */
const DOUBTFUL = new Set(['office.internal'])

/**
 * Asks the office to record something until it is certain whether it did. `record` repeats one requestId, so asking
 * again never records twice: the office answers with what it did the first time. Rejects only when `pause` does.
 */
export async function settle<T>(record: () => Promise<T>, { onDoubt, pause }: Options): Promise<Settled<T>> {
  let doubted = false
  let before: string | null = null
  for (let attempt = 1; ; attempt++) {
    try {
      return { estado: 'recorded', result: await record(), doubted }
    } catch (thrown) {
      const error = toOfficeError(thrown)
      // Once in doubt, being asked to enter again is no answer either.
      const unknown =
        SILENT.has(error.code) ||
        (doubted && error.code === 'access.required') ||
        (DOUBTFUL.has(error.code) && error.code !== before)
      before = error.code
      if (!unknown) return { estado: 'refused', error, doubted }
      doubted = true
      onDoubt(error)
      await pause(attempt)
    }
  }
}

/** Milliseconds before the next try: 1, 2, 4 and then every 8 seconds. */
export const retryDelay = (attempt: number): number => Math.min(8_000, 1_000 * 2 ** (attempt - 1))

/** Waits; at once when the signal `sooner` fires, and rejects when `given up` does. */
export function wait(ms: number, sooner: EventTarget, givenUp: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (act: () => void) => () => {
      clearTimeout(timer)
      sooner.removeEventListener('now', goOn)
      givenUp.removeEventListener('abort', stop)
      act()
    }
    const goOn = done(resolve)
    const stop = done(() => reject(new DOMException('given up', 'AbortError')))
    const timer = setTimeout(goOn, ms)
    sooner.addEventListener('now', goOn)
    givenUp.addEventListener('abort', stop)
    if (givenUp.aborted) stop()
  })
}
