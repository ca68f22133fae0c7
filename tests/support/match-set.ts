import { judge, type Judged } from './match-score.ts'
import { labelledStatement } from './statements.ts'

/** Offices of a street, of a town and of a province, with statements of theirs. */
const SIZES = [
  { clientes: 400, lineas: 300 },
  { clientes: 1500, lineas: 900 },
  { clientes: 3000, lineas: 1200 },
  { clientes: 8000, lineas: 1200 },
]

/** The threshold is chosen on these… */
export const TUNING_SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
/** …and judged on these, which nothing was tuned to. */
export const HELD_OUT_SEEDS = [101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112]

export async function judgeSeeds(seeds: readonly number[]): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const seed of seeds) {
    const size = SIZES[seed % SIZES.length]
    if (size) judged.push(...(await judge(labelledStatement(seed, size))))
  }
  return judged
}
