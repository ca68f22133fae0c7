import { type } from '@orpc/contract'
import { z } from 'zod'
import { type ModoDispositivo, type TipoObjetoRed } from '../enums.ts'
import { zId, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'
import type { FallaRed } from './red-trabajos.ts'
import type { Trabajo } from './system.ts'

/**
 * Where a device and the books differ. `pago_y_cortado`: cut there, in force here. `debe_y_navega`: suspended here, not cut there.
 * `velocidad_distinta`: on as it should be, with other settings (speed, address, name of the profile). `objeto_sin_cliente`: nobody's, and nobody said yet that it is no client's; for information. `sesion_de_cortado`: suspended, and its session is older than the cut.
 */
export const TIPOS_DIFERENCIA = [
  'pago_y_cortado',
  'debe_y_navega',
  'sesion_de_cortado',
  'velocidad_distinta',
  'objeto_ausente',
  'objeto_sin_cliente',
] as const
export type TipoDiferencia = (typeof TIPOS_DIFERENCIA)[number]

export interface DiferenciaRed {
  /** Names it while the report is kept. */
  id: string
  tipo: TipoDiferencia
  objetoTipo: TipoObjetoRed
  objeto: string
  /** Null of `objeto_sin_cliente`. */
  servicioId: string | null
  clienteId: string | null
  codigoCliente: string
  cliente: string
  /** Property → what the device has and what it should. */
  valores: { propiedad: string; tiene: string; deberia: string }[]
  /** What a fix would write now. */
  comandos: string[]
  /** Why a fix is not possible; null when it is. */
  falla: FallaRed | null
  /** Comment of an object that is nobody's. */
  comentario: string
}

export interface InformeDiferencias {
  dispositivoId: string
  dispositivo: string
  modo: ModoDispositivo
  /** When the device was read, ms since the epoch. */
  leidoEn: number
  objetos: number
  conteos: Record<TipoDiferencia, number>
  /** Objects that are no client's by the word of a person: no difference. */
  ajenos: number
  /** At most 5,000, the gravest first. */
  filas: DiferenciaRed[]
}

export interface DiferenciasResumen {
  /** Without orphans, over all devices that were read. */
  total: number
  dispositivos: {
    dispositivoId: string
    dispositivo: string
    modo: ModoDispositivo
    /** Null: not since the office began. */
    leidoEn: number | null
    conteos: Record<TipoDiferencia, number> | null
    falla: FallaRed | null
    detalle: string
  }[]
}

/** Where devices and the books differ, and what mends it. */
export const redDiferencias = {
  summary: guarded('red.read').output(type<DiferenciasResumen>()),
  /** The last report of a device. Errors: red.drift_none. */
  get: guarded('red.read')
    .input(z.object({ dispositivoId: zId }))
    .output(type<InformeDiferencias>()),
  /** Reads devices (all that are in use, or one) and compares. Errors: not_found, red.drift_running. */
  start: guarded('red.read')
    .input(z.object({ dispositivoId: zId.optional() }))
    .output(type<Trabajo>()),
  /** Asks for jobs for rows of a report; each is decided anew when it runs. Errors: red.drift_none, dispositivo.observar. */
  fix: guarded('red.write')
    .input(z.object({ requestId: zRequestId, dispositivoId: zId, ids: z.array(z.string().max(200)).min(1).max(5000) }))
    .output(type<{ trabajos: number }>()),
}
