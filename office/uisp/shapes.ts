import { z } from 'zod'
import { UispError } from './errors.ts'

// Versions differ in what they say and how: a field that is of another kind is not known, and hides nothing else.
const zText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null)
const zNumber = z.number().nullish().catch(null)

/** What the office reads of a device; UISP says much more, and leaves out what it does not know. */
export const zUispDevice = z.object({
  identification: z.object({
    id: z.string(),
    name: zText,
    displayName: zText,
    hostname: zText,
    mac: zText,
    model: zText,
    modelName: zText,
    type: zText,
    role: zText,
    category: zText,
    firmwareVersion: zText,
    site: z.object({ id: zText, name: zText }).nullish(),
  }),
  ipAddress: zText,
  overview: z
    .object({
      status: zText,
      cpu: zNumber,
      ram: zNumber,
      signal: zNumber,
      uptime: zNumber,
      lastSeen: zText,
      stationsCount: zNumber,
      temperature: zNumber,
      downlinkCapacity: zNumber,
      uplinkCapacity: zNumber,
    })
    .nullish(),
})
export type UispDevice = z.output<typeof zUispDevice>

export const zUispStation = z.object({
  mac: zText,
  name: zText,
  ipAddress: zText,
  connected: z.boolean().nullish(),
  connectionTime: zNumber,
  uptime: zNumber,
  rxSignal: zNumber,
  txSignal: zNumber,
  rxBytes: zNumber,
  txBytes: zNumber,
  downlinkCapacity: zNumber,
  uplinkCapacity: zNumber,
  deviceIdentification: z.object({ id: zText, name: zText, model: zText }).nullish(),
})
export type UispStation = z.output<typeof zUispStation>

export const zUispOnu = z.object({
  identification: z.object({ id: z.string(), name: zText, mac: zText, serialNumber: zText, model: zText }),
  overview: z.object({ status: zText, signal: zNumber, uptime: zNumber, lastSeen: zText }).nullish(),
  onu: z.object({ port: zNumber, receivePower: zNumber, transmitPower: zNumber, distance: zNumber }).nullish(),
})
export type UispOnu = z.output<typeof zUispOnu>

export const zUispSite = z.object({
  identification: z.object({ id: z.string(), name: zText, status: zText, type: zText }),
})
export type UispSite = z.output<typeof zUispSite>

export const zUispOutage = z.object({
  id: z.string(),
  type: zText,
  startTimestamp: zText,
  endTimestamp: zText,
  inProgress: z.boolean().nullish(),
  device: z.object({ id: zText, name: zText }).nullish(),
  site: z.object({ id: zText, name: zText }).nullish(),
})
export type UispOutage = z.output<typeof zUispOutage>

/** `status` of a service in the CRM. */
export const CRM_STATUS = { active: 1, ended: 2, suspended: 3 } as const

export const zCrmService = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  clientId: z.union([z.number(), z.string()]).transform(String).nullish(),
  status: z.number(),
  name: zText,
  servicePlanName: zText,
})
export type CrmService = z.output<typeof zCrmService>

export const zCrmClient = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  /** The provider's own code of its client. */
  userIdent: zText,
  companyName: zText,
  firstName: zText,
  lastName: zText,
})
export type CrmClient = z.output<typeof zCrmClient>

/** What was understood of a list, and how many of its items were not. */
export interface UispList<T> {
  items: T[]
  odd: number
}

/** The list itself has to be one: something else is not an empty network. @throws UispError `protocol` */
export function listOf<T>(schema: z.ZodType<T>, value: unknown): UispList<T> {
  if (!Array.isArray(value)) throw new UispError('protocol', 'refused', 'not a list')
  const parsed = value.map((item) => schema.safeParse(item))
  const items = parsed.flatMap((each) => (each.success ? [each.data] : []))
  if (items.length === 0 && value.length > 0) throw new UispError('protocol', 'refused', 'a list of something else')
  return { items, odd: value.length - items.length }
}

/** @throws UispError `protocol` */
export function oneOf<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new UispError('protocol', 'refused', 'not what was asked for')
  return parsed.data
}
