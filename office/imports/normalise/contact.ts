import { zEmail } from '../../../contract/schemas.ts'
import { phoneNumbers } from '../../customers/phone.ts'
import { compact } from '../fold.ts'
import type { RowReader } from './issues.ts'
import type { Leftovers } from './leftovers.ts'
import { readText } from './text.ts'

/** The document as typed; only its digits and letters are ever compared. */
export function readDocumento(row: RowReader, leftovers: Leftovers): string {
  const text = readText(row, 'documento', leftovers)
  if (text === '') return ''
  const key = compact(text)
  // "S/N", "0000000" and the like stand for nothing.
  if (key.length < 4 || !/\d/.test(key) || /^0+$/.test(key)) row.say('documento.invalid', 'documento')
  return text
}

/** Phones as typed: one field holds several. */
export function readTelefono(row: RowReader, leftovers: Leftovers): string {
  const text = readText(row, 'telefono', leftovers)
  if (text === '') return ''
  const numbers = phoneNumbers(text)
  if (numbers.length === 0 || numbers.some((number) => number.length > 13)) row.say('telefono.invalid', 'telefono')
  else if (numbers.length > 1) row.say('telefono.several', 'telefono', String(numbers.length))
  return text
}

/** The first valid address; what else the cell holds goes to the notes. */
export function readEmail(row: RowReader, leftovers: Leftovers): string {
  const text = readText(row, 'email', leftovers)
  if (text === '') return ''
  const parts = text.split(/[\s;,|]+/).filter((part) => part !== '')
  const addresses = parts.map((part) => part.replace(/^<|>$/g, '').toLowerCase())
  const email = addresses.find((part) => zEmail.safeParse(part).success)
  const rest = parts.filter((_, at) => addresses[at] !== email)
  for (const part of rest) leftovers.keep('email', part)
  const bad = rest.filter((part) => !zEmail.safeParse(part.toLowerCase()).success)
  if (bad.length > 0) row.say('email.invalid', 'email', bad.join(' '))
  else if (rest.length > 0) row.say('email.several', 'email', email ?? '')
  return email ?? ''
}

/** Address with its town. */
export function readDireccion(row: RowReader, leftovers: Leftovers): string {
  const direccion = readText(row, 'direccion', leftovers)
  const localidad = readText(row, 'localidad', leftovers)
  if (localidad === '' || direccion.endsWith(localidad)) return direccion
  const whole = direccion === '' ? localidad : `${direccion}, ${localidad}`
  if (whole.length <= 240) return whole
  leftovers.keep('localidad', localidad)
  return direccion
}
