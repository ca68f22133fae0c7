import { type } from '@orpc/contract'
import { z } from 'zod'
import { TIPOS_RESPALDO, type TipoRespaldo } from '../enums.ts'
import { type Page, zId, zPage, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'

export interface RespaldoRow {
  id: string
  tipo: TipoRespaldo
  fecha: number
  /** SHA-256 of what differs between two: an export without its date line. */
  huella: string
  /** Bytes. */
  tamano: number
  /** Who asked for it; null: made on schedule. */
  usuario: string | null
}

/** Lines of a unified diff; `salto` stands for unchanged ones that are left out. */
export interface LineaDiferencia {
  tipo: 'igual' | 'mas' | 'menos' | 'salto'
  texto: string
  /** Line numbers in the older and the newer one, from 1. */
  antes: number | null
  despues: number | null
}

export interface DiferenciaRespaldo {
  antes: RespaldoRow
  despues: RespaldoRow
  mas: number
  menos: number
  /** At most 4,000; `truncada`: there are more. */
  lineas: LineaDiferencia[]
  truncada: boolean
}

/** Backups of a device; a part of `dispositivos`. A configuration holds passwords: reading one needs `red.config`. */
export const respaldos = {
  /** Newest first. */
  respaldos: guarded('red.read')
    .input(z.object({ id: zId, ...zPage }))
    .output(type<Page<RespaldoRow>>()),
  /**
   * Makes one now. `cambio` false: it is equal to the last one, which is the answer. Errors: dispositivo.falla,
   * respaldo.imposible (`motivo`: `version` an export needs RouterOS 7.13 to be read back; `tamano`; `vacio`), red.key_unavailable.
   */
  respaldar: guarded('red.write')
    .input(z.object({ requestId: zRequestId, id: zId, tipo: z.enum(TIPOS_RESPALDO) }))
    .output(type<{ respaldo: RespaldoRow; cambio: boolean }>()),
  /** Errors: respaldo.ilegible. */
  descargarRespaldo: guarded('red.config')
    .input(z.object({ respaldoId: zId }))
    .output(type<{ fileName: string; file: Blob }>()),
  /** What differs between two exports of one device. Errors: respaldo.ilegible, respaldo.binario. */
  compararRespaldos: guarded('red.config')
    .input(z.object({ antesId: zId, despuesId: zId }))
    .output(type<DiferenciaRespaldo>()),
}
