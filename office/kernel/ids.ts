import { createHash, randomFillSync } from 'node:crypto'
import { stringify, v7 } from 'uuid'

const RANDOM_BYTES = 16
// Drawn for many ids at once: asking for the bytes of one costs as much as all else about it.
const pool = new Uint8Array(RANDOM_BYTES * 256)
let drawn = pool.length

function random(): Uint8Array {
  if (drawn === pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  drawn += RANDOM_BYTES
  return pool.subarray(drawn - RANDOM_BYTES, drawn)
}

let msecs = 0
let seq = 0

/**
 * UUIDv7: grows with time, also within one millisecond and when the clock is set back, so that rows of one table are
 * written next to each other and in order.
 */
export function newId(): string {
  const bytes = random()
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    // 31 bits, so that there is room to count up from it.
    seq = ((bytes[6] ?? 0) << 23) | ((bytes[7] ?? 0) << 16) | ((bytes[8] ?? 0) << 8) | (bytes[9] ?? 0)
  } else {
    seq = (seq + 1) | 0
    if (seq === 0) msecs += 1
  }
  return v7({ random: bytes, msecs, seq })
}

/**
 * An id that follows from what it names, so that two seats that make the same document make one (UUIDv8, RFC 9562 §5.8):
 * 48 bits of `at` (ms since the epoch) like a v7, so that documents of one period are written next to each other, and 74
 * bits of the SHA-256 of `name`. A name-based v5 would scatter each month's invoices over the whole table. `step` (0–4095)
 * takes the place of the first 12 of those bits, for an order within one instant.
 */
export function namedId(at: number, name: string, step: number | null = null): string {
  const bytes = new Uint8Array(createHash('sha256').update(name).digest().subarray(0, 16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(at / 2 ** (8 * (5 - i))) % 256
  if (step !== null) {
    bytes[6] = step >> 8
    bytes[7] = step & 0xff
  }
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return stringify(bytes)
}
