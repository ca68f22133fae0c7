import { describe, expect, it } from 'vitest'
import { agePart, durationParts } from '../../renderer/components/duration.ts'
import { formatRate } from '../../renderer/components/rate.ts'
import { bandPath, linePath, nearestPoint, niceTop, runsOf, timeTicks } from '../../renderer/components/timeChart.ts'

const MINUTE = 60_000
const ZONE = 'America/Argentina/Buenos_Aires'

describe('rates', () => {
  it.each([
    [0, '0 bps'],
    [940, '940 bps'],
    [999.7, '1 kbps'],
    [12_400_000, '12,4 Mbps'],
    [999_600, '1 Mbps'],
    [1_250_000_000, '1,25 Gbps'],
    [9e18, '9.000.000 Tbps'],
  ])('says %d bits/s in the largest unit: %s', (bps, text) => {
    expect(formatRate(bps, 'es-AR')).toBe(text)
  })
})

describe('durations', () => {
  const said = (ms: number) => durationParts(ms).map(({ n, unit }) => `${n} ${unit}`)
  it('say the two largest units, and no empty one', () => {
    expect(said(0)).toEqual(['0 s'])
    expect(said(59_999)).toEqual(['59 s'])
    expect(said(61 * MINUTE)).toEqual(['1 h', '1 min'])
    expect(said(24 * 60 * MINUTE)).toEqual(['1 d'])
    expect(said(100 * 24 * 60 * MINUTE + 90 * MINUTE)).toEqual(['100 d', '1 h'])
  })
  it('of an age say one, and nothing at all of what was just now', () => {
    expect(agePart(9_999)).toBeNull()
    expect(agePart(75_000)).toEqual({ unit: 'min', n: 1 })
    // A clock that is behind is no future.
    expect(agePart(-5_000)).toBeNull()
  })
})

describe('charts over time', () => {
  const points = [0, 1, 2, 10, 11].map((minute) => ({ at: minute * MINUTE, value: minute }))
  const frame = { from: 0, to: 11 * MINUTE, top: 10, bottom: 0, width: 110, height: 100 }
  it('draw no line across silence', () => {
    expect(runsOf(points, MINUTE).map((run) => run.map(({ value }) => value))).toEqual([
      [0, 1, 2],
      [10, 11],
    ])
    expect(runsOf([], MINUTE)).toEqual([])
  })
  it('put time to the right, more above, and what is beyond the top at the top', () => {
    expect(linePath(points.slice(3), frame)).toBe('M100.0 0.0L110.0 0.0')
    expect(linePath(points.slice(0, 2), frame)).toBe('M0.0 100.0L10.0 90.0')
    expect(linePath(points.slice(0, 1), frame)).toBe('M0.0 100.0h0')
  })
  it('have a band only where stretches have a spread', () => {
    expect(bandPath(points, frame)).toBe('')
    const spread = points.slice(0, 2).map((point) => ({ ...point, min: 0, max: 10 }))
    expect(bandPath(spread, frame)).toBe('M0.0 0.0L10.0 0.0L10.0 100.0L0.0 100.0Z')
  })
  it('read nothing out of silence', () => {
    expect(nearestPoint(points, 2.4 * MINUTE, MINUTE)?.value).toBe(2)
    expect(nearestPoint(points, 6 * MINUTE, MINUTE)).toBeNull()
  })
  it.each([
    [0, 1],
    [Number.NaN, 1],
    [3, 5],
    [10, 10],
    [101, 200],
    [230, 250],
    [999, 1000],
  ])('of %d at most have %d on top', (most, top) => expect(niceTop(most)).toBe(top))

  const local = (at: number) => new Date(at - 3 * 60 * MINUTE).toISOString().slice(5, 16)
  it('have ticks where the clocks of the office are round', () => {
    const from = Date.parse('2026-11-27T12:34:00Z')
    const day = timeTicks(from, from + 24 * 60 * MINUTE, ZONE, 8)
    expect(day.unit).toBe('minute')
    expect(day.ticks.map(local)).toEqual([
      '11-27T12:00',
      '11-27T15:00',
      '11-27T18:00',
      '11-27T21:00',
      '11-28T00:00',
      '11-28T03:00',
      '11-28T06:00',
      '11-28T09:00',
    ])
    const month = timeTicks(from, from + 30 * 24 * 60 * MINUTE, ZONE, 8)
    expect(month.unit).toBe('day')
    expect(month.ticks.every((at) => local(at).endsWith('T00:00'))).toBe(true)
    const years = timeTicks(from, from + 700 * 24 * 60 * MINUTE, ZONE, 8)
    expect(years.unit).toBe('month')
    expect(years.ticks.every((at) => local(at).endsWith('-01T00:00'))).toBe(true)
    for (const { ticks } of [day, month, years]) expect(ticks.length).toBeLessThanOrEqual(8)
  })
})
