import type { Metricas } from '../../../contract/index.ts'
import type { Failure } from './failure.ts'

/** Nobody waits longer than this for a device to come back, ms. */
const GIVEN_UP = 5 * 60_000
/** One that answers for so long without having rebooted will not, ms. */
const NOT_GOING = 60_000
/** Clocks of two computers, and looks that are not instants, ms. */
const SLACK = 5_000

/**
 * Since when a device is rebooting, after a look at `now` (ms since the epoch): null once it is back, which its uptime (s) says, or
 * nobody waits any more. What answers with an uptime from before has not gone yet.
 */
export function stillRebooting(
  since: number | null,
  failure: Failure | null,
  { uptime }: Pick<Metricas, 'uptime'>,
  now: number,
): number | null {
  if (since === null) return null
  const waited = now - since
  // A clock that was set back makes nobody wait.
  if (waited < 0 || waited > GIVEN_UP) return null
  if (failure) return since
  const isBack = uptime === undefined || uptime * 1000 <= waited + SLACK
  return isBack || waited > NOT_GOING ? null : since
}
