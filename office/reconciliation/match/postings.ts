/** Ascending positions. */
export type Positions = Int32Array

export const NONE: Positions = new Int32Array(0)

/** Odd constants that spread whatever regularity keys have over all 32 bits. */
const SPREAD = [0x9e3779b1, 0x85ebca6b] as const

/** A key for a text, to be looked up by; texts may share one, so that what is found still has to be compared. */
export function textKey(text: string): number {
  let hash = text.length
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), SPREAD[0])
  return hash >>> 0
}

interface Built {
  /** Group + 1 by hashed key; 0 where nothing is. A power of two long. */
  slots: Int32Array
  keys: Float64Array
  /** Where each group's positions begin; one more for the end of the last. */
  starts: Int32Array
  places: Int32Array
}

/**
 * Positions by a number. Pairs are only noted as they come, positions ascending, and grouped in one go when the first is
 * looked for: a map of lists would make an object of each and hand all of them to the garbage collector.
 */
export class Postings {
  #keys = new Float64Array(1024)
  #places = new Int32Array(1024)
  #length = 0
  #built: Built | null = null

  post(key: number, place: number): void {
    if (this.#length === this.#places.length) this.#grow()
    this.#keys[this.#length] = key
    this.#places[this.#length++] = place
    this.#built = null
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2)
    const places = new Int32Array(this.#places.length * 2)
    keys.set(this.#keys)
    places.set(this.#places)
    this.#keys = keys
    this.#places = places
  }

  /** Groups what was noted, if that is not done yet. */
  build(): Built {
    this.#built ??= grouped(this.#keys, this.#places, this.#length)
    return this.#built
  }

  of(key: number): Positions {
    const { keys, slots, starts, places } = this.build()
    const group = (slots[slotOf(slots, keys, key)] as number) - 1
    return group < 0 ? NONE : places.subarray(starts[group], starts[group + 1])
  }

  /** How many `of` has. */
  count(key: number): number {
    const { keys, slots, starts } = this.build()
    const group = (slots[slotOf(slots, keys, key)] as number) - 1
    return group < 0 ? 0 : (starts[group + 1] as number) - (starts[group] as number)
  }
}

/** Where a key is, or the free place where it would be. */
function slotOf(slots: Int32Array, keys: Float64Array, key: number): number {
  const mask = slots.length - 1
  const mixed = Math.imul((key | 0) ^ Math.imul((key / 2 ** 32) | 0, SPREAD[1]), SPREAD[0])
  let slot = (mixed ^ (mixed >>> 15)) & mask
  for (;;) {
    const group = slots[slot] as number
    if (group === 0 || keys[group - 1] === key) return slot
    slot = (slot + 1) & mask
  }
}

function grouped(noted: Float64Array, places: Int32Array, length: number): Built {
  let size = 2
  while (size < length * 2) size *= 2
  const slots = new Int32Array(size)
  const keys = new Float64Array(length)
  const groupOf = new Int32Array(length)
  const last = new Int32Array(length).fill(-1)
  const starts = new Int32Array(length + 1)
  let groups = 0
  for (let at = 0; at < length; at++) {
    const key = noted[at] as number
    const slot = slotOf(slots, keys, key)
    if (slots[slot] === 0) {
      keys[groups++] = key
      slots[slot] = groups
    }
    const group = (slots[slot] as number) - 1
    // The same position twice under one key counts once.
    if (last[group] === places[at]) groupOf[at] = -1
    else {
      groupOf[at] = group
      last[group] = places[at] as number
      starts[group + 1] = (starts[group + 1] as number) + 1
    }
  }
  for (let group = 0; group < groups; group++)
    starts[group + 1] = (starts[group] as number) + (starts[group + 1] as number)
  const next = starts.slice(0, groups)
  const sorted = new Int32Array(starts[groups] ?? 0)
  for (let at = 0; at < length; at++) {
    const group = groupOf[at] as number
    if (group < 0) continue
    const to = next[group] as number
    sorted[to] = places[at] as number
    next[group] = to + 1
  }
  return { slots, keys: keys.slice(0, groups), starts: starts.slice(0, groups + 1), places: sorted }
}

export function lowerBound<T extends string | number>(sorted: ArrayLike<T>, wanted: T): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as T) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether an ascending list has a position. */
export const holds = (ascending: Positions, position: number): boolean =>
  ascending[lowerBound(ascending, position)] === position

/** So much longer that looking each one up is less than going through the list. */
const FAR = 16

/** What two ascending lists share; the first is the shorter one. */
export function common(a: Positions, b: Positions): Positions {
  if (b.length > a.length * FAR) return a.filter((each) => holds(b, each))
  const both = new Int32Array(a.length)
  let found = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i] as number, b[j] as number]
    if (left === right) both[found++] = left
    if (left <= right) i++
    if (right <= left) j++
  }
  return both.subarray(0, found)
}

/** All of several lists, ascending, each position once. */
export function merged(lists: readonly Positions[]): Positions {
  if (lists.length < 2) return lists[0] ?? NONE
  const all = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0))
  let filled = 0
  for (const list of lists) {
    all.set(list, filled)
    filled += list.length
  }
  all.sort()
  let kept = 0
  for (const each of all) if (kept === 0 || all[kept - 1] !== each) all[kept++] = each
  return all.subarray(0, kept)
}
