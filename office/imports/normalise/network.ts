import type { RowReader } from './issues.ts'
import type { Leftovers } from './leftovers.ts'

/** IPv4 address, without a mask; an empty text when there is none or it cannot exist (then it is kept in the notes). */
export function readIp(row: RowReader, leftovers: Leftovers): string {
  const text = row.raw('ip').trim()
  if (text === '') return ''
  const address = text.replace(/\/\d{1,2}$/, '')
  const parts = address.split('.')
  const valid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
  if (valid) return parts.map(Number).join('.')
  row.say('ip.invalid', 'ip')
  leftovers.keep('ip', text)
  return ''
}

export interface Velocidad {
  bajada: number
  subida: number
}

const UNIT: Readonly<Record<string, number>> = { k: 0.001, m: 1, g: 1000 }

/**
 * Speeds in Mbps: `50M/10M`, `50/10`, `20 megas`, `1G/500M`, `512k/256k`; null when it is none. The larger is taken for the
 * download: routers write them upload first, people download first, and nobody sells more upload.
 */
export function parseVelocidad(text: string): Velocidad | null {
  const parts = text
    .toLowerCase()
    .replace(/\s+/g, '')
    .split(/[/x-]/)
    .map((part) => /^(\d+(?:[.,]\d+)?)([kmg])?(?:b(?:it)?(?:ps|\/s|s)?|egas?|ega|ps)?$/.exec(part))
  if (parts.length > 2) return null
  const speeds = parts.map((match) =>
    match?.[1] === undefined ? null : Number(match[1].replace(',', '.')) * (UNIT[match[2] ?? 'm'] ?? 1),
  )
  const [first = null, second = first] = speeds
  if (first === null || second === null || first > 400_000 || second > 400_000) return null
  return { bajada: Math.max(first, second), subida: Math.min(first, second) }
}

/** Speeds of the row, or null. */
export function readVelocidad(row: RowReader, leftovers: Leftovers): Velocidad | null {
  const text = row.raw('velocidad').trim()
  if (text === '') return null
  const velocidad = parseVelocidad(text)
  if (!velocidad) {
    row.say('velocidad.invalid', 'velocidad')
    leftovers.keep('velocidad', text)
  }
  return velocidad
}
