import { type } from '@orpc/contract'
import { z } from 'zod'
import { MOTIVOS_NOTA_CREDITO, type MotivoNotaCredito } from '../enums.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zAmount, zId, zOptionalText, zPage, zPeriodo, zPositiveAmount, zRequestId, zText } from '../schemas.ts'
import type { FacturaDetail, FacturaLinea } from './billing.ts'
import { guarded } from './base.ts'

export interface NotaRow {
  id: string
  numero: string
  fecha: string
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  monto: Minor
  motivo: MotivoNotaCredito
  /** The invoice it takes back, whole or in part; null when it stands for itself. */
  facturaId: string | null
  facturaNumero: string | null
  /** Why, in the words of who gave it. */
  detalle: string
  /** An annulment after which what the invoice charged is billed again. */
  refacturar: boolean
  emitidaPor: string
}

/** `orden` is the place of the line that it takes back in its invoice. */
export interface NotaLinea extends FacturaLinea {
  orden: number
  explicacion: string
}

export interface NotaDetail extends NotaRow {
  cliente: FacturaDetail['cliente']
  /** None for what came with an import. */
  lineas: NotaLinea[]
  /** What it paid. */
  aplicaciones: { facturaId: string; numero: string; periodo: string; fecha: number; monto: Minor }[]
  /** What of it was given back as money. */
  devuelto: Minor
  /** What of it no invoice has taken yet. */
  disponible: Minor
  creadoEn: number
}

/**
 * How much of an invoice is taken back: all that is left of it (then it is annulled, and billed again or not), an amount
 * spread over its lines, or amounts of chosen lines. Taxes go in proportion. `orden` as in the preview's `disponibles`; a
 * line below zero (a discount) takes an amount below zero.
 */
export const zNotaParte = z.discriminatedUnion('tipo', [
  z.object({ tipo: z.literal('total'), refacturar: z.boolean() }),
  z.object({ tipo: z.literal('monto'), monto: zPositiveAmount }),
  z.object({
    tipo: z.literal('lineas'),
    lineas: z
      .array(z.object({ orden: z.number().int().min(0), monto: zAmount }))
      .min(1)
      .max(200),
  }),
])
export type NotaParte = z.infer<typeof zNotaParte>

/** What a credit note would do, now. */
export interface NotaPreview {
  factura: Pick<
    FacturaDetail,
    'id' | 'numero' | 'clienteId' | 'clienteNombre' | 'periodo' | 'montoTotal' | 'saldo' | 'estado'
  > & { acreditado: Minor }
  /** What is left to take back. */
  maximo: Minor
  /** Lines with what is left of each, below zero for a discount. */
  disponibles: { orden: number; descripcion: string; total: Minor; resto: Minor }[]
  monto: Minor
  lineas: NotaLinea[]
  /** What of it lowers the invoice's own balance. */
  aplicado: Minor
  /** What of it the client gets in favour. */
  aFavor: Minor
  /** Other open invoices that the money in favour pays at once, oldest due first. */
  paga: { facturaId: string; numero: string; monto: Minor }[]
  /** Nothing of the invoice is left afterwards. */
  anula: boolean
  /** A run made the invoice, and nothing has been billed again since. */
  refacturable: boolean
  /** Days and charges that a run would bill again. */
  vuelve: {
    servicios: { servicioId: string; planNombre: string; desde: string; hasta: string }[]
    cargos: { id: string; descripcion: string }[]
  }
  /** Late fees of this invoice that were not billed yet and fall away with it. */
  moras: number
}

export const zNotaFilter = z.object({
  /** Start of the number. */
  numero: zOptionalText(40).optional(),
  clienteId: zId.optional(),
  facturaId: zId.optional(),
  motivo: z.enum(MOTIVOS_NOTA_CREDITO).optional(),
  /** Month of its date. */
  periodo: zPeriodo.optional(),
})

export const notas = {
  /** Newest first. */
  list: guarded('factura.read')
    .input(z.object({ filter: zNotaFilter.default({}), ...zPage }))
    .output(type<Page<NotaRow>>()),
  get: guarded('factura.read')
    .input(z.object({ id: zId }))
    .output(type<NotaDetail>()),
  /** Nothing is written. Errors: not_found, nota.exceeds, nota.lines, nota.refacturar. */
  preview: guarded('nota_credito.issue')
    .input(z.object({ facturaId: zId, parte: zNotaParte }))
    .output(type<NotaPreview>()),
  /**
   * Takes back an invoice, whole or in part. What it still owes goes down first; the rest becomes credit, which pays other
   * open invoices, oldest first. `esperado`: the invoice as the person saw it. Errors: as preview, conflict.changed.
   */
  create: guarded('nota_credito.issue')
    .input(
      z.object({
        requestId: zRequestId,
        facturaId: zId,
        parte: zNotaParte,
        detalle: zText(400),
        // Added taxes may take an invoice beyond what one amount may be.
        esperado: z.object({ saldo: z.number().int().min(0), acreditado: z.number().int().min(0) }),
      }),
    )
    .output(type<NotaDetail>()),
  /** Gives a client money in favour that is about no invoice. */
  credit: guarded('nota_credito.issue')
    .input(z.object({ requestId: zRequestId, clienteId: zId, monto: zPositiveAmount, detalle: zText(400) }))
    .output(type<NotaDetail>()),
}
