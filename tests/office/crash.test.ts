import { expect, it } from 'vitest'
import { crashWhilePaying } from '../faults/crash.ts'

it('killed 50 times while payments are recorded, the office has every acknowledged one, once', async () => {
  const outcome = await crashWhilePaying({ kills: 50, seed: 20_261_122 })
  expect(outcome.wrong).toEqual([])
  expect(outcome.findings).toEqual([])
  expect(outcome.acknowledged).toBeGreaterThan(100)
  // Some payments must have been caught without an answer, or nothing was tested.
  expect(outcome.repeated).toBeGreaterThan(50)
}, 240_000)
