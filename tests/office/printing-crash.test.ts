import { expect, it } from 'vitest'
import { crashWhilePrinting } from '../faults/cash.ts'

it('killed at the steps of a collection with its ticket, the money is right and no ticket comes out twice without COPIA', async () => {
  const steps = ['sent', 'status_4', 'middle', 'done'] as const
  const outcome = await crashWhilePrinting({ rounds: 1, seed: 20_261_122, steps })
  expect(outcome.wrong).toEqual([])
  expect(outcome.findings).toEqual([])
  expect(outcome.collections).toBe(steps.length)
  // Some died before a byte left, and some after: else nothing was tested.
  expect(outcome.printed).toBeGreaterThan(0)
  expect(outcome.uncertain).toBeGreaterThan(0)
}, 120_000)
