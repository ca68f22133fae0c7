import { type } from '@orpc/contract'
import { z } from 'zod'
import { type EstadoPagoPasarela, PROVEEDORES_PASARELA, type ProveedorPasarela } from '../enums.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zId, zOptionalText, zPage, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'

/**
 * What became of an event or a payment. `por_asignar`: nobody knows whose it is; `recuperado`: money of a chargeback came
 * back; `sin_cambio`: it said nothing new; `referencia_usada`: a receipt of another client has that operation code;
 * `importe_distinto`: the receipt that a person gave for it says another amount; `sin_revertir`: the client was given that
 * money back already, so that it could not be taken off the receipt; `moneda`: it is in another currency; `ignorado`: of no
 * interest here.
 */
export const RESULTADOS_PASARELA = [
  'cobrado',
  'por_asignar',
  'pendiente',
  'rechazado',
  'reembolso',
  'contracargo',
  'recuperado',
  'sin_cambio',
  'referencia_usada',
  'importe_distinto',
  'sin_revertir',
  'moneda',
  'ignorado',
] as const
export type ResultadoPasarela = (typeof RESULTADOS_PASARELA)[number]

/** How a provider's events are known to be its own. */
export interface PasarelaConfig {
  proveedor: ProveedorPasarela
  activa: boolean
  /** The account that events must name; empty: any that the secret signed. */
  cuenta: string
  /** Payments of the provider's test mode are taken, and no others. */
  prueba: boolean
  secreto: 'ninguno' | 'guardado' | 'ilegible'
}

export interface PasarelasConfig {
  pasarelas: PasarelaConfig[]
  /** How this computer keeps secrets; null: it cannot. */
  proteccion: string | null
  /** Version of the settings. */
  actualizadoEn: number
}

/** One charge at a gateway. Amounts in minor units. */
export interface PagoPasarelaRow {
  id: string
  proveedor: ProveedorPasarela
  externoId: string
  estado: EstadoPagoPasarela
  monto: Minor
  devuelto: Minor
  clienteId: string | null
  clienteNombre: string | null
  clienteCodigo: string | null
  reciboId: string | null
  reciboNumero: string | null
  /** What the provider says of the payer. */
  pagador: { nombre: string; email: string; documento: string; referencia: string; descripcion: string }
  /** Why somebody has to look at it; null when nobody has to. */
  atencion: ResultadoPasarela | null
  /** Given back by the gateway, and not taken off any receipt. */
  sinRevertir: Minor
  creadoEn: number
  actualizadoEn: number
}

export interface EventoPasarelaRow {
  id: string
  proveedor: ProveedorPasarela
  eventoId: string
  tipo: string
  recibidoEn: number
  resultado: ResultadoPasarela
  pagoPasarelaId: string | null
  externoId: string | null
  monto: Minor | null
}

export interface PagoPasarelaDetail extends PagoPasarelaRow {
  /** Newest first. */
  eventos: EventoPasarelaRow[]
  /** Who it may be, by the document or code that the provider gives. */
  sugeridos: { id: string; nombre: string; codigo: string; documento: string; deuda: Minor }[]
}

export const VISTAS_PASARELA = ['todos', 'por_asignar', 'con_problemas'] as const
export type VistaPasarela = (typeof VISTAS_PASARELA)[number]

/** What a provider sent, as it is pasted to try its signature. */
export const zMuestraPasarela = z.object({
  proveedor: z.enum(PROVEEDORES_PASARELA),
  /** `x-signature` or `Stripe-Signature`. */
  firma: zOptionalText(2_000),
  /** `x-request-id`, of Mercado Pago. */
  peticion: zOptionalText(200).default(''),
  /** `data.id` of the address, of Mercado Pago. */
  dataId: zOptionalText(200).default(''),
  /** The raw body, of Stripe. */
  cuerpo: z.string().max(200_000).default(''),
})

/** Payment gateways. Events arrive through the tenant's server; none of these procedures takes one. */
export const pasarelas = {
  config: guarded('pasarela.config').output(type<PasarelasConfig>()),
  /** `secreto`: null forgets it, left out keeps it. Errors: conflict.changed, pasarela.key_unavailable. */
  saveConfig: guarded('pasarela.config')
    .input(
      z.object({
        requestId: zRequestId,
        expected: z.number().int().min(0),
        proveedor: z.enum(PROVEEDORES_PASARELA),
        activa: z.boolean(),
        cuenta: zOptionalText(80),
        prueba: z.boolean(),
        secreto: z.string().trim().min(8).max(300).nullable().optional(),
      }),
    )
    .output(type<PasarelasConfig>()),
  /** Whether the kept secret signed this sample, and when. Changes nothing. Errors: pasarela.not_configured. */
  testSignature: guarded('pasarela.config')
    .input(zMuestraPasarela)
    .output(type<{ firmada: boolean; enTermino: boolean; en: number | null }>()),
  /** Newest first. */
  pagos: guarded('pago.read')
    .input(z.object({ vista: z.enum(VISTAS_PASARELA).default('todos'), ...zPage }))
    .output(type<Page<PagoPasarelaRow>>()),
  pago: guarded('pago.read')
    .input(z.object({ id: zId }))
    .output(type<PagoPasarelaDetail>()),
  /** What arrived, newest first. */
  eventos: guarded('pago.read')
    .input(z.object({ ...zPage }))
    .output(type<Page<EventoPasarelaRow>>()),
  /** Says whose a payment is: it becomes their receipt. Errors: not_found, pasarela.assigned, pago.reference_used. */
  assign: guarded('pago.record')
    .input(z.object({ requestId: zRequestId, id: zId, clienteId: zId }))
    .output(type<PagoPasarelaDetail>()),
}
