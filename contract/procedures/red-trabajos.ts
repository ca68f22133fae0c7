import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import {
  ESTADOS_TRABAJO_RED,
  type EstadoServicio,
  type EstadoTrabajoRed,
  type ModoDispositivo,
  type MotivoSuspension,
  type TipoTrabajoRed,
} from '../enums.ts'
import type { Page } from '../schemas.ts'
import { zId, zPage, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'

/**
 * Why a job waits or failed. The device's own words are in `detalle`.
 * Waiting: `sin_respuesta`, `credenciales`, `tls` (the device), `cortes_inactivos` (cuts are switched off), `llave` (the office's key
 * is missing), `sesion_viva` (a session that does not end), `no_persiste` (what was written is not there), `interrumpido`.
 * Failed: `objeto_ausente` (a linked object is gone), `objeto_ajeno` (it lost our tag), `objeto_repetido` (several answer to its name),
 * `perfil_ausente`, `perfil_ajeno`, `lista_ajena` (somebody else's entry keeps the client cut), `sin_direccion` (nothing to put on the
 * list), `permisos`, `rechazado`, `clave_ausente` (an access cannot be made without a password), `interno`.
 */
export const FALLAS_RED = [
  'sin_respuesta',
  'credenciales',
  'tls',
  'cortes_inactivos',
  'llave',
  'sesion_viva',
  'no_persiste',
  'interrumpido',
  'objeto_ausente',
  'objeto_ajeno',
  'objeto_repetido',
  'perfil_ausente',
  'perfil_ajeno',
  'lista_ajena',
  'sin_direccion',
  'clave_ausente',
  'permisos',
  'rechazado',
  'interno',
] as const
export type FallaRed = (typeof FALLAS_RED)[number]

/** What was written on a device: the command as its console takes it, and the values it changed. */
export interface CambioRed {
  comando: string
  /** What it is about: a name, a MAC, an address. */
  objeto: string
  antes: Record<string, string>
  despues: Record<string, string>
}

/** «Let this device say what the books say of this service.» */
export interface TrabajoRed {
  id: string
  tipo: TipoTrabajoRed
  estado: EstadoTrabajoRed
  servicioId: string
  clienteId: string
  codigoCliente: string
  cliente: string
  planNombre: string
  /** How the service stands now. */
  servicioEstado: EstadoServicio
  motivoSuspension: MotivoSuspension | null
  dispositivoId: string
  dispositivo: string
  modo: ModoDispositivo
  falla: FallaRed | null
  /** The device's words. */
  detalle: string
  cambios: CambioRed[]
  intentos: number
  reciboId: string | null
  corridaId: string | null
  /** Who asked; empty: the office by itself. */
  usuario: string
  creadoEn: number
  proximoEn: number
  aplicadoEn: number | null
  verificadoEn: number | null
}

export interface TrabajosRedResumen {
  conteos: Record<EstadoTrabajoRed, number>
  /** Of those that failed, what `retryFailed` would ask again: no lifted cut, and nothing after which the device was asked again. */
  porReintentar: number
  /** Devices that jobs wait for, and until when nothing is tried, ms since the epoch. */
  pausas: { dispositivoId: string; dispositivo: string; falla: FallaRed; detalle: string; hasta: number }[]
  /** Devices that jobs wait for because they are only observed. */
  observados: { dispositivoId: string; dispositivo: string; trabajos: number }[]
}

/** What changed in the queue; the screen reads again what it shows. */
export interface NovedadTrabajos {
  conteos: Record<EstadoTrabajoRed, number>
  /** Services whose jobs moved since the news before; at most 200. */
  servicioIds: string[]
  dispositivoIds: string[]
}

const zJob = { requestId: zRequestId, ids: z.array(zId).min(1).max(500) }

/** Jobs: what waits, what was written, what failed. */
export const redTrabajos = {
  /** Newest first. */
  list: guarded('red.read')
    .input(
      z.object({
        estado: z.enum(ESTADOS_TRABAJO_RED).optional(),
        dispositivoId: zId.optional(),
        servicioId: zId.optional(),
        reciboId: zId.optional(),
        corridaId: zId.optional(),
        ...zPage,
      }),
    )
    .output(type<Page<TrabajoRed>>()),
  summary: guarded('red.read').output(type<TrabajosRedResumen>()),
  /** Asks again for what failed or waits, now. Errors: not_found. */
  retry: guarded('red.write').input(z.object(zJob)).output(type<{ reintentados: number }>()),
  /** As `retry`, for whatever still stands as failed (`porReintentar`) of a device, of a service or of all; the newest 2,000 at a time. */
  retryFailed: guarded('red.write')
    .input(z.object({ requestId: zRequestId, dispositivoId: zId.optional(), servicioId: zId.optional() }))
    .output(type<{ reintentados: number }>()),
  /** Gives up what failed or waits. Errors: not_found. */
  cancel: guarded('red.write').input(z.object(zJob)).output(type<{ cancelados: number }>()),
  /** Asks the service's devices to say what the books say, now. Errors: not_found. */
  ask: guarded('red.write')
    .input(z.object({ requestId: zRequestId, servicioId: zId }))
    .output(type<{ trabajos: number }>()),
  /** First as it is, then at each change. */
  watch: guarded('red.read').output(eventIterator(type<NovedadTrabajos>())),
}
