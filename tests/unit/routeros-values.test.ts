import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatBoolean,
  formatDate,
  formatDateTime,
  formatDuration,
  formatRate,
  formatRates,
  formatSize,
  isAtLeast,
  parseBoolean,
  parseClock,
  parseCounters,
  parseDate,
  parseDateTime,
  parseDuration,
  parseGmtOffset,
  parseInteger,
  parseRate,
  parseRates,
  parseSize,
  parseVersion,
} from '../../office/routeros/index.ts'

const amount = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const bits = fc.oneof(
  amount,
  fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.constantFrom(1e3, 1e6, 1e9)).map(([n, unit]) => n * unit),
)
const day = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const time = fc.integer({ min: 0, max: 86_399 }).map((second) => new Date(second * 1000).toISOString().slice(11, 19))

describe('booleans', () => {
  test('come as yes/no and as true/false', () => {
    expect(['yes', 'true', 'no', 'false'].map(parseBoolean)).toEqual([true, true, false, false])
    expect([undefined, '', 'YES', '1'].map(parseBoolean)).toEqual([null, null, null, null])
    for (const value of [true, false]) expect(parseBoolean(formatBoolean(value))).toBe(value)
  })
})

describe('durations', () => {
  test.each([
    ['1w2d3h4m5s', (((7 + 2) * 24 + 3) * 60 + 4) * 60_000 + 5000],
    ['00:01:02', 62_000],
    ['1d02:03:04', 93_784_000],
    ['1w2d 03:04:05', 788_645_000],
    ['5ms', 5],
    ['1.005s', 1005],
    ['12ms345us', 12.345],
    ['1s20ms', 1020],
    ['0s', 0],
    ['00:00:00.5', 500],
    ['28m', 1_680_000],
  ])('%s', (text, ms) => expect(parseDuration(text)).toBe(ms))

  test.each([undefined, '', 'never', 'none', '5', '5x', 's', '-5s', '1:2', '5s5', ' '])('%s is none', (text) =>
    expect(parseDuration(text)).toBeNull(),
  )

  test('what is written is read back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 41 }), (ms) => parseDuration(formatDuration(ms)) === ms))
    expect(formatDuration(788_645_006)).toBe('1w2d3h4m5s6ms')
    expect(() => formatDuration(-1)).toThrow(RangeError)
  })

  test('a clock reads as the units do', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 59 }),
        (h, m, s) => {
          const clock = [h, m, s].map((part) => String(part).padStart(2, '0')).join(':')
          expect(parseDuration(clock)).toBe(parseDuration(`${h}h${m}m${s}s`))
        },
      ),
    )
  })
})

describe('rates', () => {
  test.each([
    ['512k', 512_000],
    ['10M', 10_000_000],
    ['1.5M', 1_500_000],
    ['1G', 1_000_000_000],
    ['100Mbps', 100_000_000],
    ['2048', 2048],
    ['0', 0],
  ])('%s', (text, rate) => expect(parseRate(text)).toBe(rate))

  test('the client’s upload is first', () => {
    expect(parseRates('10M/2M')).toEqual({ up: 10_000_000, down: 2_000_000 })
    expect(parseRates('5M')).toEqual({ up: 5_000_000, down: 5_000_000 })
    expect(parseCounters('123/456')).toEqual({ up: 123, down: 456 })
    for (const text of [undefined, '', 'x', '1/2/3', '10M/', '/10M', '10M/2M 12M/4M'])
      expect(parseRates(text)).toBeNull()
    expect(parseCounters('1')).toBeNull()
  })

  test('what is written is read back', () => {
    fc.assert(fc.property(bits, (rate) => parseRate(formatRate(rate)) === rate))
    fc.assert(
      fc.property(bits, bits, (up, down) => {
        expect(parseRates(formatRates({ up, down }))).toEqual({ up, down })
      }),
    )
    expect(formatRates({ up: 1_500_000, down: 20_000_000 })).toBe('1500k/20M')
  })
})

describe('sizes', () => {
  test.each([
    ['1.5GiB', 1_610_612_736],
    ['128.0MiB', 134_217_728],
    ['17.5KiB', 17_920],
    ['4096', 4096],
    ['12B', 12],
  ])('%s', (text, bytes) => expect(parseSize(text)).toBe(bytes))

  test('what is written is read back', () => {
    const sizes = fc.oneof(
      amount,
      fc.tuple(fc.nat(4000), fc.nat(4)).map(([n, power]) => n * 1024 ** power),
    )
    fc.assert(fc.property(sizes, (bytes) => parseSize(formatSize(bytes)) === bytes))
    expect(formatSize(512 * 2 ** 20)).toBe('512MiB')
    expect(parseSize('1.5GB')).toBeNull()
  })
})

describe('dates', () => {
  test('both versions write the same day', () => {
    expect(parseDate('jan/02/1970')).toBe('1970-01-02')
    expect(parseDate('Feb/29/2024')).toBe('2024-02-29')
    expect(parseDate('2024-02-29')).toBe('2024-02-29')
    for (const text of [undefined, '', 'never', 'feb/30/2024', '2023-02-29', 'foo/01/2024', '2024-13-01', 'jan/2/1970'])
      expect(parseDate(text)).toBeNull()
  })

  test('what is written is read back', () => {
    fc.assert(
      fc.property(day, time, fc.constantFrom('v6' as const, 'v7' as const), (date, clock, style) => {
        expect(parseDate(formatDate(date, style))).toBe(date)
        expect(parseDateTime(formatDateTime(`${date}T${clock}`, style))).toBe(`${date}T${clock}`)
      }),
    )
    expect(formatDateTime('1970-01-02T00:00:01', 'v6')).toBe('jan/02/1970 00:00:01')
    expect(() => formatDate('1970-02-31', 'v6')).toThrow(RangeError)
    expect(parseDateTime('jan/02/1970 24:00:00')).toBeNull()
  })

  test('a clock is an instant', () => {
    const clock = { date: 'nov/26/2026', time: '21:30:00', 'gmt-offset': '-03:00' }
    expect(new Date(parseClock(clock) ?? 0).toISOString()).toBe('2026-11-27T00:30:00.000Z')
    expect(parseClock({ ...clock, date: '2026-11-26' })).toBe(parseClock(clock))
    expect(parseClock({ date: clock.date, time: clock.time })).toBeNull()
    expect(['+05:30', '-00:00', '03:00'].map(parseGmtOffset)).toEqual([330, 0, null])
  })
})

describe('versions', () => {
  test.each([
    ['7.18.2 (stable)', { major: 7, minor: 18, patch: 2 }],
    ['6.49.10 (long-term)', { major: 6, minor: 49, patch: 10 }],
    ['7.13rc1', { major: 7, minor: 13, patch: 0 }],
    ['7.1beta6 (testing)', { major: 7, minor: 1, patch: 0 }],
  ])('%s', (text, version) => expect(parseVersion(text)).toEqual(version))

  test('7.9 comes before 7.13', () => {
    const at = (text: string) => parseVersion(text) ?? { major: 0, minor: 0, patch: 0 }
    expect(isAtLeast(at('7.9'), 7, 13)).toBe(false)
    expect(isAtLeast(at('7.13'), 7, 13)).toBe(true)
    expect(isAtLeast(at('6.49'), 6, 43)).toBe(true)
    expect(isAtLeast(at('7.1'), 6, 43)).toBe(true)
    expect(parseVersion('stable')).toBeNull()
  })

  test('whole numbers', () => {
    expect([undefined, '', '12', '-3', '1.5', '0x1'].map(parseInteger)).toEqual([null, null, 12, -3, null, null])
  })
})

test('no reader throws, whatever a device says', () => {
  const readers = [parseBoolean, parseCounters, parseDate, parseDateTime, parseDuration, parseGmtOffset, parseInteger]
  const all = [...readers, parseRate, parseRates, parseSize, parseVersion]
  const texts = fc.oneof(fc.string(), fc.stringMatching(/^[\d.:/kMGwdhms -]{0,20}$/))
  fc.assert(fc.property(texts, (text) => all.forEach((read) => read(text))))
})
