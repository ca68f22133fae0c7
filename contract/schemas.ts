import { z } from 'zod'
import { isCivilDate, isTimeZone } from './dates.ts'
import { MAX_MINOR } from './money.ts'

/** Shapes that several procedures share. Limits are what paper and screens can carry, not what SQLite could. */

export const zId = z.uuid()
/** Names one action of a person; repeating a write with the same one returns the first answer. */
export const zRequestId = z.uuid()
export const zText = (max: number) => z.string().trim().min(1).max(max)
export const zOptionalText = (max: number) => z.string().trim().max(max)
export const zAmount = z.number().int().min(-MAX_MINOR).max(MAX_MINOR)
export const zPositiveAmount = z.number().int().min(1).max(MAX_MINOR)
export const zFecha = z.string().refine(isCivilDate)
export const zPeriodo = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
export const zMoneda = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine((code) => Intl.supportedValuesOf('currency').includes(code))
export const zZonaHoraria = z.string().refine(isTimeZone)
export const zPais = z.string().regex(/^[A-Z]{2}$/)
export const zColor = z.string().regex(/^#[0-9a-fA-F]{6}$/)
/** A logo travels and is kept as a data URL; SVG is not taken because it can carry scripts. */
export const zLogo = z
  .string()
  .max(400_000)
  .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/)
export const zEmail = z.email().max(200)
export const zPassword = z.string().min(8).max(200)
export const zPin = z.string().regex(/^\d{4,8}$/)

const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/
/** Only digits and dots: an IPv4 address or nothing. */
const NUMBERS = /^[\d.]+$/

/** Where something listens on the network: a name, an IPv4 address, or an IPv6 one, with or without its brackets. */
export const zHost = z
  .string()
  .trim()
  .max(253)
  .transform((host) => /^\[(.*)\]$/.exec(host)?.[1] ?? host)
  .refine((host) =>
    NUMBERS.test(host) ? z.ipv4().safeParse(host).success : HOST.test(host) || z.ipv6().safeParse(host).success,
  )
export const zPuerto = z.number().int().min(1).max(65_535)

export const zImpuesto = z.object({
  nombre: zText(40),
  tasaBp: z.number().int().min(0).max(100_000),
  incluido: z.boolean(),
})

/** Position in a keyset-paged list: opaque, made by the office. */
export const zCursor = z.string().max(600)
export const zPage = {
  cursor: zCursor.optional(),
  limit: z.number().int().min(1).max(200).default(100),
}

export interface Page<T> {
  items: T[]
  /** Position after the last item; null at the end. */
  nextCursor: string | null
  /** How many rows the filter matches in all, when that is known without counting them; else null. */
  total: number | null
}
