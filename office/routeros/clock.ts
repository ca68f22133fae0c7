/** Dates and clocks of RouterOS: 6 writes `jan/02/1970`, 7 (from 7.10) ISO. A device knows its wall clock and its offset. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `jan/02/1970` or `1970-01-02` as `1970-01-02`; null for what is not a day. */
export function parseDate(text: string | undefined): string | null {
  const old = /^([a-z]{3})\/(\d{2})\/(\d{4})$/i.exec(text ?? '')
  const iso = old
    ? `${old[3]}-${String(MONTHS.indexOf((old[1] ?? '').toLowerCase()) + 1).padStart(2, '0')}-${old[2]}`
    : (text ?? '')
  return isDay(iso) ? iso : null
}

function isDay(iso: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return false
  const ms = Date.parse(`${iso}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(iso)
}

/** A day `YYYY-MM-DD` as that version writes it. */
export function formatDate(iso: string, style: 'v6' | 'v7'): string {
  if (!isDay(iso)) throw new RangeError(`not a day: ${iso}`)
  const [year = '', month = '', day = ''] = iso.split('-')
  return style === 'v7' ? iso : `${MONTHS[Number(month) - 1]}/${day}/${year}`
}

/** `jan/02/1970 00:00:01` or `1970-01-02 00:00:01` as `1970-01-02T00:00:01`, in the device's own time. */
export function parseDateTime(text: string | undefined): string | null {
  const [day, time, ...more] = (text ?? '').split(/[ T]/)
  const date = parseDate(day)
  return date !== null && more.length === 0 && isTime(time) ? `${date}T${time}` : null
}

const isTime = (text: string | undefined): boolean => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text ?? '')

/** `YYYY-MM-DDTHH:MM:SS` as that version writes it. */
export function formatDateTime(iso: string, style: 'v6' | 'v7'): string {
  const [date = '', time] = iso.split('T')
  if (!isTime(time)) throw new RangeError(`not a time: ${iso}`)
  return `${formatDate(date, style)} ${time}`
}

/** `-03:00` in minutes east of Greenwich. */
export function parseGmtOffset(text: string | undefined): number | null {
  const match = /^([+-])(\d{2}):([0-5]\d)$/.exec(text ?? '')
  if (!match) return null
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' && minutes !== 0 ? -minutes : minutes
}

/** What `/system/clock/print` shows, as ms since 1970; null when a part is missing or is not understood. */
export function parseClock(row: Readonly<Record<string, string>>): number | null {
  const local = parseDateTime(`${row['date']} ${row['time']}`)
  const offset = parseGmtOffset(row['gmt-offset'])
  return local === null || offset === null ? null : Date.parse(`${local}Z`) - offset * 60_000
}
