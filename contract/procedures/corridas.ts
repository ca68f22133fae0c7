import { type } from '@orpc/contract'
import { z } from 'zod'
import { ESTADOS_CORRIDA, ESTADOS_CORRIDA_FILA, type EstadoCorrida, type EstadoCorridaFila, IDIOMAS } from '../enums.ts'
import type { Minor } from '../money.ts'
import { type Page, zFecha, zId, zOptionalText, zPage, zPeriodo, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'
import type { FacturaLinea } from './billing.ts'
import { FORMATOS_EXPORTACION } from './reportes.ts'

/** What a row of the preview becomes. `sin_cargo`: it was looked at and comes to nothing. */
export const TIPOS_VISTA = ['factura', 'nota_credito', 'sin_cargo', 'excluido'] as const
export type TipoVista = (typeof TIPOS_VISTA)[number]

/**
 * What a person should look at before issuing.
 * `sin_precio`: the plan costs nothing. `precio_distinto`: the plan's price is not the one charged last (`anterior`).
 * `nunca_conectado`: the office knows devices of the network, and none that it has ever heard of carries this service.
 * `meses_sin_facturar`: whole months before this one that nobody billed, and that this run does not bill either.
 * `ajuste_anterior`: settles days of months billed before. `primera_factura`: the service's first.
 */
export const AVISOS_VISTA = [
  'sin_precio',
  'precio_distinto',
  'nunca_conectado',
  'sin_documento',
  'meses_sin_facturar',
  'exento',
  'ajuste_anterior',
  'primera_factura',
] as const
export type AvisoVista = (typeof AVISOS_VISTA)[number]

/**
 * Why a service is not billed, or comes to nothing.
 * `aun_no_corresponde`: billed in advance, and it is too early. `periodo_no_terminado`: billed in arrears.
 * `sin_importe`: its lines add up to nothing, or there is nothing to charge.
 */
export const MOTIVOS_VISTA = [
  'ya_facturado',
  'baja',
  'pausa',
  'suspendido_sin_cargo',
  'aun_no_comienza',
  'aun_no_corresponde',
  'periodo_no_terminado',
  'sin_importe',
] as const
export type MotivoVista = (typeof MOTIVOS_VISTA)[number]

/** Why a row of a run was left out. `total_distinto`: it came to another total than was previewed. */
export const MOTIVOS_FILA = ['excluido_a_mano', 'total_distinto', 'ya_facturado'] as const
export type MotivoFila = (typeof MOTIVOS_FILA)[number]

export interface CorridaResumen {
  vistaId: string
  periodo: string
  /** Only services of that billing day; null is all. */
  dia: number | null
  fechaEmision: string
  fechaVencimiento: string
  preparadaEn: number
  /** Services that are billed, given back or looked at, and their clients. */
  servicios: number
  clientes: number
  facturas: { cantidad: number; monto: Minor }
  notasCredito: { cantidad: number; monto: Minor }
  sinCargo: number
  exclusiones: { motivo: MotivoVista; cantidad: number }[]
  /** Rows (not services) with each warning. */
  avisos: { aviso: AvisoVista; cantidad: number }[]
  /** What each plan's services come to, discounts on the plan taken off, taxes included. */
  planes: { planId: string; planNombre: string; servicios: number; monto: Minor }[]
  /** Charges, instalments and fees beside the plans, taxes included. */
  otros: { cantidad: number; monto: Minor }
  neto: Minor
  impuestos: { nombre: string; tasaBp: number; monto: Minor }[]
  /** A run that is being issued or is paused: no other can be confirmed before it ends. */
  abierta: string | null
}

export interface VistaLinea extends FacturaLinea {
  servicioId: string | null
}

export interface VistaServicio {
  id: string
  planId: string
  planNombre: string
  dispositivoRef: string
}

/** One invoice to be, or one service that is left out. */
export interface VistaFila {
  /** Names it in `excluidas`; empty when there is nothing to exclude. */
  clave: string
  tipo: TipoVista
  motivo: MotivoVista | null
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  servicios: VistaServicio[]
  lineas: VistaLinea[]
  /** Below zero for a credit note. */
  total: Minor
  avisos: AvisoVista[]
  /** Price of the plan charged last, when it is another one. */
  anterior: Minor | null
  mesesSinFacturar: number
}

/** A line of what a change of a service would charge, or give back (below zero). */
export type CambioLinea = Pick<FacturaLinea, 'descripcion' | 'explicacion' | 'neto' | 'impuestos' | 'total'>

/** What a change of a service does to days that are billed already. */
export interface CambioPrevisto {
  lineas: CambioLinea[]
  /** Above zero it is charged, below zero it is in the client's favour. */
  total: Minor
}

export interface CorridaRow {
  id: string
  periodo: string
  dia: number | null
  origen: 'manual' | 'programada'
  estado: EstadoCorrida
  fechaEmision: string
  /** Rows to issue, and how many have their outcome. Of a proposed one: the services of its billing day. */
  total: number
  hechas: number
  /** Invoices issued, and what they come to. */
  emitidas: number
  montoEmitido: Minor
  /** Who confirmed it; null while it waits, and when the office did by itself. */
  usuario: string | null
  creadoEn: number
  confirmadaEn: number | null
  terminadaEn: number | null
  /** Job that is issuing it now. */
  trabajoId: string | null
  /** Of a proposed one: when the office confirms it by itself, ms; null when a person has to. */
  confirmaEn: number | null
}

export interface CorridaDetail extends CorridaRow {
  filas: { estado: EstadoCorridaFila; cantidad: number; monto: Minor }[]
}

export interface CorridaFilaRow {
  clave: string
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  estado: EstadoCorridaFila
  motivo: MotivoFila | null
  totalPrevisto: Minor
  /** The invoice or credit note, when there is one. */
  documento: { tipo: 'factura' | 'nota_credito'; id: string; numero: string } | null
}

const zDia = z.number().int().min(1).max(28).nullable()

export const corridas = {
  /**
   * Prepares a run: reads every service of the billing day, writes nothing. The preview stays in memory until the office
   * stops or others are prepared. Its progress is a job of type `vista`. Errors: input.invalid.
   */
  preview: guarded('corrida.run')
    .input(z.object({ periodo: zPeriodo, dia: zDia.default(null), fechaEmision: zFecha }))
    .output(type<CorridaResumen>()),
  /** A page of the preview by client's name; lines are worked out anew for the page. Errors: corrida.vista_gone. */
  previewRows: guarded('corrida.run')
    .input(
      z.object({
        vistaId: zId,
        filter: z
          .object({
            tipo: z.enum(TIPOS_VISTA).optional(),
            aviso: z.enum(AVISOS_VISTA).optional(),
            motivo: z.enum(MOTIVOS_VISTA).optional(),
            planId: zId.optional(),
            /** Part of the client's name or code. */
            texto: zOptionalText(100).optional(),
          })
          .default({}),
        ...zPage,
      }),
    )
    .output(type<Page<VistaFila>>()),
  /** All of the preview as a file for a spreadsheet, in the language of who asks. Errors: corrida.vista_gone. */
  previewExport: guarded('corrida.run')
    .input(z.object({ vistaId: zId, formato: z.enum(FORMATOS_EXPORTACION), idioma: z.enum(IDIOMAS) }))
    .output(type<{ fileName: string; file: Blob; filas: number }>()),
  /**
   * Confirms a preview, but for the rows in `excluidas`, and starts issuing it as a job of type `corrida`.
   * `corridaId`: the proposed run that this preview is of. Errors: corrida.vista_gone, corrida.running, corrida.closed,
   * corrida.empty.
   */
  confirm: guarded('corrida.run')
    .input(
      z.object({
        requestId: zRequestId,
        vistaId: zId,
        excluidas: z.array(z.string().max(80)).max(20_000).default([]),
        corridaId: zId.nullable().default(null),
      }),
    )
    .output(type<{ corridaId: string; trabajoId: string }>()),
  /** Stops it after the batch that is being written; what was issued stays. Errors: corrida.closed. */
  pause: guarded('corrida.run')
    .input(z.object({ requestId: zRequestId, corridaId: zId }))
    .output(type<CorridaDetail>()),
  /** Goes on where it was stopped. Errors: corrida.running, corrida.closed. */
  resume: guarded('corrida.run')
    .input(z.object({ requestId: zRequestId, corridaId: zId }))
    .output(type<{ corridaId: string; trabajoId: string }>()),
  /** Gives up a proposed run, or the rest of a paused one. Errors: corrida.running, corrida.closed. */
  discard: guarded('corrida.run')
    .input(z.object({ requestId: zRequestId, corridaId: zId }))
    .output(type<CorridaDetail>()),
  /** Newest first. */
  list: guarded('factura.read')
    .input(z.object({ filter: z.object({ estado: z.enum(ESTADOS_CORRIDA).optional() }).default({}), ...zPage }))
    .output(type<Page<CorridaRow>>()),
  get: guarded('factura.read')
    .input(z.object({ id: zId }))
    .output(type<CorridaDetail>()),
  /** What became of each row, in the order of issue. */
  filas: guarded('factura.read')
    .input(
      z.object({
        corridaId: zId,
        filter: z.object({ estado: z.enum(ESTADOS_CORRIDA_FILA).optional() }).default({}),
        ...zPage,
      }),
    )
    .output(type<Page<CorridaFilaRow>>()),
  /** Runs that wait for a person: proposed by the schedule, or paused. Oldest first. */
  pendientes: guarded('factura.read').output(type<CorridaRow[]>()),
}
