import type { EstadoServicio, EstadoServicioCliente, Tecnologia } from '../../../contract/enums.ts'
import type { Minor } from '../../../contract/money.ts'
import type { NormalRow } from '../normalise/row.ts'

/** A row of an earlier import: what the file said then, and what became of it. */
export interface Fila {
  clave: string
  clienteId: string
  servicioId: string | null
  valores: NormalRow
}

export interface OfficeCliente {
  id: string
  codigoCliente: string
  nombreRazonSocial: string
  documento: string
  telefono: string
  email: string
  direccion: string
  estadoServicio: EstadoServicioCliente
  notas: string
}

export interface OfficeServicio {
  id: string
  planId: string
  tecnologia: Tecnologia
  dispositivoRef: string
  fechaActivacion: string
  estado: EstadoServicio
}

export interface OfficePlan {
  id: string
  nombre: string
  velocidadBajadaMbps: number
  velocidadSubidaMbps: number
  precioMensual: Minor
}

/** What deciding needs to know of the office. Each answer is an index step, so that it costs the same in a large office. */
export interface OfficeView {
  planes(): OfficePlan[]
  /** Rows of earlier imports whose key is `base` or began as it. */
  filasOf(base: string): Fila[]
  cliente(id: string): OfficeCliente | null
  clienteByCodigo(codigo: string): OfficeCliente | null
  /** Clients whose document is the same by its digits and letters. */
  clientesByDocumento(documento: string): OfficeCliente[]
  serviciosOf(clienteId: string): OfficeServicio[]
  /** True when the client has any invoice, payment or credit note. */
  hasAccount(clienteId: string): boolean
}
