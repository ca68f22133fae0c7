import type { FechaCivil } from '../../../contract/dates.ts'
import type { Motivo, MotivoConciliacion } from '../../../contract/procedures/conciliacion.ts'
import type { Minor } from '../../../contract/money.ts'

/** A client as the matcher knows them. */
export interface MatchCliente {
  id: string
  codigo: string
  nombre: string
  documento: string
  telefono: string
  /** References of their services. */
  refs: string[]
  /** What their active services cost a month. */
  cuota: Minor
  /** Open ones, oldest due first. */
  facturas: { id: string; numero: string; saldo: Minor }[]
}

/** A transfer that was recorded at the counter and waits for its line. */
export interface MatchRecibo {
  id: string
  numero: string
  clienteId: string
  /** What no line has confirmed yet. */
  resta: Minor
  referencia: string
  /** Civil date it was recorded on. */
  fecha: FechaCivil
}

export interface MatchLinea {
  id: string
  fecha: FechaCivil
  concepto: string
  operacion: string
  /** What of it has no receipt yet. */
  resta: Minor
  /** It may repeat another: never accepted by itself. */
  dudosa: boolean
}

/** One way to explain a line. */
export interface Candidate {
  tipo: 'recibo' | 'cobro'
  /** Position of the client in the index. */
  cliente: number
  recibos: MatchRecibo[]
  facturas: MatchCliente['facturas']
  aFavor: Minor
  /** Relative probability, before it is held against the others. */
  weight: number
  /** 0: by its amount alone. 1: the line names the client. 2, 3: it has the end of the receipt's reference, or all of it. */
  strength: number
  /** Never higher, whatever it weighs. Thousandths. */
  cap: number
  puntaje: number
  motivos: Motivo[]
}

export const motivo = (codigo: MotivoConciliacion, datos: Motivo['datos'] = {}): Motivo => ({ codigo, datos })
