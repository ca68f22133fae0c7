import fc from 'fast-check'
import { runModel, steps } from '../office/network-model.ts'

export interface NetworkOutcome {
  runs: number
  /** Interleavings that did not end with devices that say what the books say, in words. */
  wrong: string[]
}

/** So many interleavings of payments, cuts, changes, faults of routers and restarts, stalls among them; each is told when it fails. */
export async function modelNetwork({ runs, seed }: { runs: number; seed: number }): Promise<NetworkOutcome> {
  const outcome: NetworkOutcome = { runs: 0, wrong: [] }
  const chosen = fc.sample(steps({ stalls: true, most: 30 }), { numRuns: runs, seed })
  for (const each of chosen) {
    const wrong = await runModel(each)
    outcome.runs += 1
    if (wrong.length > 0) outcome.wrong.push(`${each.map(([name]) => name).join(', ')}: ${wrong.join('; ')}`)
  }
  return outcome
}
