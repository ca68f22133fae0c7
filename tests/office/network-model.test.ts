import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { disagreements } from './network-model-clients.ts'
import { ModelWorld } from './network-model-world.ts'
import { runModel, steps } from './network-model.ts'

it('whatever happens on the way, devices that answer say what the books say, and only what is ours was written', async () => {
  await fc.assert(
    fc.asyncProperty(steps(), async (chosen) => {
      const wrong = await runModel(chosen)
      expect(wrong, chosen.map(([name]) => name).join(', ')).toEqual([])
    }),
    { numRuns: 6, interruptAfterTimeLimit: 60_000, endOnFailure: true },
  )
}, 120_000)

describe('a payment while a job is under way', () => {
  let model: ModelWorld
  afterEach(() => model.close())

  it('before what a slow router says is decided upon: it is not cut at all', async () => {
    model = await ModelWorld.open()
    await model.late(0)
    expect(await model.settle()).toEqual([])
  })

  it('at whatever moment, while its end is being written down too: it is not left cut', async () => {
    model = await ModelWorld.open()
    // A lease has no session to wait for: all of it takes some fifty milliseconds.
    const lease = 4
    for (let ms = 12; ms < 90; ms += 3) {
      await model.waver(lease, ms)
      await model.world.quiet()
      const wrong = await disagreements(model.world.farm, model.clients)
      expect([...wrong.values()], `${ms} ms`).toEqual([])
    }
  })
})
