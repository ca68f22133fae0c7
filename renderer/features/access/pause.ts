/** Whole seconds from `now` to `until` (both ms), rounded up so that "1" is shown until it is really over. */
export const secondsLeft = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1000))
