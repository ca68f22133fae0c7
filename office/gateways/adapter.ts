import type { ProveedorPasarela } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'

/** What the tenant's server hands over of a provider's call, as it arrived. */
export interface GatewayDelivery {
  proveedor: ProveedorPasarela
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** Of the address: Mercado Pago signs `data.id`. */
  query: Readonly<Record<string, string>>
  /** The raw body: signatures are of these characters. */
  body: string
  /** When the tenant's server took it, ms: signatures grow old against this, not while the office is closed. */
  receivedAt: number
  /** The payment as the provider's API tells it, where the notification only names it (Mercado Pago). */
  resource?: unknown
}

export interface Signature {
  /** The secret made it. */
  valid: boolean
  /** When, ms; null when it does not say. */
  at: number | null
}

/** A value with the instant (ms, by the provider's clock) since when it holds. */
export interface At<T> {
  en: number
  valor: T
}

export const CAMPOS_PAGADOR = ['clienteId', 'codigo', 'factura', 'nombre', 'email', 'documento', 'descripcion'] as const
export type CampoPagador = (typeof CAMPOS_PAGADOR)[number]

/**
 * What one event says of a charge. Several may say the same, in any order and more than once: `facts.ts` joins them so that
 * neither matters.
 */
export interface ChargeSays {
  /** The whole charge was approved, once: what it came to. */
  aprobado?: At<Minor>
  /** It is under way, or was refused. */
  abierto?: At<'pendiente' | 'rechazado'>
  /** What it comes to as long as it is not approved. */
  monto?: At<Minor>
  /** Given back by refunds so far. */
  devuelto?: At<Minor>
  /** By dispute: what it holds back now; 0 once it was won. */
  disputas?: Readonly<Record<string, At<Minor>>>
  pagador?: Partial<Record<CampoPagador, At<string>>>
}

export interface GatewayEvent {
  /** One event has one, however often it is sent. */
  eventoId: string
  tipo: string
  /** The provider's id of the charge; null: the event is of no interest. */
  externoId: string | null
  /** The account that it belongs to, as far as it says. */
  cuenta: string | null
  /** Of the provider's test mode; null when it does not say. */
  prueba: boolean | null
  /** The tenant that the charge was made for, where its metadata says one. */
  tenantId: string | null
  /** In capitals; null when it says none. */
  moneda: string | null
  says: ChargeSays
}

/** One provider. Pure: nothing here reads or writes the office. */
export interface GatewayAdapter {
  /** Whether the secret signed it, and when. */
  verify(delivery: GatewayDelivery, secret: string): Signature
  /** How long a signature is good for, ms. */
  toleranceMs: number
  /**
   * What it says, amounts in minor units of `moneda`; of another currency it says no amounts.
   * Errors: pasarela.payload.
   */
  read(delivery: GatewayDelivery, moneda: string): GatewayEvent
}
