import type { Agrupacion, EstadoServicioCliente } from '../../../../contract/enums.ts'
import type { Cliente, ClienteInput } from '../../../../contract/procedures/customers.ts'

/** What can be written about a client. */
export interface ClienteValues extends Omit<ClienteInput, 'exentoImpuestos' | 'agrupacion'> {
  estadoServicio: EstadoServicioCliente
  exentoImpuestos: boolean
  /** `tenant` follows the tenant. */
  agrupacion: Agrupacion | 'tenant'
}

export const CLIENTE_FIELDS = [
  'nombreRazonSocial',
  'documento',
  'telefono',
  'email',
  'direccion',
  'codigoCliente',
  'estadoServicio',
  'exentoImpuestos',
  'agrupacion',
  'notas',
] as const satisfies readonly (keyof ClienteValues)[]
export type ClienteField = (typeof CLIENTE_FIELDS)[number]

/** Names of the fields in the translations. */
export const LABELS = {
  nombreRazonSocial: 'name',
  documento: 'document',
  telefono: 'phone',
  email: 'email',
  direccion: 'address',
  codigoCliente: 'code',
  estadoServicio: 'state',
  exentoImpuestos: 'exempt',
  agrupacion: 'grouping',
  notas: 'notes',
} as const

export const valuesOf = (cliente: Cliente | null): ClienteValues => ({
  codigoCliente: cliente?.codigoCliente ?? '',
  nombreRazonSocial: cliente?.nombreRazonSocial ?? '',
  documento: cliente?.documento ?? '',
  telefono: cliente?.telefono ?? '',
  email: cliente?.email ?? '',
  direccion: cliente?.direccion ?? '',
  notas: cliente?.notas ?? '',
  estadoServicio: cliente?.estadoServicio ?? 'activo',
  exentoImpuestos: cliente?.exentoImpuestos ?? false,
  agrupacion: cliente?.agrupacion ?? 'tenant',
})

/** What the office is told. */
export const fieldsOf = ({ agrupacion, estadoServicio: _, ...fields }: ClienteValues): ClienteInput => ({
  ...fields,
  agrupacion: agrupacion === 'tenant' ? null : agrupacion,
})

type FieldValue = ClienteValues[ClienteField]

export interface FieldChange {
  field: ClienteField
  /** As the form had it at first, and as somebody else has left it. */
  before: FieldValue
  theirs: FieldValue
  /** What this person has typed over it; null when they have not touched the field, or wrote the same. */
  mine: FieldValue | null
}

export interface Merged {
  /** What somebody else has changed meanwhile. */
  changes: FieldChange[]
  /** What this person typed, and elsewhere what the others left. */
  values: ClienteValues
}

/** Brings what somebody else changed into a form that is being written, and keeps all that was typed in it. */
export function mergeChanges(base: ClienteValues, typed: ClienteValues, theirs: ClienteValues): Merged {
  const changes = CLIENTE_FIELDS.filter((field) => theirs[field] !== base[field]).map((field): FieldChange => {
    const touched = typed[field] !== base[field] && typed[field] !== theirs[field]
    return { field, before: base[field], theirs: theirs[field], mine: touched ? typed[field] : null }
  })
  const values = { ...typed }
  for (const { field, mine } of changes) if (mine === null) Object.assign(values, { [field]: theirs[field] })
  return { changes, values }
}
