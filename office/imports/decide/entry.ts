import type { ImportFate, ImportField, ImportIssueCode } from '../../../contract/procedures/imports.ts'
import type { EstadoServicioCliente } from '../../../contract/enums.ts'
import type { Minor } from '../../../contract/money.ts'
import type { NormalRow, UnderstoodRow } from '../normalise/row.ts'
import type { TextRow } from '../read/table.ts'
import type { Fila, OfficeCliente, OfficeServicio } from './view.ts'

/** A row of the file on its way to its fate. */
export interface Entry extends UnderstoodRow {
  text: TextRow
  fate: ImportFate
  changes: ImportField[]
  /** Null for rows that are not written: rejected ones and copies of another. */
  target: Target | null
}

/** Where a row goes. */
export interface Target {
  person: Person
  /** Key under which the row is remembered. */
  clave: string
  /** What an earlier import remembers of it. */
  fila: Fila | null
  /** The office's service that the row is about; null when there is none (yet). */
  servicio: OfficeServicio | null
  /** Opening balance to write. */
  saldo: Minor | null
  /** State that the client, and the service, get; null when the file does not change it. */
  clienteEstado: EstadoServicioCliente | null
  servicioEstado: EstadoServicioCliente | null
}

/** A client of the file: its first row, and further ones with services of the same person. */
export interface Person {
  /** Key of the rows, from the code or, without one, from document and name. */
  base: string
  /** The code it has or will have; empty when the office gives the next one. */
  codigo: string
  cliente: OfficeCliente | null
  entries: Entry[]
  /** Rows of earlier imports that are this client's. */
  filas: Fila[]
}

/** Says something about a row's cell that only shows by comparing it with other rows or with the office. */
export type Say = (entry: Entry, code: ImportIssueCode, field: ImportField, detail: string) => void

/** How a message names another row: its number in a spreadsheet and its client. */
export const rowName = (entry: Entry): string => `${entry.text.row} · ${entry.normal.nombreRazonSocial || '—'}`

export const clienteName = (cliente: OfficeCliente): string => `${cliente.codigoCliente} · ${cliente.nombreRazonSocial}`

/** Equal rows have equal text. Key order is fixed by how rows are made. */
export const rowText = (row: NormalRow): string => JSON.stringify(row)
