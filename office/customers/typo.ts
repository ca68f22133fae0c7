/** How many slips a word of this length may have: none below 4 letters, one below 8, else two. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0
  return length < 8 ? 1 : 2
}

export interface NearWord {
  word: string
  /** Slips between what was typed and the word (or its beginning). */
  distance: number
}

/** What `near` compares with: the whole word, or any beginning of it (the last word is still being typed). */
export type NearMode = 'whole' | 'beginning'

/** First position of a sorted list whose word is not before `word`. */
function lowerBound(sorted: readonly string[], word: string, from = 0): number {
  let low = from
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as string) < word) low = middle + 1
    else high = middle
  }
  return low
}

const AFTER_PREFIX = '\u{ffff}'

/**
 * Table of slips between what was typed and growing beginnings of a word: a letter missing, extra, wrong, or two
 * neighbours swapped. Words of a sorted list share beginnings, and with them the rows of this table.
 */
class SlipTable {
  readonly #typed: string
  readonly #rows: number[][]

  constructor(typed: string) {
    this.#typed = typed
    this.#rows = [Array.from({ length: typed.length + 1 }, (_, at) => at)]
  }

  /** Fills the row after `depth` letters of `word`; the rows before must be of this word's beginning. Returns its least. */
  fill(word: string, depth: number): number {
    const typed = this.#typed
    const above = this.#rows[depth - 1] as number[]
    const twoAbove = this.#rows[depth - 2]
    const row = (this.#rows[depth] ??= [])
    const letter = word[depth - 1]
    const previous = word[depth - 2]
    row[0] = depth
    let least = depth
    for (let at = 1; at <= typed.length; at++) {
      const same = typed[at - 1] === letter ? 0 : 1
      let slips = Math.min((above[at] as number) + 1, (row[at - 1] as number) + 1, (above[at - 1] as number) + same)
      if (twoAbove && at > 1 && typed[at - 1] === previous && typed[at - 2] === letter)
        slips = Math.min(slips, (twoAbove[at - 2] as number) + 1)
      row[at] = slips
      if (slips < least) least = slips
    }
    return least
  }

  /** Slips between everything typed and the first `depth` letters. */
  slips(depth: number): number {
    return (this.#rows[depth] as number[])[this.#typed.length] as number
  }
}

function sharedLength(a: string, b: string): number {
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared++
  return shared
}

/** The words that an office uses, in order, and which of them were probably meant. */
export class WordList {
  #sorted: string[]
  /** In how many clients each word was; those added later count one. */
  readonly #frequency: Map<string, number>

  constructor(words: Iterable<readonly [word: string, frequency: number]>) {
    this.#frequency = new Map(words)
    this.#sorted = [...this.#frequency.keys()].sort()
  }

  add(word: string): void {
    const frequency = this.#frequency.get(word)
    if (frequency === undefined) this.#sorted.splice(lowerBound(this.#sorted, word), 0, word)
    this.#frequency.set(word, (frequency ?? 0) + 1)
  }

  has(word: string): boolean {
    return this.#frequency.has(word)
  }

  /** Whether any word begins so. */
  hasBeginning(text: string): boolean {
    return this.#sorted[lowerBound(this.#sorted, text)]?.startsWith(text) ?? false
  }

  /** At most `limit` words within `max` slips of what was typed, closest and most used first; not the word itself. */
  near(typed: string, max: number, mode: NearMode, limit: number): NearWord[] {
    const found = max > 0 ? this.#within(typed, max, mode) : []
    const weight = ({ word }: NearWord) => (word[0] === typed[0] ? 0 : 1)
    return found
      .sort(
        (a, b) =>
          a.distance - b.distance ||
          weight(a) - weight(b) ||
          (this.#frequency.get(b.word) ?? 0) - (this.#frequency.get(a.word) ?? 0),
      )
      .slice(0, limit)
  }

  #within(typed: string, max: number, mode: NearMode): NearWord[] {
    const table = new SlipTable(typed)
    const found: NearWord[] = []
    const deepest = typed.length + max
    let previous = ''
    let filled = 0
    for (let at = 0; at < this.#sorted.length; ) {
      const word = this.#sorted[at] as string
      const start = Math.min(filled, sharedLength(previous, word))
      const end = Math.min(word.length, deepest)
      let depth = start
      let hopeless = false
      while (depth < end && !hopeless) hopeless = table.fill(word, ++depth) > max
      previous = word
      filled = depth
      const whole = hopeless || word.length > deepest ? Number.POSITIVE_INFINITY : table.slips(word.length)
      const distance = mode === 'whole' ? whole : leastDistance(table, depth)
      if (distance > 0 && distance <= max) found.push({ word, distance })
      // No word that begins like this one can be near, unless a shorter beginning of it was.
      const isDeadEnd = hopeless && (mode === 'whole' || distance > max)
      at = isDeadEnd ? lowerBound(this.#sorted, word.slice(0, depth) + AFTER_PREFIX, at + 1) : at + 1
    }
    return found
  }
}

/** Of all beginnings up to `end` letters. */
function leastDistance(table: SlipTable, end: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let depth = 1; depth <= end; depth++) least = Math.min(least, table.slips(depth))
  return least
}
