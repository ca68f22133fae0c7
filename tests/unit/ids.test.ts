import { afterEach, describe, expect, it, vi } from 'vitest'
import { validate, version } from 'uuid'
import { newId } from '../../office/kernel/ids.ts'

afterEach(() => vi.useRealTimers())

describe('a new id', () => {
  it('is a UUIDv7 of now', () => {
    vi.useFakeTimers({ now: Date.UTC(2040, 0, 1) })
    const id = newId()
    expect([validate(id), version(id)]).toEqual([true, 7])
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2040, 0, 1))
  })

  it('is greater than those before it: within a millisecond, and when the clock is set back', () => {
    vi.useFakeTimers({ now: Date.UTC(2041, 0, 1) })
    const ids = Array.from({ length: 5_000 }, newId)
    vi.setSystemTime(Date.UTC(2040, 0, 1))
    ids.push(...Array.from({ length: 100 }, newId))
    expect(ids).toEqual([...new Set(ids)].toSorted())
  })
})
