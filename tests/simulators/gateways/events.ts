import { createHmac } from 'node:crypto'
import type { GatewayDelivery } from '../../../office/gateways/adapter.ts'

/** What Mercado Pago and Stripe send, written from their published formats and not from our adapters. Times in ms. */

export const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex')

export interface Charge {
  /** `pi_…` or a number. */
  id: string
  /** In the unit that the provider writes: cents for Stripe, a decimal number for Mercado Pago. */
  amount: number
  currency: string
  metadata?: Record<string, string>
  /** Mercado Pago's. */
  external_reference?: string
}

export interface Sent {
  secret: string
  /** When the provider signs it and the tenant's server takes it. */
  at: number
  eventId?: string
  account?: string
  live?: boolean
}

let serial = 0
const nextId = (prefix: string): string => `${prefix}${String(++serial).padStart(10, '0')}`

export function stripeEvent(
  type: string,
  object: Record<string, unknown>,
  sent: Sent & { created?: number },
): GatewayDelivery {
  const body = JSON.stringify({
    id: sent.eventId ?? nextId('evt_'),
    object: 'event',
    api_version: '2025-03-31.basil',
    created: Math.floor((sent.created ?? sent.at) / 1000),
    livemode: sent.live ?? true,
    pending_webhooks: 1,
    type,
    data: { object },
    ...(sent.account === undefined ? {} : { account: sent.account }),
  })
  const t = Math.floor(sent.at / 1000)
  const signature = `t=${t},v1=${hmac(sent.secret, `${t}.${body}`)},v0=00ff`
  return { proveedor: 'stripe', headers: { 'stripe-signature': signature }, query: {}, body, receivedAt: sent.at }
}

export const stripeIntent = ({ id, amount, currency, metadata = {} }: Charge) => ({
  id,
  object: 'payment_intent',
  amount,
  amount_received: amount,
  currency: currency.toLowerCase(),
  latest_charge: `ch_${id}`,
  metadata,
  status: 'succeeded',
})

export const stripeCharge = ({ id, amount, currency, metadata = {} }: Charge, refunded = 0) => ({
  id: `ch_${id}`,
  object: 'charge',
  amount,
  amount_captured: amount,
  amount_refunded: refunded,
  billing_details: { email: 'vecina@correo.example', name: 'Vecina Ejemplo', phone: null },
  captured: true,
  currency: currency.toLowerCase(),
  metadata,
  paid: true,
  payment_intent: id,
  refunded: refunded === amount,
  status: 'succeeded',
})

export const stripeDispute = (charge: Charge, dispute: { id: string; amount: number; status: string }) => ({
  ...dispute,
  object: 'dispute',
  charge: `ch_${charge.id}`,
  currency: charge.currency.toLowerCase(),
  payment_intent: charge.id,
  metadata: {},
  reason: 'fraudulent',
})

export interface MpState {
  status: string
  status_detail?: string
  transaction_amount_refunded?: number
}

export function mpEvent(charge: Charge, state: MpState, sent: Sent & { updated?: number }): GatewayDelivery {
  const eventId = sent.eventId ?? nextId('1')
  const account = sent.account ?? '44444'
  const body = JSON.stringify({
    action: 'payment.updated',
    api_version: 'v1',
    data: { id: charge.id },
    date_created: new Date(sent.at).toISOString(),
    id: Number(eventId),
    live_mode: sent.live ?? true,
    type: 'payment',
    user_id: account,
  })
  const requestId = `req-${eventId}`
  const signature = `ts=${sent.at},v1=${hmac(sent.secret, `id:${charge.id};request-id:${requestId};ts:${sent.at};`)}`
  const resource = {
    id: Number(charge.id),
    collector_id: Number(account),
    currency_id: charge.currency,
    date_last_updated: new Date(sent.updated ?? sent.at).toISOString().replace('Z', '+00:00'),
    description: 'Internet',
    external_reference: charge.external_reference ?? null,
    live_mode: sent.live ?? true,
    metadata: charge.metadata ?? {},
    payer: { email: 'vecina@correo.example', identification: { type: 'DNI', number: '30111222' } },
    transaction_amount: charge.amount,
    transaction_amount_refunded: 0,
    status_detail: 'accredited',
    ...state,
  }
  return {
    proveedor: 'mercado_pago',
    headers: { 'x-signature': signature, 'x-request-id': requestId },
    query: { 'data.id': charge.id, type: 'payment' },
    body,
    resource,
    receivedAt: sent.at,
  }
}
