import { type } from '@orpc/contract'
import { z } from 'zod'
import { type EstadoConciliacion, METODOS_PAGO, type MetodoPago } from '../enums.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zId, zOptionalText, zPage, zPositiveAmount, zRequestId } from '../schemas.ts'
import type { FacturaAbierta } from './billing.ts'
import { guarded } from './base.ts'
import type { ReversoRow } from './reversos.ts'

/** What the cashier sees before collecting: open invoices, oldest due first. */
export interface Collectable {
  facturas: FacturaAbierta[]
  deuda: Minor
  credito: Minor
}

export interface Recibo {
  id: string
  /** `P1-R-00000012`: the seat's prefix and its own gapless number. */
  numero: string
  fecha: number
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  cajero: string
  metodo: MetodoPago
  referencia: string
  /** Σ of its payments. */
  montoTotal: Minor
  /** What was taken back of it; all of `montoTotal`: it is void. */
  revertido: Minor
  /** Cash only: what was handed over and what was given back; null otherwise. */
  efectivoRecibido: Minor | null
  vuelto: Minor | null
  /** How often it was put on paper or in a file so far. */
  impresiones: number
}

export interface ReciboDetail extends Recibo {
  pagos: {
    id: string
    /** Null for the surplus kept as credit. */
    facturaId: string | null
    facturaNumero: string | null
    periodo: string | null
    monto: Minor
    /** What was taken back of it. */
    revertido: Minor
    /** Balance of the invoice right after this receipt. */
    saldoDespues: Minor | null
    estadoConciliacion: EstadoConciliacion
  }[]
  /** What the client still owes, and has in favour, right after this receipt. */
  deudaDespues: Minor
  creditoDespues: Minor
  /** What took it back, newest first. */
  reversos: ReversoRow[]
}

export const cobros = {
  prepare: guarded('pago.record')
    .input(z.object({ clienteId: zId }))
    .output(type<Collectable>()),
  /**
   * Collects money of a client: pays the invoices given, in that order, or all open ones oldest due first; what is
   * left becomes credit. Errors: pago.*. One transaction; repeating the requestId returns the first receipt.
   */
  record: guarded('pago.record')
    .input(
      z.object({
        requestId: zRequestId,
        clienteId: zId,
        metodo: z.enum(METODOS_PAGO),
        /** What enters: minor units, above zero. */
        monto: zPositiveAmount,
        /** The cashier's pick; omitted means every open invoice, oldest due first. An empty list: all to credit. */
        facturaIds: z.array(zId).max(200).optional(),
        /** Cash handed over; the change is this minus `monto`. */
        efectivoRecibido: zPositiveAmount.optional(),
        referencia: zOptionalText(80).default(''),
      }),
    )
    .output(type<ReciboDetail>()),
}

export const recibos = {
  /** Newest first. */
  list: guarded('pago.read')
    .input(
      z.object({
        filter: z
          .object({
            clienteId: zId.optional(),
            numero: zOptionalText(40).optional(),
            /** What was collected into a drawer or with it open; alone. */
            sesionId: zId.optional(),
          })
          .default({}),
        ...zPage,
      }),
    )
    .output(type<Page<Recibo>>()),
  get: guarded('pago.read')
    .input(z.object({ id: zId }))
    .output(type<ReciboDetail>()),
}
