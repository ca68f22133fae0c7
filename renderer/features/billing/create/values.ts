import { v7 } from 'uuid'
import { z } from 'zod'
import { addDays, periodOf } from '../../../../contract/dates.ts'
import type { Servicio } from '../../../../contract/procedures/customers.ts'
import type { Impuesto, Minor } from '../../../../contract/money.ts'
import {
  zFecha,
  zId,
  zImpuesto,
  zOptionalText,
  zPeriodo,
  zPositiveAmount,
  zText,
} from '../../../../contract/schemas.ts'

export interface LineValues {
  /** Tells lines apart while they are moved and removed. */
  key: string
  descripcion: string
  /** Whole units. */
  cantidad: number | null
  precioUnitario: Minor | null
  impuestos: Impuesto[]
  /** The service that the line charges, when it was added from one. */
  servicioId: string | null
}

export interface InvoiceValues {
  clienteId: string | null
  periodo: string
  fechaEmision: string
  fechaVencimiento: string
  /** The person wrote the due date: it does not follow the issue date any more. */
  vencimientoTyped: boolean
  notas: string
  lineas: LineValues[]
}

export const MAX_LINES = 60

export const emptyLine = (impuestos: readonly Impuesto[]): LineValues => ({
  key: v7(),
  descripcion: '',
  cantidad: 1,
  precioUnitario: null,
  impuestos: [...impuestos],
  servicioId: null,
})

/** What is proposed: today, due after `dias` days, for this month, one empty line with the tenant's taxes. */
export const proposedInvoice = (
  today: string,
  dias: number,
  impuestos: readonly Impuesto[],
  clienteId: string | null,
): InvoiceValues => ({
  clienteId,
  periodo: periodOf(today),
  fechaEmision: today,
  fechaVencimiento: addDays(today, dias),
  vencimientoTyped: false,
  notas: '',
  lineas: [emptyLine(impuestos)],
})

/** The due date follows the issue date until the person writes another. */
export const withIssueDate = (values: InvoiceValues, fechaEmision: string, dias: number): InvoiceValues => ({
  ...values,
  fechaEmision,
  fechaVencimiento: values.vencimientoTyped ? values.fechaVencimiento : addDays(fechaEmision, dias),
})

export const isBlank = ({ descripcion, precioUnitario }: LineValues): boolean =>
  descripcion.trim() === '' && precioUnitario === null

/** Without the lines that nobody filled in; the first stays, so that it can be said what is missing. */
export function withoutBlanks(lineas: readonly LineValues[]): LineValues[] {
  const filled = lineas.filter((linea) => !isBlank(linea))
  return filled.length > 0 ? filled : lineas.slice(0, 1)
}

/** The lines with one more for a service: in place of an empty last line. */
export function addServiceLine(
  lineas: readonly LineValues[],
  servicio: Pick<Servicio, 'id' | 'precioMensual'>,
  descripcion: string,
  impuestos: readonly Impuesto[],
): LineValues[] {
  const kept = lineas.filter((linea) => !isBlank(linea))
  return [
    ...kept,
    { ...emptyLine(impuestos), descripcion, precioUnitario: servicio.precioMensual, servicioId: servicio.id },
  ]
}

/** The service of the invoice: the one that its lines charge, unless they charge several. */
export function servicioOf(lineas: readonly LineValues[]): string | null {
  const charged = new Set(lineas.map(({ servicioId }) => servicioId).filter((id) => id !== null))
  const [only] = charged
  return charged.size === 1 && only !== undefined ? only : null
}

export const zInvoice = z.object({
  clienteId: zId,
  periodo: zPeriodo,
  fechaEmision: zFecha,
  fechaVencimiento: zFecha,
  notas: zOptionalText(400),
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
    .max(MAX_LINES),
})

/** What the office is asked to issue. Throws when the values are not whole: validate first. */
export function invoiceInput(values: InvoiceValues, requestId: string) {
  const lineas = withoutBlanks(values.lineas)
  return { ...zInvoice.parse({ ...values, lineas }), servicioId: servicioOf(lineas), requestId }
}
