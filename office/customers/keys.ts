import { compact } from './fold.ts'
import { phoneKeys } from './phone.ts'

/** How a code is looked up: `C-0042` by `c0042` and by its number, `42`. */
export function codigoKeys(codigo: string): string[] {
  const whole = compact(codigo)
  const number = whole.replace(/\D+/g, '').replace(/^0+(?=\d)/, '')
  return whole === '' ? [] : [...new Set([whole, ...(number ? [number] : [])])]
}

/** Digits and letters of a document, the form in which two documents are the same. */
export const documentoKey = (documento: string): string => compact(documento)

/**
 * How a document is looked up: whole, and a tax id that wraps a personal one by the latter too: Argentina's CUIT
 * (20-12345678-9 holds 12345678) and Peru's RUC of a person (10-12345678-9).
 */
export function documentoKeys(documento: string): string[] {
  const whole = documentoKey(documento)
  if (whole === '') return []
  const inner = /^(?:2[03457]|3[034]|1[057])(\d{8})\d$/.exec(whole)?.[1]?.replace(/^0+/, '')
  return inner ? [whole, inner] : [whole]
}

export const servicioKeys = (dispositivoRef: string): string[] => {
  const key = compact(dispositivoRef)
  return key === '' ? [] : [key]
}

/** Every key of a client's own fields. */
export const clienteKeys = (fields: { codigoCliente: string; documento: string; telefono: string }) => ({
  codigo: codigoKeys(fields.codigoCliente),
  documento: documentoKeys(fields.documento),
  telefono: phoneKeys(fields.telefono),
})
