import { type } from '@orpc/contract'
import { z } from 'zod'
import type { FechaCivil } from '../dates.ts'
import { ESTADOS_FACTURA, type EstadoFactura, type MetodoPago } from '../enums.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import {
  zFecha,
  zId,
  zImpuesto,
  zOptionalText,
  zPage,
  zPeriodo,
  zPositiveAmount,
  zRequestId,
  zText,
} from '../schemas.ts'
import { guarded } from './base.ts'

export interface FacturaRow {
  id: string
  numero: string
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  periodo: string
  fechaEmision: string
  fechaVencimiento: string
  montoTotal: Minor
  saldo: Minor
  estado: EstadoFactura
  /** What credit notes have taken back of it; all of `montoTotal`: it is annulled. */
  acreditado: Minor
}

/** What an invoice charges, in few words. */
export interface FacturaConcepto {
  /** Name of the plan, or words of the line. */
  texto: string
  /** Words of the line as it was issued: a fact. */
  descripcion: string
  /** What tells the service from another of the same client on the same plan: its reference, else its first day. */
  gemelo: { ref: string; desde: FechaCivil } | null
}

/** An invoice to be paid. */
export interface FacturaAbierta extends FacturaRow {
  /** Empty: a period of the client's only service. */
  conceptos: FacturaConcepto[]
}

export interface FacturaLinea {
  descripcion: string
  /** How the amount came about, in words for the client; empty when there is nothing to explain. */
  explicacion: string
  cantidad: number
  precioUnitario: Minor
  neto: Minor
  /** Each tax of the line with its amount. */
  impuestos: {
    nombre: string
    tasaBp: number
    incluido: boolean
    monto: Minor
  }[]
  total: Minor
}

export interface FacturaAplicacion {
  fecha: number
  monto: Minor
  /** Null when a credit note paid it. */
  metodo: MetodoPago | null
  reciboId: string | null
  numero: string
  /** What was taken back of it, and what did so last. */
  revertido: Minor
  reverso: {
    id: string
    numero: string
    motivo: string
    fecha: number
    usuario: string | null
    aprobadoPor: string | null
  } | null
}

export interface FacturaDetail extends FacturaRow {
  cliente: {
    id: string
    codigoCliente: string
    nombreRazonSocial: string
    documento: string
    direccion: string
  }
  servicioId: string | null
  /** The billing run that issued it; null for any other. */
  corridaId: string | null
  notas: string
  lineas: FacturaLinea[]
  aplicaciones: FacturaAplicacion[]
  emitidaPor: string
  creadoEn: number
}

export const zFacturaFilter = z.object({
  /** Start of the number. */
  numero: zOptionalText(40).optional(),
  clienteId: zId.optional(),
  estado: z.enum(ESTADOS_FACTURA).optional(),
  periodo: zPeriodo.optional(),
})

export const facturas = {
  /** Newest first. */
  list: guarded('factura.read')
    .input(z.object({ filter: zFacturaFilter.default({}), ...zPage }))
    .output(type<Page<FacturaRow>>()),
  get: guarded('factura.read')
    .input(z.object({ id: zId }))
    .output(type<FacturaDetail>()),
  /** Issues a manual invoice with the seat's next number; credit of the client pays it at once, oldest first. */
  create: guarded('factura.issue')
    .input(
      z.object({
        requestId: zRequestId,
        clienteId: zId,
        servicioId: zId.nullable().default(null),
        periodo: zPeriodo,
        fechaEmision: zFecha,
        fechaVencimiento: zFecha,
        notas: zOptionalText(400).default(''),
        lineas: z
          .array(
            z.object({
              descripcion: zText(200),
              cantidad: z.number().int().min(1).max(100_000),
              precioUnitario: zPositiveAmount,
              impuestos: z.array(zImpuesto).max(6),
            }),
          )
          .min(1)
          .max(60),
      }),
    )
    .output(type<FacturaDetail>()),
}
