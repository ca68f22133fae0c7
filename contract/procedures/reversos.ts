import { type } from '@orpc/contract'
import { z } from 'zod'
import type { EstadoPromesa, MetodoPago, TipoReverso } from '../enums.ts'
import { TIPOS_REVERSO } from '../enums.ts'
import type { ErrorCode } from '../errors.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zFecha, zId, zPage, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'
import { zAprobacion } from './caja.ts'

/** A receipt taken back, whole or in part. Amounts in minor units. */
export interface ReversoRow {
  id: string
  /** `P1-AN-00000003`. */
  numero: string
  fecha: number
  tipo: TipoReverso
  reciboId: string
  reciboNumero: string
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  metodo: MetodoPago
  monto: Minor
  motivo: string
  /** Null when the office did it by itself, for a gateway. */
  usuario: string | null
  aprobadoPor: string | null
  /** The receipt's own session had ended: the open one was adjusted. */
  ajuste: boolean
}

/** Money that left an invoice, or credit that is no more (`facturaId` null). */
export interface ReversoParte {
  facturaId: string | null
  facturaNumero: string | null
  periodo: string | null
  monto: Minor
  /** Balance of the invoice right after. */
  saldoDespues: Minor | null
}

export interface ReversoDetail extends ReversoRow {
  /** What it took the money from, latest first. */
  partes: ReversoParte[]
  /** Of the receipt: what it was for, when, and who gave it. */
  reciboMonto: Minor
  reciboFecha: number
  cajero: string
  puesto: string
  /** What the client owed and had in favour right after. */
  deudaDespues: Minor
  creditoDespues: Minor
  /** The movement of the drawer, for cash. */
  movimientoNumero: string | null
  /** How often it was put on paper so far. */
  impresiones: number
}

/** What taking a receipt back would do now. */
export interface ReversoPreview {
  reciboId: string
  reciboNumero: string
  clienteId: string
  clienteNombre: string
  metodo: MetodoPago
  /** What is taken back: all that is left of the receipt. */
  monto: Minor
  partes: ReversoParte[]
  deuda: { antes: Minor; despues: Minor }
  credito: { antes: Minor; despues: Minor }
  /** A promise that counted on this receipt, and what becomes of it. */
  promesa: { monto: Minor; fecha: string; antes: EstadoPromesa; despues: EstadoPromesa; pagado: Minor } | null
  /** Of cash: the money leaves the open drawer; `ajuste`: the receipt's own session had ended. */
  caja: { ajuste: boolean } | null
  /** Why it cannot be done, as an error code with its data; null when it can. */
  impedimento: { code: ErrorCode; data: Record<string, unknown> } | null
  /** Nobody else here can approve: who asks may. */
  seAprueba: boolean
}

/**
 * Receipts taken back. Nothing is deleted: the receipt stays, with its reversal beside it.
 * Errors: not_found, pago.reverted, pago.refunded, pago.void_self, caja.closed, caja.short, access.* for the PIN.
 */
export const reversos = {
  prepare: guarded('pago.void')
    .input(z.object({ reciboId: zId }))
    .output(type<ReversoPreview>()),
  /**
   * Voids what is left of a receipt. The approver is another person who may supervise, unless nobody else can; their PIN is
   * typed each time.
   */
  void: guarded('pago.void')
    .input(z.object({ requestId: zRequestId, reciboId: zId, motivo: zText(200), aprobacion: zAprobacion }))
    .output(type<ReversoDetail>()),
  /** Newest first. */
  list: guarded('pago.read')
    .input(
      z.object({
        filter: z
          .object({
            reciboId: zId.optional(),
            clienteId: zId.optional(),
            tipo: z.enum(TIPOS_REVERSO).optional(),
            desde: zFecha.optional(),
            hasta: zFecha.optional(),
          })
          .default({}),
        ...zPage,
      }),
    )
    .output(type<Page<ReversoRow>>()),
  get: guarded('pago.read')
    .input(z.object({ id: zId }))
    .output(type<ReversoDetail>()),
}
