import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slipsAllowed, WordList } from '../../office/customers/typo.ts'

const names = new WordList([
  ['gonzalez', 900],
  ['gonzales', 12],
  ['gomez', 700],
  ['lopez', 600],
  ['martinez', 500],
  ['martin', 80],
  ['martina', 70],
  ['pena', 40],
  ['echeverria', 9],
])
const near = (typed: string) => names.near(typed, slipsAllowed(typed.length), 'whole', 5).map((m) => m.word)

describe('what was probably meant', () => {
  it.each([
    ['gonzalz', 'gonzalez'],
    ['gonsalez', 'gonzalez'],
    ['ognzalez', 'gonzalez'],
    ['lpoez', 'lopez'],
    ['lopezz', 'lopez'],
    ['qomez', 'gomez'],
    ['etcheverria', 'echeverria'],
    ['echeveria', 'echeverria'],
    ['ehceverira', 'echeverria'],
  ])('%s: %s', (typed, meant) => {
    expect(near(typed)[0]).toBe(meant)
  })

  it('is nothing for short words and for more slips than allowed', () => {
    expect(near('pen')).toEqual([])
    expect(near('gxmxz')).toEqual([])
    expect(near('lopez')).not.toContain('lopez')
  })

  it('is a beginning while the word is being typed', () => {
    const words = names.near('mratin', 1, 'beginning', 5).map((m) => m.word)
    expect(words).toEqual(expect.arrayContaining(['martin', 'martinez', 'martina']))
    expect(names.near('mart', 1, 'beginning', 5)).toEqual([])
  })

  it('puts the closest first, then the most used', () => {
    expect(names.near('gonzalex', 2, 'whole', 5).map((m) => m.word)).toEqual(['gonzalez', 'gonzales'])
  })

  it('knows words that were added', () => {
    const list = new WordList([])
    list.add('insfran')
    list.add('insfran')
    list.add('albano')
    expect(list.has('albano')).toBe(true)
    expect(list.near('insfrn', 1, 'whole', 5)).toEqual([{ word: 'insfran', distance: 1 }])
  })
})

/** The plain table of slips, without shared beginnings or pruning. */
function slips(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)])
  const at = (i: number, j: number) => table[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let j = 0; j <= b.length; j++) (table[0] as number[])[j] = j
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(i - 2, j - 2) + 1)
      ;(table[i] as number[])[j] = least
    }
  return at(a.length, b.length)
}

describe('against the plain definition', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 })

  it('finds every word within the slips, and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 40 }), word, fc.constantFrom(1, 2), (list, typed, max) => {
        const found = new WordList(list.map((w) => [w, 1])).near(typed, max, 'whole', 100)
        const expected = list.filter((w) => w !== typed && slips(typed, w) <= max)
        expect(found.map((m) => m.word).sort()).toEqual(expected.sort())
        for (const { word: w, distance } of found) expect(distance).toBe(slips(typed, w))
      }),
    )
  })

  it('finds every word with a beginning within the slips', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 40 }), word, fc.constantFrom(1, 2), (list, typed, max) => {
        const least = (w: string) => Math.min(...Array.from(w, (_, at) => slips(typed, w.slice(0, at + 1))))
        const found = new WordList(list.map((w) => [w, 1])).near(typed, max, 'beginning', 100)
        const expected = list.filter((w) => least(w) > 0 && least(w) <= max)
        expect(found.map((m) => m.word).sort()).toEqual(expected.sort())
      }),
    )
  })
})
