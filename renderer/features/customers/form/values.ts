import type { EstadoServicioCliente } from '../../../../contract/enums.ts'
import type { Cliente, ClienteInput } from '../../../../contract/procedures/customers.ts'

/** What can be written about a client. */
export interface ClienteValues extends ClienteInput {
  estadoServicio: EstadoServicioCliente
}

export const CLIENTE_FIELDS = [
  'nombreRazonSocial',
  'documento',
  'telefono',
  'email',
  'direccion',
  'codigoCliente',
  'estadoServicio',
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
})

export interface FieldChange {
  field: ClienteField
  /** As the form had it at first, and as somebody else has left it. */
  before: string
  theirs: string
  /** What this person has typed over it; null when they have not touched the field, or wrote the same. */
  mine: string | null
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
