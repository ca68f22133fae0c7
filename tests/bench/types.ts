/** One measured figure. */
export interface BenchRow {
  group: string
  name: string
  value: number
  unit: string
  /** What it is held against, measured in the same run: a physical limit or a peer; null when there is none. */
  reference: number | null
  /** value ÷ reference. */
  ratio: number | null
  /** What the figure must keep, in words a script can read: `ratio <= 3`, `value <= 200`; null when nothing was promised. */
  goal: string | null
  ok: boolean
}

export interface Measure {
  name: string
  value: number
  unit: string
  reference?: number
  goal?: { of: 'value' | 'ratio'; atMost: number } | { of: 'value' | 'ratio'; atLeast: number }
}

/** Measures that belong together; `say` tells a person what goes on meanwhile, `wants` whether a measure was asked for. */
export interface BenchGroup {
  group: string
  run(say: (line: string) => void, wants: (name: string) => boolean): AsyncIterable<Measure>
}

export function toRow(group: string, measure: Measure): BenchRow {
  const { name, value, unit, goal } = measure
  const reference = measure.reference ?? null
  const ratio = reference === null || reference === 0 ? null : value / reference
  if (!goal) return { group, name, value, unit, reference, ratio, goal: null, ok: true }
  const held = goal.of === 'value' ? value : ratio
  if ('atMost' in goal) {
    const ok = held !== null && held <= goal.atMost
    return { group, name, value, unit, reference, ratio, goal: `${goal.of} <= ${goal.atMost}`, ok }
  }
  const ok = held !== null && held >= goal.atLeast
  return { group, name, value, unit, reference, ratio, goal: `${goal.of} >= ${goal.atLeast}`, ok }
}

/** The value below which `part` (0–1) of the samples lie. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5)
