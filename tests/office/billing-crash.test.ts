import { expect, it } from 'vitest'
import { crashWhileBilling } from '../faults/billing.ts'

it('killed again and again while a month is issued, the office ends up as if it never had been', async () => {
  const outcome = await crashWhileBilling({ services: 700, kills: 4, seed: 20_261_122 })
  expect(outcome.wrong).toEqual([])
  expect(outcome.findings).toEqual([])
  expect(outcome.kills).toBe(4)
}, 240_000)
