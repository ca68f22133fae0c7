import { type } from '@orpc/contract'
import { z } from 'zod'
import { zId, zOptionalText, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'

export interface Sitio {
  id: string
  nombre: string
  direccion: string
  notas: string
  /** Devices in use that stand there, and how many of them are down. */
  dispositivos: number
  caidos: number
  actualizadoEn: number
}

export const zSitioInput = z.object({ nombre: zText(80), direccion: zOptionalText(200), notas: zOptionalText(1000) })
export type SitioInput = z.output<typeof zSitioInput>

/** Towers, nodes, offices: where devices stand. Errors: not_found, sitio.nombre_taken, sitio.in_use, conflict.changed. */
export const sitios = {
  /** By name. */
  list: guarded('red.read').output(type<Sitio[]>()),
  create: guarded('red.write')
    .input(z.object({ requestId: zRequestId, sitio: zSitioInput }))
    .output(type<Sitio>()),
  update: guarded('red.write')
    .input(z.object({ requestId: zRequestId, id: zId, expected: z.number().int(), sitio: zSitioInput }))
    .output(type<Sitio>()),
  /** Only where no device stands, the put away included. */
  remove: guarded('red.write')
    .input(z.object({ requestId: zRequestId, id: zId }))
    .output(type<{ ok: true }>()),
}
