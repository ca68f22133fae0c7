import { type } from '@orpc/contract'
import { z } from 'zod'
import type { FechaCivil } from '../dates.ts'
import { POLITICAS_SUSPENSION, type PoliticaSuspension } from '../enums.ts'
import type { Impuesto, Minor } from '../money.ts'
import { zAmount, zFecha, zId, zImpuesto, zPositiveAmount, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'

export interface Plan {
  id: string
  nombre: string
  velocidadBajadaMbps: number
  velocidadSubidaMbps: number
  precioMensual: Minor
  impuestos: Impuesto[]
  politicaSuspension: PoliticaSuspension
  /** Days suspended for debt are charged. Days of a pause never are. */
  cobraSuspension: boolean
  /** False: not offered any more; its services go on. */
  activo: boolean
  /** Services that were not cancelled. */
  servicios: number
  actualizadoEn: number
}

/** A price of a plan: in force, planned (`aplicado` false), or taken back. */
export interface PlanPrecio {
  id: string
  planId: string
  planNombre: string
  vigenteDesde: FechaCivil
  precioAnterior: Minor
  precioMensual: Minor
  aplicado: boolean
  anulado: boolean
  usuario: string
  creadoEn: number
}

export interface PlanOverview extends Plan {
  /** Active services, and Σ of what they pay a month (agreed prices included, taxes as the price has them). */
  activos: number
  ingresoMensual: Minor
  /** Services that were not cancelled and have a price of their own. */
  acordados: number
  /** The next price that waits for its day. */
  proximoPrecio: { precioMensual: Minor; vigenteDesde: FechaCivil } | null
}

export interface PrecioPreviewRow {
  planId: string
  planNombre: string
  /** In force on that day, planned changes included. */
  precioAnterior: Minor
  precioMensual: Minor
  /** Services that get it, and those with an agreed price, which do not. */
  servicios: number
  acordados: number
  /** Services billed beyond that day already: they get it with their next period. */
  facturados: number
  /** (new − old) × services. */
  diferenciaMensual: Minor
}

export interface PrecioPreview {
  planes: PrecioPreviewRow[]
  /** First day that no service of these plans is billed for. */
  primerDiaSinFacturar: FechaCivil
}

const planFields = {
  nombre: zText(80),
  velocidadBajadaMbps: z.number().min(0).max(400_000),
  velocidadSubidaMbps: z.number().min(0).max(400_000),
  precioMensual: zAmount.min(0),
  impuestos: z.array(zImpuesto).max(6),
  politicaSuspension: z.enum(POLITICAS_SUSPENSION),
  /** Left out: kept; of a new plan, whether its services go on although their client owes. */
  cobraSuspension: z.boolean().optional(),
  /** Left out: kept; a new plan is offered. */
  activo: z.boolean().optional(),
}

/** How prices change: by a share in basis points, rounded to the nearest multiple of `paso`; or by an amount. Minor units. */
export const zCambioPrecio = z.discriminatedUnion('tipo', [
  z.object({
    tipo: z.literal('porcentaje'),
    tasaBp: z.number().int().min(-9_999).max(1_000_000),
    paso: zPositiveAmount,
  }),
  z.object({ tipo: z.literal('monto'), monto: zAmount }),
])
export type CambioPrecio = z.output<typeof zCambioPrecio>

export const planes = {
  list: guarded('plan.read').output(type<Plan[]>()),
  /** With what each brings in and what is planned for it: goes through the services. */
  overview: guarded('plan.read').output(type<PlanOverview[]>()),
  create: guarded('plan.write')
    .input(z.object({ requestId: zRequestId, ...planFields }))
    .output(type<Plan>()),
  /** A changed price holds from today on, for what is not billed yet. */
  update: guarded('plan.write')
    .input(z.object({ requestId: zRequestId, id: zId, ...planFields, expected: z.number().int() }))
    .output(type<Plan>()),
  /** Prices that a plan had, has and will have, newest first. */
  prices: guarded('plan.read')
    .input(z.object({ planId: zId }))
    .output(type<PlanPrecio[]>()),
  /** Errors: not_found, precio.fecha, precio.negative, precio.planned. Writes nothing. */
  previewPrices: guarded('plan.write')
    .input(z.object({ planIds: z.array(zId).min(1).max(500), cambio: zCambioPrecio, vigenteDesde: zFecha }))
    .output(type<PrecioPreview>()),
  /** Plans the prices of a preview. Errors: not_found, conflict.changed, precio.fecha, precio.planned. */
  changePrices: guarded('plan.write')
    .input(
      z.object({
        requestId: zRequestId,
        vigenteDesde: zFecha,
        precios: z
          .array(z.object({ planId: zId, precioAnterior: zAmount.min(0), precioMensual: zAmount.min(0) }))
          .min(1)
          .max(500),
      }),
    )
    .output(type<PlanPrecio[]>()),
  /** Errors: not_found, precio.done. */
  cancelPrice: guarded('plan.write')
    .input(z.object({ requestId: zRequestId, id: zId }))
    .output(type<PlanPrecio>()),
}
