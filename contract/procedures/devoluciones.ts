import { type } from '@orpc/contract'
import { z } from 'zod'
import { METODOS_DEVOLUCION, type MetodoDevolucion } from '../enums.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zId, zOptionalText, zPage, zPositiveAmount, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'

export interface DevolucionRow {
  id: string
  /** `P1-D-00000003`. */
  numero: string
  fecha: number
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  monto: Minor
  metodo: MetodoDevolucion
  referencia: string
  motivo: string
  usuario: string
}

export interface DevolucionDetail extends DevolucionRow {
  /** The credit it came out of, oldest first: a receipt's surplus or a credit note. */
  origenes: { tipo: 'pago' | 'nota_credito'; numero: string; monto: Minor }[]
}

/** A client's money in favour, as it would be given back. */
export interface CreditoDisponible {
  credito: Minor
  /** What of it came by transfers that no bank statement has shown yet. */
  sinConciliar: Minor
  origenes: { tipo: 'pago' | 'nota_credito'; numero: string; fecha: number; resto: Minor }[]
}

export const devoluciones = {
  /** Errors: not_found. */
  prepare: guarded('devolucion.record')
    .input(z.object({ clienteId: zId }))
    .output(type<CreditoDisponible>()),
  /** Gives money back out of a client's credit, oldest first. Errors: not_found, devolucion.exceeds. */
  record: guarded('devolucion.record')
    .input(
      z.object({
        requestId: zRequestId,
        clienteId: zId,
        monto: zPositiveAmount,
        metodo: z.enum(METODOS_DEVOLUCION),
        referencia: zOptionalText(80).default(''),
        motivo: zText(400),
      }),
    )
    .output(type<DevolucionDetail>()),
  /** Newest first. */
  list: guarded('pago.read')
    .input(z.object({ filter: z.object({ clienteId: zId.optional() }).default({}), ...zPage }))
    .output(type<Page<DevolucionRow>>()),
  get: guarded('pago.read')
    .input(z.object({ id: zId }))
    .output(type<DevolucionDetail>()),
}
