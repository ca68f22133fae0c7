import { type } from '@orpc/contract'
import { z } from 'zod'
import { type EstadoRuta, type EstadoVisita, ESTADOS_VISITA, METODOS_PAGO } from '../enums.ts'
import { MAX_MINOR, type Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zId, zOptionalText, zPage, zPositiveAmount, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'
import { type CierreResult, type SesionCaja, zCierre } from './caja.ts'

export interface RutaRow {
  id: string
  numero: string
  nombre: string
  cobradorId: string
  cobrador: string
  estado: EstadoRuta
  creadoEn: number
  rendidaEn: number | null
  visitas: number
  cobradas: number
  deuda: Minor
  cobrado: Minor
}

export interface RutaDetail extends RutaRow {
  sesion: SesionCaja
  paradas: {
    id: string
    orden: number
    clienteId: string
    clienteNombre: string
    clienteCodigo: string
    direccion: string
    telefono: string
    /** When the round was made, and now. */
    deuda: Minor
    deudaHoy: Minor
    estado: EstadoVisita
    reciboId: string | null
    reciboNumero: string | null
    monto: Minor | null
    notas: string
  }[]
}

/** One stop's outcome as the collector tells it. */
const zVisita = z.object({
  visitaId: zId,
  estado: z.enum(ESTADOS_VISITA).exclude(['pendiente']),
  /** Of `cobrada`. */
  monto: zPositiveAmount.optional(),
  metodo: z.enum(METODOS_PAGO).exclude(['pasarela']).optional(),
  referencia: zOptionalText(80).default(''),
  notas: zOptionalText(400).default(''),
})

/** Field collection. Errors: ruta.open (the collector has one out), ruta.closed, ruta.visit, pago.*, caja.*. */
export const rutas = {
  list: guarded('caja.operate')
    .input(
      z.object({
        filter: z.object({ estado: z.enum(['abierta', 'rendida', 'anulada']).optional() }).default({}),
        ...zPage,
      }),
    )
    .output(type<Page<RutaRow>>()),
  get: guarded('caja.operate')
    .input(z.object({ id: zId }))
    .output(type<RutaDetail>()),
  /** Makes a round for a collector: their bag is opened with the float they take from this seat's drawer. */
  create: guarded('caja.operate')
    .input(
      z.object({
        requestId: zRequestId,
        nombre: zText(80),
        cobradorId: zId,
        clienteIds: z.array(zId).min(1).max(300),
        fondo: z.number().int().min(0).max(MAX_MINOR).default(0),
      }),
    )
    .output(type<RutaDetail>()),
  /**
   * Settles a round in one go: a receipt for each stop that paid, the bag counted and closed, its cash handed to the
   * drawer of who settles it. What is missing or left over is the collector's difference.
   */
  settle: guarded('caja.operate')
    .input(
      z
        .object({ requestId: zRequestId, rutaId: zId, visitas: z.array(zVisita).max(300), ...zCierre })
        .omit({ queda: true }),
    )
    .output(type<{ ruta: RutaDetail; cierre: CierreResult }>()),
  /** Takes back a round that collected nothing; its float returns to the drawer. */
  cancel: guarded('caja.operate')
    .input(z.object({ requestId: zRequestId, rutaId: zId }))
    .output(type<RutaDetail>()),
}
