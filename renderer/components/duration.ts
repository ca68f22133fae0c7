const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const
export type DurationUnit = (typeof UNITS)[number][0]

/** A stretch of milliseconds in its two largest units, the second left out when it is nothing: 4 d 3 h, 2 min, 0 s. */
export function durationParts(ms: number): { unit: DurationUnit; n: number }[] {
  const whole = Math.max(0, ms)
  const first = UNITS.findIndex(([, size]) => whole >= size)
  if (first === -1) return [{ unit: 's', n: 0 }]
  const parts: { unit: DurationUnit; n: number }[] = []
  let rest = whole
  for (const [unit, size] of UNITS.slice(first, first + 2)) {
    const n = Math.floor(rest / size)
    rest -= n * size
    if (n > 0) parts.push({ unit, n })
  }
  return parts
}

/** How long ago, for a glance: only the largest unit, and below ten seconds nothing (`null`: now). */
export function agePart(ms: number): { unit: DurationUnit; n: number } | null {
  return ms < 10_000 ? null : (durationParts(ms)[0] ?? null)
}
