// How RouterOS writes versions, dates, durations, rates and addresses.
import type { Bytes } from './wire.ts'

/** Whether a version such as '7.18.2' is at least another. */
export function atLeast(version: string, other: string): boolean {
  const [a, b] = [version, other].map((each) => each.split('.').map((part) => Number.parseInt(part, 10) || 0)) as [
    number[],
    number[],
  ]
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

export const timeOf = (date: Date): Bytes => date.toISOString().slice(11, 19)

/** `jan/31/2024` before 7.10, `2024-01-31` from there on. */
export function dateOf(version: string, date: Date): Bytes {
  if (atLeast(version, '7.10')) return date.toISOString().slice(0, 10)
  const [year, month, day] = date.toISOString().slice(0, 10).split('-')
  return `${MONTHS[Number(month) - 1]}/${day}/${year}`
}

export const dateTimeOf = (version: string, date: Date): Bytes => `${dateOf(version, date)} ${timeOf(date)}`

/** Log lines of today carry the time alone in version 6 and older 7; older lines the day too. */
export function logTimeOf(version: string, date: Date, now: Date): Bytes {
  if (atLeast(version, '7.10')) return dateTimeOf(version, date)
  const today = dateOf(version, date) === dateOf(version, now)
  return today ? timeOf(date) : `${dateOf(version, date).slice(0, 6)} ${timeOf(date)}`
}

/** `1w2d3h4m5s`; below one second `0s`. */
export function durationOf(ms: number): Bytes {
  let seconds = Math.max(0, Math.floor(ms / 1000))
  let text = ''
  for (const [unit, size] of [
    ['w', 604_800],
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const) {
    if (seconds >= size) text += `${Math.floor(seconds / size)}${unit}`
    seconds %= size
  }
  return seconds > 0 || text === '' ? `${text}${seconds}s` : text
}

const UNITS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1, ms: 0.001 }

/** Milliseconds of `1d2h`, `1d02:03:04`, `00:10:00` or plain seconds; null if it is no duration. */
export function parseDuration(text: Bytes): number | null {
  const match = /^((?:\d+(?:w|d|h|ms|m|s))*)(?:(\d+):(\d+)(?::(\d+))?)?$/.exec(text)
  if (/^\d+$/.test(text)) return Number(text) * 1000
  if (text === '' || !match) return null
  const units = [...(match[1] ?? '').matchAll(/(\d+)(w|d|ms|m|h|s)/g)]
  const clock = Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0)
  return (clock + units.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0)) * 1000
}

/** Bits per second of `10M`, `512k` or a number; null if it is no rate. */
export function parseRate(text: Bytes): number | null {
  const match = /^(\d+)([kMG])?$/.exec(text)
  if (!match) return null
  return Number(match[1]) * ({ k: 1e3, M: 1e6, G: 1e9 }[match[2] ?? ''] ?? 1)
}

export function ipNumber(text: Bytes): number | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (!match) return null
  const parts = match.slice(1).map(Number)
  return parts.some((part) => part > 255) ? null : parts.reduce((sum, part) => sum * 256 + part, 0)
}

export const ipText = (value: number): Bytes => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.')

/** First and last of `a.b.c.d-e.f.g.h` or of a network `a.b.c.d/n`. */
export function ipRange(text: Bytes): { first: number; last: number } | null {
  const [from = '', to] = text.split('-')
  if (to !== undefined) {
    const [first, last] = [ipNumber(from), ipNumber(to)]
    return first === null || last === null ? null : { first, last }
  }
  const [address = '', bits = '32'] = text.split('/')
  const base = ipNumber(address)
  if (base === null || !/^\d+$/.test(bits) || Number(bits) > 32) return null
  const size = 2 ** (32 - Number(bits))
  const first = Math.floor(base / size) * size
  return { first, last: first + size - 1 }
}
