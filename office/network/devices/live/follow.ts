import type { SinDatos } from '../../../../contract/index.ts'
import type { RouterosStream, Row } from '../../../routeros/index.ts'
import { pause } from '../changes.ts'
import { failureOf } from '../failure.ts'

/** After a stream ended it is begun anew after so long, ms. */
const RETRY = 3_000

/**
 * Runs a stream over and over until the window leaves: what went wrong is told as `sin_datos`, so that silence is never taken
 * for a measurement.
 */
export async function* keepTrying<T>(
  signal: AbortSignal | undefined,
  run: () => AsyncGenerator<T, void, void>,
): AsyncGenerator<T | SinDatos, void, void> {
  while (!signal?.aborted) {
    try {
      yield* run()
      if (!signal?.aborted) yield { tipo: 'sin_datos', falla: 'cortado', detalle: '' }
    } catch (error) {
      if (signal?.aborted) return
      yield { tipo: 'sin_datos', ...failureOf(error) }
    }
    await pause(RETRY, signal)
  }
}

/**
 * Rows of a stream together, at most once in `everyMs`. Of more than `most` the oldest are lost, and counted. Ends with the stream;
 * leaving it cancels the stream.
 */
export async function* batched(
  stream: RouterosStream,
  { everyMs, most }: { everyMs: number; most: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<{ rows: Row[]; lost: number }, void, void> {
  const state = { rows: [] as Row[], lost: 0, ended: false, failure: null as Error | null }
  let wakeUp = (): void => undefined
  const pump = async (): Promise<void> => {
    try {
      for await (const row of stream) {
        if (state.rows.push(row) > most) {
          state.rows.shift()
          state.lost++
        }
        wakeUp()
      }
    } catch (error) {
      state.failure = error instanceof Error ? error : new Error(String(error))
    }
    state.ended = true
    wakeUp()
  }
  const pumping = pump()
  try {
    for (;;) {
      if (state.rows.length > 0) {
        if (!state.ended) await pause(everyMs, signal)
        const { rows, lost } = state
        Object.assign(state, { rows: [], lost: 0 })
        yield { rows, lost: lost + stream.dropped }
        stream.dropped = 0
      } else if (state.ended) {
        if (state.failure !== null) throw state.failure
        return
      } else
        await new Promise<void>((resolve) => {
          wakeUp = resolve
        })
    }
  } finally {
    await stream.return()
    await pumping
  }
}
