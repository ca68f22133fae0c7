import type { ProveedorPasarela } from '../../contract/enums.ts'
import type { GatewayAdapter } from './adapter.ts'
import { mercadoPago } from './mercado-pago.ts'
import { stripe } from './stripe.ts'

export const ADAPTERS: Readonly<Record<ProveedorPasarela, GatewayAdapter>> = { mercado_pago: mercadoPago, stripe }
