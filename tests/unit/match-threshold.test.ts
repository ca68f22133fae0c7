import { describe, expect, it } from 'vitest'
import { UMBRAL_AUTOMATICO } from '../../office/reconciliation/match/threshold.ts'
import { HELD_OUT_SEEDS, judgeSeeds, TUNING_SEEDS } from '../support/match-set.ts'
import { chooseThreshold, qualityAt } from '../support/match-score.ts'

describe('the threshold of what is accepted many at once', () => {
  it('is the one that the bench chooses', async () => {
    expect(chooseThreshold(await judgeSeeds(TUNING_SEEDS))).toBe(UMBRAL_AUTOMATICO)
  }, 60_000)

  it('holds on statements that it was not chosen on', async () => {
    const { precision, recall, accepted } = qualityAt(await judgeSeeds(HELD_OUT_SEEDS.slice(0, 6)), UMBRAL_AUTOMATICO)
    expect(accepted).toBeGreaterThan(2000)
    expect(precision).toBeGreaterThanOrEqual(0.995)
    expect(recall).toBeGreaterThanOrEqual(0.9)
  }, 60_000)
})
