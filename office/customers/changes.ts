const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** The fields of `after` that differ from `before`, on both sides, as the audit log keeps them; null when none does. */
export function changedFields<Row extends object>(
  before: Row,
  after: Row,
): { antes: Partial<Row>; despues: Partial<Row> } | null {
  const keys = (Object.keys(after) as (keyof Row)[]).filter((key) => !same(before[key], after[key]))
  if (keys.length === 0) return null
  const pick = (row: Row) => Object.fromEntries(keys.map((key) => [key, row[key]])) as Partial<Row>
  return { antes: pick(before), despues: pick(after) }
}

/** The next value of `actualizadoEn`: two changes in one millisecond still differ. */
export const nextVersion = (now: number, previous: number): number => Math.max(now, previous + 1)

/** How far back a person may date a change or a charge: what is older was billed, paid and closed. */
export const MAX_PAST_DAYS = 92
/** How far ahead a change may be planned. */
export const MAX_AHEAD_DAYS = 366
