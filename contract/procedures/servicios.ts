import { type } from '@orpc/contract'
import { z } from 'zod'
import type { FechaCivil, Periodo } from '../dates.ts'
import {
  ESTADOS_SERVICIO,
  type EstadoServicio,
  MODALIDADES,
  type Modalidad,
  type MotivoSuspension,
  TECNOLOGIAS,
  type Tecnologia,
  type TipoEventoServicio,
} from '../enums.ts'
import type { Minor } from '../money.ts'
import { zFecha, zId, zOptionalText, zPositiveAmount, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'

export interface Servicio {
  id: string
  clienteId: string
  planId: string
  planNombre: string
  /** What a month is billed at, minor units: the agreed price, or else the plan's. */
  precioMensual: Minor
  /** Agreed with this client in place of the plan's price; null follows the plan. */
  precioAcordado: Minor | null
  velocidadBajadaMbps: number
  velocidadSubidaMbps: number
  tecnologia: Tecnologia
  dispositivoRef: string
  fechaActivacion: FechaCivil
  /** First day without service, while it has none. */
  fechaCorte: FechaCivil | null
  estado: EstadoServicio
  /** Only while `suspendido`. */
  motivoSuspension: MotivoSuspension | null
  /** 1–28, and when it is billed; null follows the tenant. */
  diaFacturacion: number | null
  modalidad: Modalidad | null
  /** First day that this office bills; null: the activation. */
  facturarDesde: FechaCivil | null
  actualizadoEn: number
}

export interface EventoServicio {
  id: string
  /** First day of the new state. */
  fecha: FechaCivil
  tipo: TipoEventoServicio
  /** Of a change of plan: from which to which. */
  planAnterior: string | null
  plan: string | null
  motivo: string
  /** `planeado` waits for its day; `anulado` was taken back before it. */
  estado: 'aplicado' | 'planeado' | 'anulado'
  /** Who wrote it; null: the office by itself. */
  usuario: string | null
  creadoEn: number
}

/** A service as its client's page shows it. */
export interface ServicioRow extends Servicio {
  /** Last day that is charged on a document; null when it was never billed. */
  facturadoHasta: FechaCivil | null
  /** The next change that waits for its day. */
  proximo: EventoServicio | null
}

/** Days of a service that a document charges or gives back, both ends included. */
export interface CoberturaRow {
  periodo: Periodo
  desde: FechaCivil
  hasta: FechaCivil
  /** 1 charged, −1 given back. */
  signo: 1 | -1
  /** Name of the plan, or words of the charge. */
  concepto: string
  /** Price of a whole period, minor units, below zero for a discount. */
  precio: Minor
  documento: { tipo: 'factura' | 'nota_credito'; id: string; numero: string } | null
}

export interface ServicioFactura {
  id: string
  numero: string
  periodo: Periodo
  fechaEmision: FechaCivil
  montoTotal: Minor
  saldo: Minor
  /** Σ credit notes: all of it, and the invoice is annulled. */
  acreditado: Minor
  estado: 'pendiente' | 'pagada' | 'vencida'
}

/** Everything about one service. */
export interface ServicioDetail {
  servicio: ServicioRow
  cliente: { id: string; codigoCliente: string; nombreRazonSocial: string }
  /** What holds for it, its own or the tenant's. */
  facturacion: { dia: number; modalidad: Modalidad }
  /** Its price from a day on, when the plan's changes and nothing else was agreed. */
  precioFuturo: { precioMensual: Minor; desde: FechaCivil } | null
  /** Newest first. */
  eventos: EventoServicio[]
  cobertura: CoberturaRow[]
  facturas: ServicioFactura[]
}

/** How a service stands on a day. */
export interface Situacion {
  estado: EstadoServicio
  motivo: MotivoSuspension | null
  planNombre: string
  /** Minor units a month. */
  precioMensual: Minor
}

export interface AjusteLinea {
  descripcion: string
  /** How the amount came about, in the tenant's language. */
  explicacion: string
  /** With taxes; below zero it is given back. */
  total: Minor
}

/** What a change means in money, before it is made. */
export interface CambioPreview {
  antes: Situacion
  despues: Situacion
  /** It waits for its day. Billing knows of it at once. */
  planeado: boolean
  facturadoHasta: FechaCivil | null
  /** What it charges and gives back of days that are billed already; what is not billed yet is billed as it will be. */
  lineas: AjusteLinea[]
  /** Σ of the lines: above zero the client is charged, below it is given back. */
  total: Minor
  /** Charged because a cut for debt is lifted, without taxes; 0 is none. */
  reconexion: Minor
}

export interface ServicioChanged extends Servicio {
  /** What it means in money, when it was issued at once and came to something. */
  documento: { tipo: 'factura' | 'nota_credito'; id: string; numero: string; total: Minor } | null
}

const zCambio = z.discriminatedUnion('tipo', [
  z.object({ tipo: z.literal('suspension') }),
  /** `vuelve`: the day on which it goes on by itself. */
  z.object({ tipo: z.literal('pausa'), vuelve: zFecha.nullable().default(null) }),
  z.object({ tipo: z.literal('reactivacion') }),
  z.object({ tipo: z.literal('cambio_plan'), planId: zId }),
  z.object({ tipo: z.literal('baja') }),
])
export type CambioServicio = z.output<typeof zCambio>

const zCambioEnFecha = { id: zId, cambio: zCambio, fecha: zFecha }

const billingFields = {
  tecnologia: z.enum(TECNOLOGIAS),
  dispositivoRef: zOptionalText(120),
  fechaActivacion: zFecha,
  diaFacturacion: z.number().int().min(1).max(28).nullable().default(null),
  modalidad: z.enum(MODALIDADES).nullable().default(null),
  precioAcordado: z
    .union([z.literal(0), zPositiveAmount])
    .nullable()
    .default(null),
  facturarDesde: zFecha.nullable().default(null),
}

export const servicios = {
  get: guarded('cliente.read')
    .input(z.object({ id: zId }))
    .output(type<ServicioDetail>()),
  /** Newest first, with what is planned and what was taken back. */
  events: guarded('cliente.read')
    .input(z.object({ id: zId }))
    .output(type<EventoServicio[]>()),
  /** Errors: not_found (cliente, plan), plan.archived. */
  create: guarded('servicio.write')
    .input(
      z.object({
        requestId: zRequestId,
        clienteId: zId,
        planId: zId,
        estado: z.enum(ESTADOS_SERVICIO).default('activo'),
        ...billingFields,
      }),
    )
    .output(type<Servicio>()),
  /** State and plan change by `change` alone. Errors: not_found, conflict.changed, servicio.billed, servicio.event_before. */
  update: guarded('servicio.write')
    .input(z.object({ requestId: zRequestId, id: zId, ...billingFields, expected: z.number().int() }))
    .output(type<Servicio>()),
  /** Errors: as `change`. Writes nothing. */
  previewChange: guarded('servicio.write').input(z.object(zCambioEnFecha)).output(type<CambioPreview>()),
  /**
   * Changes state or plan from a day on: today, back to three months ago, or planned for up to a year ahead.
   * `aparte`: what it means in money is issued at once instead of going on the next invoice (asks for `factura.issue`).
   * Errors: not_found, conflict.changed, plan.archived, servicio.fecha, servicio.estado, servicio.same_plan,
   * servicio.planned.
   */
  change: guarded('servicio.write')
    .input(
      z.object({
        requestId: zRequestId,
        ...zCambioEnFecha,
        motivo: zOptionalText(200).default(''),
        aparte: z.boolean().default(false),
        expected: z.number().int(),
      }),
    )
    .output(type<ServicioChanged>()),
  /** Takes a planned change back before its day. Errors: not_found, servicio.event_done, servicio.planned. */
  cancelEvent: guarded('servicio.write')
    .input(z.object({ requestId: zRequestId, eventoId: zId }))
    .output(type<Servicio>()),
}
