import type { Periodo } from '../../../contract/dates.ts'
import type { Agrupacion, EstadoCargo, Modalidad, TipoCargo, TipoEventoServicio } from '../../../contract/enums.ts'
import type { Impuesto, Minor } from '../../../contract/money.ts'
import type { Day, Month } from './days.ts'

/** What the engine is given. Days are numbers (`dayOf`); money is minor units; instants are ms since the epoch. */

export interface Evento {
  fecha: Day
  tipo: TipoEventoServicio
  planAnteriorId: string | null
  planId: string | null
  creadoEn: number
  /** When it was taken back: then it never happened. */
  anuladoEn: number | null
}

/** A row of `cobertura`; see there. */
export interface Cobertura {
  periodo: Periodo
  orden: number
  componente: string
  desde: Day
  hasta: Day
  signo: -1 | 0 | 1
  precio: Minor
  baseDias: number
  creadoEn: number
  /** Written by an annulment after which the days are to be billed again: they count as not looked at. */
  reabre: boolean
  /** The taxes that were charged with it; null when the plan's or the charge's have to do. */
  impuestos: readonly Impuesto[] | null
}

export interface PlanPrecio {
  vigenteDesde: Day
  precioAnterior: Minor
  precioMensual: Minor
  aplicado: boolean
}

export interface Plan {
  id: string
  nombre: string
  precioMensual: Minor
  impuestos: readonly Impuesto[]
  cobraSuspension: boolean
  /** Price changes that were not taken back, oldest first. */
  precios: readonly PlanPrecio[]
}

export interface Cargo {
  id: string
  /** Null: of the client as a whole. */
  servicioId: string | null
  tipo: TipoCargo
  descripcion: string
  monto: Minor
  tasaBp: number | null
  impuestos: readonly Impuesto[]
  desde: Day
  /** Last day; of an annulled one, the day before its first: it never held. */
  hasta: Day | null
  cuotas: number | null
  cuotasFacturadas: number
  estado: EstadoCargo
  actualizadoEn: number
}

export interface Servicio {
  id: string
  planId: string
  dispositivoRef: string
  /** First day that is ever charged. */
  desde: Day
  precioAcordado: Minor | null
  dia: number
  modalidad: Modalidad
  /** By day, and on one day as they were written. */
  eventos: readonly Evento[]
  /** As they were written. All of them, or those of the period before the run's and later when nothing older matters. */
  cobertura: readonly Cobertura[]
}

export interface Cliente {
  id: string
  nombre: string
  codigo: string
  nombreOrden: string
  documento: string
  exento: boolean
  agrupacion: Agrupacion
  credito: Minor
  /** The run's period has billed an instalment of the client as a whole: there is one a period, whoever carries it. */
  cuotaEmitida: boolean
  servicios: readonly Servicio[]
  cargos: readonly Cargo[]
}

/** What holds for every service of a run. */
export interface Rules {
  planes: ReadonlyMap<string, Plan>
  /** Billing day of those who have none of their own: clients without services. */
  dia: number
  modalidad: Modalidad
  diasAnticipacion: number
}

/**
 * Days of one component that are charged (1), given back (−1), or were looked at and are free (0): what becomes a row of
 * `cobertura` and, when it is money, a line.
 */
export interface Asiento {
  servicioId: string
  componente: string
  /** Period that the days belong to: one only. */
  month: Month
  desde: Day
  hasta: Day
  signo: -1 | 0 | 1
  precio: Minor
  baseDias: number
  impuestos: readonly Impuesto[]
  planId: string | null
  cargo: Cargo | null
}

/** A charge that is not by days: whole, or one instalment of it. */
export interface Extra {
  cargo: Cargo
  monto: Minor
  /** Which instalment it is (1, 2, …); null when it is whole. */
  cuota: number | null
}
