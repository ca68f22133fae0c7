import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runModel, steps } from './network-model.ts'

it('whatever happens on the way, devices that answer say what the books say, and only what is ours was written', async () => {
  await fc.assert(
    fc.asyncProperty(steps(), async (chosen) => {
      const wrong = await runModel(chosen)
      expect(wrong, chosen.map(([name]) => name).join(', ')).toEqual([])
    }),
    { numRuns: 8, interruptAfterTimeLimit: 60_000, endOnFailure: true },
  )
}, 120_000)
