import { type } from '@orpc/contract'
import { z } from 'zod'
import { METODOS_CORTE, type MetodoCorte } from '../enums.ts'
import { zId, zOptionalText, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'

export interface PlanRed {
  planId: string
  planNombre: string
  velocidadBajadaMbps: number
  velocidadSubidaMbps: number
  /** PPP profile on the devices; empty: the office makes its own, `perfilPropio`. */
  perfil: string
  perfilPropio: string
  pool: string
  metodoCorte: MetodoCorte
  perfilCorte: string
  listaCorte: string
  reducidaBajadaMbps: number
  reducidaSubidaMbps: number
  /** Objects on devices that belong to services of this plan. */
  objetos: number
  /** Version; 0: never written. */
  actualizadoEn: number
}

export const zPerfil = zOptionalText(60)
const zMbps = z.number().min(0.01).max(400_000)

/** What plans are on devices. */
export const redPlanes = {
  list: guarded('red.read').output(type<PlanRed[]>()),
  /** Its services' devices are told. Errors: not_found (plan), conflict.changed. */
  save: guarded('red.write')
    .input(
      z.object({
        requestId: zRequestId,
        planId: zId,
        perfil: zPerfil,
        pool: zPerfil,
        metodoCorte: z.enum(METODOS_CORTE),
        perfilCorte: zPerfil.min(1),
        listaCorte: zPerfil.min(1),
        reducidaBajadaMbps: zMbps,
        reducidaSubidaMbps: zMbps,
        expected: z.number().int(),
      }),
    )
    .output(type<PlanRed>()),
}
