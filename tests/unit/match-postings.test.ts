import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { common, holds, merged, Postings, textKey } from '../../office/reconciliation/match/postings.ts'

const ascending = fc.uniqueArray(fc.nat(300)).map((list) => Int32Array.from(list).sort())
/** Few, so that many positions share one; also such as a document of 14 digits, and amounts of refunds. */
const key = fc.constantFrom(0, 1, 42, -42, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 30_123_456_000_199)

describe('positions by key', () => {
  it('are those that were noted, ascending and once each, also after some more', () => {
    fc.assert(
      fc.property(fc.array(fc.array(key, { maxLength: 4 })), fc.array(fc.array(key)), (first, second) => {
        const postings = new Postings()
        const expected = new Map<number, Set<number>>()
        let place = 0
        for (const part of [first, second]) {
          for (const keys of part) {
            for (const each of keys) {
              postings.post(each, place)
              expected.set(each, (expected.get(each) ?? new Set()).add(place))
            }
            place++
          }
          for (const [each, places] of expected) {
            expect([...postings.of(each)]).toEqual([...places])
            expect(postings.count(each)).toBe(places.size)
          }
          expect([...postings.of(7)]).toEqual([])
          expect(postings.count(7)).toBe(0)
        }
      }),
    )
  })

  it('are found among very many', () => {
    const postings = new Postings()
    for (let place = 0; place < 50_000; place++) postings.post(textKey(`P1-F-${place}`), place)
    for (let place = 0; place < 50_000; place += 997) expect(postings.of(textKey(`P1-F-${place}`))).toContain(place)
  })
})

describe('ascending lists', () => {
  it('share what is in both', () => {
    fc.assert(
      fc.property(ascending, ascending, (a, b) => {
        const [short, long] = a.length <= b.length ? [a, b] : [b, a]
        expect([...common(short, long)]).toEqual([...short].filter((each) => long.includes(each)))
      }),
    )
  })

  it('become one list of all that any of them has', () => {
    fc.assert(
      fc.property(fc.array(ascending), (lists) => {
        const all = new Set(lists.flatMap((list) => [...list]))
        expect([...merged(lists)]).toEqual([...all].sort((a, b) => a - b))
      }),
    )
  })

  it('are asked whether they have a position', () => {
    fc.assert(
      fc.property(ascending, fc.nat(300), (list, each) => {
        expect(holds(list, each)).toBe(list.includes(each))
      }),
    )
  })
})
