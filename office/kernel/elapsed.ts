/** How long ago an instant was, ms. One that lies ahead was written by a clock that has been set right since: it keeps nothing waiting. */
export const elapsed = (at: number, now: number): number => (at > now ? Number.POSITIVE_INFINITY : now - at)
