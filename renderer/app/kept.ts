/** What screens were like when they were left, for this session's next visit: filters, and how far a list was scrolled. */
const everything: { clear: () => void }[] = []

/** A place to keep values of one kind by name until the person leaves. */
export function createKept<T>(): Map<string, T> {
  const kept = new Map<string, T>()
  everything.push(kept)
  return kept
}

/** For the next person: every screen starts afresh. */
export function forgetKept(): void {
  for (const kept of everything) kept.clear()
}
