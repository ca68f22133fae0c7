import { createHash } from 'node:crypto'
import { stringify, v7 } from 'uuid'

/** UUIDv7: grows with time, so that rows of one table are written next to each other. */
export const newId = (): string => v7()

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
