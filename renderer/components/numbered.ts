/** Things whose only identity is their place, which they keep: each with it, to be known by. */
export const numbered = <T>(things: readonly T[]): { place: number; thing: T }[] =>
  things.map((thing, place) => ({ place, thing }))
