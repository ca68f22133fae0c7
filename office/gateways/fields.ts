import { refuse } from '../kernel/errors.ts'
import { isCivilDate } from '../../contract/dates.ts'

/** Reading what others wrote: nothing is believed to have a shape. */

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

/** Text or a whole number as text; '' for anything else. At most 300 characters. */
export function textOf(value: unknown): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  return typeof value === 'string' ? value.trim().slice(0, 300) : ''
}

/** Errors: pasarela.payload. */
export function needText(value: unknown, campo: string): string {
  const text = textOf(value)
  if (text === '') throw refuse('pasarela.payload', { campo })
  return text
}

/** Errors: pasarela.payload. */
export function parseBody(body: string): Fields {
  try {
    const value: unknown = JSON.parse(body)
    if (isFields(value)) return value
  } catch {
    // Said below, like any other body that is no object.
  }
  throw refuse('pasarela.payload', { campo: 'body' })
}

/** An ISO instant in ms. Errors: pasarela.payload. */
export function needInstant(value: unknown, campo: string): number {
  const text = textOf(value)
  const at = isCivilDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN
  if (!Number.isSafeInteger(at)) throw refuse('pasarela.payload', { campo })
  return at
}
