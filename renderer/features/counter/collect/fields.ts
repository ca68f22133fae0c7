import type { ErrorCode } from '../../../../contract/errors.ts'

export type Field = 'monto' | 'recibido' | 'referencia' | 'facturas'

const FIELDS: Partial<Record<ErrorCode, Field>> = {
  'pago.amount': 'monto',
  'pago.received_short': 'recibido',
  'pago.reference_needed': 'referencia',
  'pago.reference_used': 'referencia',
  'pago.factura_closed': 'facturas',
  'pago.factura_foreign': 'facturas',
}

/** The field that a refusal of the office is about; null when it is about none of them. */
export const fieldOf = (code: ErrorCode): Field | null => FIELDS[code] ?? null
