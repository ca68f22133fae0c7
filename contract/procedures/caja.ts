import { type } from '@orpc/contract'
import { z } from 'zod'
import {
  type EstadoAprobacion,
  type EstadoSesionCaja,
  LUGARES_EFECTIVO,
  type LugarEfectivo,
  type MetodoPago,
  type TipoArqueo,
  type TipoMovimientoCaja,
  type TipoReporteCaja,
  type TipoSesionCaja,
} from '../enums.ts'
import { MAX_MINOR, type Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zFecha, zId, zOptionalText, zPage, zPin, zPositiveAmount, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'

/**
 * Counted cash: how many of each note and coin. `valor` is minor units; one line of `cantidad` 1 where none are known. A line of
 * `valor` 1 holds what is below the smallest coin, in any currency.
 */
export const zConteo = z
  .array(z.object({ valor: z.number().int().min(1).max(MAX_MINOR), cantidad: z.number().int().min(0).max(100_000) }))
  .max(40)
export type Conteo = z.infer<typeof zConteo>

/** Who lets it pass, with the PIN as it was just typed. */
export const zAprobacion = z.object({ usuarioId: zId, pin: zPin })
export type Aprobacion = z.infer<typeof zAprobacion>

export interface SesionCaja {
  id: string
  tipo: TipoSesionCaja
  estado: EstadoSesionCaja
  puestoId: string
  puesto: string
  usuarioId: string
  usuario: string
  /** Civil date of its opening. */
  fecha: string
  abiertaEn: number
  cerradaEn: number | null
  fondoInicial: Minor
  /** Its Z, once closed. */
  zNumero: string | null
  /** Of the close: counted − expected; null while open. */
  diferencia: Minor | null
  aprobacion: EstadoAprobacion | null
}

export interface ArqueoRow {
  id: string
  tipo: TipoArqueo
  fecha: number
  usuario: string
  detalle: Conteo
  contado: Minor
  /** Null to who may not know it: the count was blind. */
  esperado: Minor | null
  diferencia: Minor | null
  explicacion: string
  queda: Minor | null
  aprobacion: EstadoAprobacion
  aprobadoPor: string | null
}

export interface MovimientoCaja {
  id: string
  numero: string
  tipo: TipoMovimientoCaja
  /** With its sign: above zero came in. */
  monto: Minor
  lugar: LugarEfectivo | null
  categoria: string
  descripcion: string
  /** Person of the other session of a handover or settlement. */
  otraPersona: string | null
  usuario: string
  aprobadoPor: string | null
  fecha: number
  adjuntos: { id: string; nombre: string; mime: string; bytes: number }[]
}

/**
 * A drawer's equation: esperado = fondoInicial + cobradoEfectivo + entradas − retiros − gastos − devoluciones
 * − reversos + recepciones − entregas. Minor units at or above zero, but for `esperado`: below zero, more was taken out by
 * somebody who may not know what there should be. Frozen in each X and Z.
 */
export interface CajaFigures {
  fondoInicial: Minor
  cobradoEfectivo: Minor
  entradas: Minor
  retiros: Minor
  gastos: Minor
  devoluciones: Minor
  reversos: Minor
  recepciones: Minor
  entregas: Minor
  esperado: Minor
  /** Receipts by method, before reversals. */
  porMetodo: { metodo: MetodoPago; recibos: number; monto: Minor }[]
  gastosPorCategoria: { categoria: string; monto: Minor }[]
  /** Reversals of this session: how many, and how many of them of receipts of an earlier one. */
  anulaciones: { cantidad: number; monto: Minor; ajustes: number }
  primerRecibo: string | null
  ultimoRecibo: string | null
}

export interface ReporteCaja {
  id: string
  numero: string
  tipo: TipoReporteCaja
  fecha: number
  usuario: string
  sesion: SesionCaja
  figures: CajaFigures
  /** Of a Z. */
  cierre: ArqueoRow | null
  impresiones: number
}

export interface CajaStatus {
  /** The open drawer of this seat, if it is this person's. */
  sesion: SesionCaja | null
  /** Who else holds this seat's drawer open. */
  otra: SesionCaja | null
  /** The open session began on an earlier day. */
  atrasada: boolean
  /** What the last session left in the drawer; null when there was none. */
  fondoSugerido: Minor | null
  /** A count may be off by this much without an approval. */
  limiteDiferencia: Minor
  categoriasGasto: string[]
  moneda: string
}

export interface SesionDetail {
  sesion: SesionCaja
  /** Null to who may not know what is expected before the count. */
  figures: CajaFigures | null
  arqueos: ArqueoRow[]
  movimientos: MovimientoCaja[]
  reportes: { id: string; numero: string; tipo: TipoReporteCaja; fecha: number }[]
}

const zAdjunto = z.object({
  nombre: zText(200),
  mime: z.enum(['image/png', 'image/jpeg', 'image/webp', 'application/pdf']),
  /** Base64, at most 4 MB of it. */
  base64: z.string().min(4).max(4_000_000),
})

export const zMovimiento = z.discriminatedUnion('tipo', [
  z.object({
    tipo: z.literal('entrada'),
    lugar: z.enum(LUGARES_EFECTIVO),
    monto: zPositiveAmount,
    descripcion: zText(200),
  }),
  z.object({
    tipo: z.literal('retiro'),
    lugar: z.enum(LUGARES_EFECTIVO),
    monto: zPositiveAmount,
    descripcion: zOptionalText(200),
  }),
  z.object({
    tipo: z.literal('gasto'),
    categoria: zText(60),
    monto: zPositiveAmount,
    descripcion: zText(200),
    adjunto: zAdjunto.optional(),
  }),
])
export type NuevoMovimiento = z.infer<typeof zMovimiento>

export const zCierre = {
  conteo: zConteo,
  /** What stays in the drawer; the rest goes to the safe. */
  queda: z.number().int().min(0).max(MAX_MINOR).default(0),
  explicacion: zOptionalText(400).default(''),
  /** On the spot, when the difference needs it; without it the close waits for its approval. */
  aprobacion: zAprobacion.optional(),
}

/** What a close did. The difference is said only now. */
export interface CierreResult {
  sesion: SesionCaja
  arqueo: ArqueoRow
  reporte: ReporteCaja
  /** After a handover: the session that goes on. */
  siguiente: SesionCaja | null
}

/** Everything a supervisor looks at, of one day. */
export interface CajaSupervision {
  fecha: string
  sesiones: (SesionCaja & { figures: CajaFigures })[]
  porCajero: { usuarioId: string; nombre: string; metodo: MetodoPago; recibos: number; monto: Minor; anulado: Minor }[]
  diferenciasPorAprobar: (ArqueoRow & { sesion: SesionCaja })[]
  anulaciones: {
    id: string
    numero: string
    recibo: string
    clienteNombre: string
    monto: Minor
    motivo: string
    usuario: string
    aprobadoPor: string
    fecha: number
    ajuste: boolean
  }[]
  /** Differences, movements and reversals that somebody approved this day. */
  aprobaciones: {
    tipo: 'diferencia' | 'anulacion' | 'movimiento'
    id: string
    detalle: string
    monto: Minor
    aprobadoPor: string
    fecha: number
  }[]
  /** Cash in the safe by what the books say: Σ that went in − Σ that came out. */
  enCajaFuerte: Minor
  enCajones: Minor
  transferenciasPendientes: { cantidad: number; monto: Minor; desde: number | null }
}

/** How drawers are run here. */
export const zCajaConfig = z.object({
  /** Difference of a close that needs no approval, minor units. */
  limiteDiferencia: z.number().int().min(0).max(MAX_MINOR),
  /** Withdrawals and expenses above this need an approval; null: never. */
  limiteMovimiento: z.number().int().min(0).max(MAX_MINOR).nullable(),
  categoriasGasto: z.array(zText(60)).min(1).max(40),
  /** A cashier is not told what is expected before the count. */
  cierreCiego: z.boolean(),
})
export type CajaConfig = z.infer<typeof zCajaConfig>

/**
 * Drawers. Errors: caja.closed (no open session of this person here), caja.open (one is open already), caja.other (another
 * person's is), caja.short (more than the drawer should hold; only to who may know how much that is), caja.approval (an
 * approver is needed), caja.count, access.* for a PIN.
 */
export const caja = {
  status: guarded('caja.operate').output(type<CajaStatus>()),
  /** Opens this person's drawer at this seat with what was counted. */
  open: guarded('caja.operate')
    .input(z.object({ requestId: zRequestId, conteo: zConteo, explicacion: zOptionalText(400).default('') }))
    .output(type<SesionCaja>()),
  move: guarded('caja.operate')
    .input(z.object({ requestId: zRequestId, movimiento: zMovimiento, aprobacion: zAprobacion.optional() }))
    .output(type<MovimientoCaja>()),
  /** Counts without closing. */
  count: guarded('caja.operate')
    .input(z.object({ requestId: zRequestId, conteo: zConteo, explicacion: zOptionalText(400).default('') }))
    .output(type<ArqueoRow>()),
  /** Ends the session: blind count, difference, Z. `sesionId`: another person's, by who supervises. */
  close: guarded('caja.operate')
    .input(z.object({ requestId: zRequestId, sesionId: zId.optional(), ...zCierre }))
    .output(type<CierreResult>()),
  /** Ends the session and begins the next person's at the same drawer with what was counted; they type their PIN. */
  handover: guarded('caja.operate')
    .input(z.object({ requestId: zRequestId, recibe: zAprobacion, ...zCierre }).omit({ queda: true }))
    .output(type<CierreResult>()),
  /**
   * An X of the open session, numbered. Where closes are blind it needs who supervises: themselves, or `aprobacion`
   * (caja.approval without it).
   */
  drawX: guarded('caja.operate')
    .input(z.object({ requestId: zRequestId, sesionId: zId.optional(), aprobacion: zAprobacion.optional() }))
    .output(type<ReporteCaja>()),
  reporte: guarded('caja.operate')
    .input(z.object({ id: zId }))
    .output(type<ReporteCaja>()),
  sesion: guarded('caja.operate')
    .input(z.object({ id: zId }))
    .output(type<SesionDetail>()),
  /** Newest first: one's own, or all for who supervises. */
  sesiones: guarded('caja.operate')
    .input(
      z.object({
        filter: z.object({ usuarioId: zId.optional(), desde: zFecha.optional(), hasta: zFecha.optional() }).default({}),
        ...zPage,
      }),
    )
    .output(type<Page<SesionCaja>>()),
  adjunto: guarded('caja.operate')
    .input(z.object({ id: zId }))
    .output(type<{ nombre: string; mime: string; file: Blob }>()),
  /** People who may approve here: active, with the permission and a PIN. */
  approvers: guarded('caja.operate').output(type<{ id: string; nombre: string }[]>()),
  /** Approves a difference that waits. */
  approve: guarded('caja.supervise')
    .input(z.object({ requestId: zRequestId, arqueoId: zId, pin: zPin, explicacion: zOptionalText(400).default('') }))
    .output(type<ArqueoRow>()),
  supervision: guarded('caja.supervise')
    .input(z.object({ fecha: zFecha.optional() }))
    .output(type<CajaSupervision>()),
  config: guarded('caja.operate').output(type<CajaConfig>()),
  saveConfig: guarded('caja.config')
    .input(z.object({ requestId: zRequestId, config: zCajaConfig }))
    .output(type<CajaConfig>()),
}
