/** What a screen was like when it was left, for this session's next visit: filters, and how far a list was scrolled. */
const kept = new Map<string, unknown>()

export const keep = (name: string, value: unknown): void => void kept.set(name, value)

/** What was kept under a name; whoever kept it knows its shape. */
export const keptOf = <T>(name: string): T | undefined => kept.get(name) as T | undefined

/** For the next person: every screen starts afresh. */
export const forgetKept = (): void => kept.clear()
