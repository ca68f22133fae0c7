import type { At, ChargeSays, GatewayAdapter, GatewayDelivery, GatewayEvent } from './adapter.ts'
import { fromStripe } from './amounts.ts'
import { type Fields, fieldsOf, needText, parseBody, textOf } from './fields.ts'
import { payerOf } from './payer.ts'
import { refuse } from '../kernel/errors.ts'
import { hmacHex, instantOf, sameHex, signatureParts } from './signature.ts'

/**
 * Stripe's webhooks: `Stripe-Signature: t=…,v1=…`, an HMAC-SHA256 of `t.body`; while a secret is being changed there are two
 * `v1`. The body holds the object itself. A charge goes by its payment intent, since disputes and refunds name both.
 */
export const stripe: GatewayAdapter = {
  verify({ headers, body }, secret) {
    const parts = signatureParts(headers['stripe-signature'] ?? '')
    const t = parts.find(([name]) => name === 't')?.[1]
    const given = parts.filter(([name]) => name === 'v1').map(([, value]) => value)
    if (!t || given.length === 0) return { valid: false, at: null }
    const expected = hmacHex(secret, `${t}.${body}`)
    return { valid: given.some((one) => sameHex(expected, one)), at: instantOf(t) }
  },
  // Stripe signs each try anew.
  toleranceMs: 5 * 60_000,
  read,
}

type Reader = (object: Fields, moneda: string, en: number) => ChargeSays

const READERS: Readonly<Record<string, Reader>> = {
  'payment_intent.succeeded': intentSays,
  'payment_intent.processing': intentSays,
  'payment_intent.payment_failed': intentSays,
  'payment_intent.canceled': intentSays,
  'charge.succeeded': chargeSays,
  'charge.updated': chargeSays,
  'charge.captured': chargeSays,
  'charge.refunded': chargeSays,
  'charge.dispute.created': disputeSays,
  'charge.dispute.updated': disputeSays,
  'charge.dispute.closed': disputeSays,
  'charge.dispute.funds_withdrawn': disputeSays,
  'charge.dispute.funds_reinstated': disputeSays,
}

function read(delivery: GatewayDelivery, moneda: string): GatewayEvent {
  const event = parseBody(delivery.body)
  const eventoId = needText(event['id'], 'id')
  const tipo = needText(event['type'], 'type')
  const created = event['created']
  if (typeof created !== 'number' || !Number.isSafeInteger(created))
    throw refuse('pasarela.payload', { campo: 'created' })
  const prueba = typeof event['livemode'] === 'boolean' ? !event['livemode'] : null
  const head = { eventoId, tipo, cuenta: textOf(event['account']) || null, prueba }
  const reader = READERS[tipo]
  if (!reader) return { ...head, externoId: null, tenantId: null, moneda: null, says: {} }
  const object = fieldsOf(fieldsOf(event['data'])['object'])
  const currency = needText(object['currency'], 'data.object.currency').toUpperCase()
  return {
    ...head,
    externoId: chargeId(object),
    tenantId: textOf(fieldsOf(object['metadata'])['tenant_id']) || null,
    moneda: currency,
    says: currency === moneda ? reader(object, moneda, created * 1000) : {},
  }
}

const idOf = (value: unknown): string => textOf(value) || textOf(fieldsOf(value)['id'])

function chargeId(object: Fields): string {
  const own = textOf(object['object']) === 'dispute' ? idOf(object['charge']) : textOf(object['id'])
  return needText(idOf(object['payment_intent']) || own, 'data.object.id')
}

function payer(object: Fields, en: number): NonNullable<ChargeSays['pagador']> {
  const metadata = fieldsOf(object['metadata'])
  const billing = fieldsOf(object['billing_details'])
  return payerOf(en, {
    clienteId: textOf(metadata['cliente_id']),
    codigo: textOf(metadata['codigo_cliente']),
    factura: textOf(metadata['factura']),
    documento: textOf(metadata['documento']),
    nombre: textOf(billing['name']),
    email: textOf(billing['email']) || textOf(object['receipt_email']),
    descripcion: textOf(object['description']),
  })
}

function intentSays(intent: Fields, moneda: string, en: number): ChargeSays {
  const at = <T>(valor: T): At<T> => ({ en, valor })
  const pagador = payer(intent, en)
  const status = textOf(intent['status'])
  if (status === 'succeeded')
    return { aprobado: at(fromStripe(intent['amount_received'], moneda, 'data.object.amount_received')), pagador }
  const monto = at(fromStripe(intent['amount'], moneda, 'data.object.amount'))
  const refused = status === 'requires_payment_method' || status === 'canceled'
  return { monto, abierto: at(refused ? 'rechazado' : 'pendiente'), pagador }
}

function chargeSays(charge: Fields, moneda: string, en: number): ChargeSays {
  const at = <T>(valor: T): At<T> => ({ en, valor })
  const pagador = payer(charge, en)
  const whole = charge['amount_captured'] ?? charge['amount']
  const monto = fromStripe(whole, moneda, 'data.object.amount')
  if (textOf(charge['status']) !== 'succeeded' || charge['captured'] === false)
    return { monto: at(monto), abierto: at(textOf(charge['status']) === 'failed' ? 'rechazado' : 'pendiente'), pagador }
  const back = fromStripe(charge['amount_refunded'] ?? 0, moneda, 'data.object.amount_refunded')
  return { aprobado: at(monto), devuelto: at(Math.min(back, monto)), pagador }
}

/** An inquiry (`warning_…`) moves no money; one that was won gives it back. */
const HARMLESS = new Set(['won', 'prevented', 'warning_needs_response', 'warning_under_review', 'warning_closed'])

function disputeSays(dispute: Fields, moneda: string, en: number): ChargeSays {
  const id = needText(dispute['id'], 'data.object.id')
  const status = needText(dispute['status'], 'data.object.status')
  const monto = fromStripe(dispute['amount'], moneda, 'data.object.amount')
  // Of two events of one second the one that closes is the later: it may not be outrun by the first.
  const closes = status === 'won' || status === 'lost' || status === 'warning_closed' ? 999 : 0
  // The charge may not have been heard of yet: until it is, this is all that is known of its amount.
  return {
    monto: { en: 0, valor: monto },
    disputas: { [id]: { en: en + closes, valor: HARMLESS.has(status) ? 0 : monto } },
  }
}
