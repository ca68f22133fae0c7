/** How RouterOS writes values. Readers give null for what is not one: a value that was not understood is unknown, not zero. */

/** Booleans arrive as yes/no and as true/false, sometimes of the same property. */
export function parseBoolean(text: string | undefined): boolean | null {
  if (text === 'yes' || text === 'true') return true
  return text === 'no' || text === 'false' ? false : null
}

export const formatBoolean = (value: boolean): string => (value ? 'yes' : 'no')

/** A whole number, as counters and percentages are written. Beyond 2^53 it is the nearest one. */
export function parseInteger(text: string | undefined): number | null {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : null
}

const UNITS_MS = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, ns: 1e-6 } as const
type Unit = keyof typeof UNITS_MS

/** `1w2d3h4m5s`, `12ms345us`, `1d02:03:04`, `00:01:02.5` in ms, to the microsecond. */
export function parseDuration(text: string | undefined): number | null {
  const match = /^((?:\d+(?:\.\d+)?(?:w|d|h|ms?|s|us|ns))*) ?(?:(\d+):(\d{2}):(\d{2}(?:\.\d+)?))?$/.exec(text ?? '')
  const [, units = '', hours, minutes = '0', seconds = '0'] = match ?? []
  if (units === '' && hours === undefined) return null
  // Summed as whole microseconds, so that a sum of parts has no rounding of its own.
  let us = 0
  for (const [, amount, unit] of units.matchAll(/([\d.]+)([a-z]+)/g))
    us += Number(amount) * (UNITS_MS[unit as Unit] * 1000)
  if (hours !== undefined) us += (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1e6
  return Math.round(us) / 1000
}

/** A duration of whole ms, as RouterOS takes and shows it: `1w2d3h4m5s6ms`; `0s` for none. */
export function formatDuration(ms: number): string {
  if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError(`not a duration in whole ms: ${ms}`)
  let rest = ms
  let text = ''
  for (const unit of ['w', 'd', 'h', 'm', 's', 'ms'] as const) {
    const amount = Math.floor(rest / UNITS_MS[unit])
    if (amount > 0) text += `${amount}${unit}`
    rest -= amount * UNITS_MS[unit]
  }
  return text || '0s'
}

const DECIMAL = { '': 1, k: 1e3, M: 1e6, G: 1e9 } as const

/** `10M`, `512k`, `1.5G`, `100Mbps` in bits/s. */
export function parseRate(text: string | undefined): number | null {
  const match = /^(\d+(?:\.\d+)?)([kKmMgG]?)(?:bps)?$/.exec(text ?? '')
  if (!match) return null
  const letter = match[2] ?? ''
  const unit = letter.toLowerCase() === 'k' ? 'k' : (letter.toUpperCase() as '' | 'M' | 'G')
  return Math.round(Number(match[1]) * DECIMAL[unit])
}

/** Bits/s in the largest unit that says them exactly: `10M`, `1500k`, `1`. */
export function formatRate(bitsPerSecond: number): string {
  if (!Number.isSafeInteger(bitsPerSecond) || bitsPerSecond < 0) throw new RangeError(`not a rate: ${bitsPerSecond}`)
  for (const unit of ['G', 'M', 'k'] as const)
    if (bitsPerSecond >= DECIMAL[unit] && bitsPerSecond % DECIMAL[unit] === 0)
      return `${bitsPerSecond / DECIMAL[unit]}${unit}`
  return String(bitsPerSecond)
}

/** Both directions, named for the client: what it sends and what it receives. */
export interface UpDown {
  up: number
  down: number
}

/**
 * `10M/2M` in bits/s: `rate-limit` is rx/tx as the router sees it and `max-limit` is upload/download, both the client's upload first.
 * One rate alone is both. Bursts and priorities after a space are the caller's: `10M/20M 12M/24M 8/8`.
 */
export function parseRates(text: string | undefined): UpDown | null {
  const [up, down, ...more] = (text ?? '').split('/')
  const upRate = parseRate(up)
  const downRate = down === undefined ? upRate : parseRate(down)
  return upRate === null || downRate === null || more.length > 0 ? null : { up: upRate, down: downRate }
}

export const formatRates = ({ up, down }: UpDown): string => `${formatRate(up)}/${formatRate(down)}`

/** `bytes` and the like of a queue, `123/456`: the client's upload first. */
export function parseCounters(text: string | undefined): UpDown | null {
  const match = /^(\d+)\/(\d+)$/.exec(text ?? '')
  return match ? { up: Number(match[1]), down: Number(match[2]) } : null
}

const BINARY = { '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 } as const

/** `1.5GiB`, `128.0MiB`, `4096` in bytes. */
export function parseSize(text: string | undefined): number | null {
  const match = /^(\d+(?:\.\d+)?)(?:([KMGT]i)B|B)?$/.exec(text ?? '')
  if (!match) return null
  return Math.round(Number(match[1]) * BINARY[(match[2] ?? '') as keyof typeof BINARY])
}

/** Bytes in the largest unit that says them exactly: `512MiB`, `4097`. */
export function formatSize(bytes: number): string {
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new RangeError(`not a size: ${bytes}`)
  for (const unit of ['Ti', 'Gi', 'Mi', 'Ki'] as const)
    if (bytes >= BINARY[unit] && bytes % BINARY[unit] === 0) return `${bytes / BINARY[unit]}${unit}B`
  return String(bytes)
}

export interface RouterosVersion {
  major: number
  minor: number
  patch: number
}

/** `7.18.2 (stable)`, `6.49rc2`: a test version counts as the one it becomes. */
export function parseVersion(text: string | undefined): RouterosVersion | null {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?(?:(?:alpha|beta|rc)\d*)?(?: |$)/.exec(text ?? '')
  return match ? { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? 0) } : null
}

export const isAtLeast = (version: RouterosVersion, major: number, minor: number): boolean =>
  version.major > major || (version.major === major && version.minor >= minor)
