import type { Minor } from '../../contract/money.ts'
import { refuse } from '../kernel/errors.ts'
import type { At, ChargeSays, GatewayAdapter, GatewayDelivery, GatewayEvent } from './adapter.ts'
import { fromDecimal } from './amounts.ts'
import { type Fields, fieldsOf, isFields, needInstant, needText, parseBody, textOf } from './fields.ts'
import { payerOf } from './payer.ts'
import { hmacHex, instantOf, sameHex, signatureParts } from './signature.ts'

/**
 * Mercado Pago's webhooks. A notification only names the payment: the tenant's server asks the API for it and hands both
 * over. The signature is of the address and two headers, not of the body:
 * `id:<data.id>;request-id:<x-request-id>;ts:<ts>;`, without the parts that were not sent.
 */
export const mercadoPago: GatewayAdapter = {
  verify({ headers, query, body }, secret) {
    const parts = new Map(signatureParts(headers['x-signature'] ?? ''))
    const ts = parts.get('ts')
    const given = parts.get('v1')
    if (!ts || !given) return { valid: false, at: null }
    return { valid: sameHex(hmacHex(secret, manifest(headers, query, body, ts)), given), at: instantOf(ts) }
  },
  // Notifications are repeated for days, and nothing published says that a later try is signed anew. Taking one again changes
  // nothing, so there is nothing to gain from a shorter time.
  toleranceMs: 4 * 86_400_000,
  read,
}

function manifest(headers: GatewayDelivery['headers'], query: GatewayDelivery['query'], body: string, ts: string) {
  // Letters in the id are signed in lower case.
  const id = (query['data.id'] ?? bodyId(body)).toLowerCase()
  const request = headers['x-request-id'] ?? ''
  return `${id && `id:${id};`}${request && `request-id:${request};`}ts:${ts};`
}

function bodyId(body: string): string {
  try {
    return textOf(fieldsOf(fieldsOf(JSON.parse(body))['data'])['id'])
  } catch {
    return ''
  }
}

function read(delivery: GatewayDelivery, moneda: string): GatewayEvent {
  const note = parseBody(delivery.body)
  const tipo = textOf(note['action']) || textOf(note['type']) || 'payment'
  const cuenta = textOf(note['user_id']) || null
  const prueba = typeof note['live_mode'] === 'boolean' ? !note['live_mode'] : null
  const noteId = needText(note['id'], 'id')
  const head = { tipo, cuenta, prueba }
  if (textOf(note['type']) !== 'payment')
    return { ...head, eventoId: noteId, externoId: null, tenantId: null, moneda: null, says: {} }
  const payment = delivery.resource
  if (!isFields(payment)) throw refuse('pasarela.payload', { campo: 'resource' })
  const externoId = needText(payment['id'], 'resource.id')
  // The signature is of this id: another payment may not be put in its place.
  if (externoId !== (delivery.query['data.id'] ?? textOf(fieldsOf(note['data'])['id'])))
    throw refuse('pasarela.payload', { campo: 'data.id' })
  const collector = textOf(payment['collector_id'])
  const en = needInstant(payment['date_last_updated'] ?? payment['date_created'], 'resource.date_last_updated')
  const currency = needText(payment['currency_id'], 'resource.currency_id').toUpperCase()
  const metadata = fieldsOf(payment['metadata'])
  return {
    ...head,
    cuenta: collector || cuenta,
    // One notification may be handed over again with a later state of its payment.
    eventoId: `${noteId}@${en}`,
    externoId,
    tenantId: textOf(metadata['tenant_id']) || null,
    moneda: currency,
    says: currency === moneda ? says(payment, metadata, moneda, en) : {},
  }
}

/** States in which the money was there, whatever became of it. */
const APPROVED = new Set(['approved', 'in_mediation', 'refunded', 'charged_back'])
const REFUSED = new Set(['rejected', 'cancelled'])

function says(payment: Fields, metadata: Fields, moneda: string, en: number): ChargeSays {
  const monto = fromDecimal(payment['transaction_amount'], moneda, 'resource.transaction_amount')
  const estado = needText(payment['status'], 'resource.status')
  const pagador = payerOf(en, {
    ...named(metadata),
    ...references(textOf(payment['external_reference'])),
    ...person(fieldsOf(payment['payer'])),
    descripcion: textOf(payment['description']),
  })
  const at = <T>(valor: T): At<T> => ({ en, valor })
  if (!APPROVED.has(estado))
    return { monto: at(monto), abierto: at(REFUSED.has(estado) ? 'rechazado' : 'pendiente'), pagador }
  const devuelto = refunded(payment, estado, monto, moneda)
  const isBack = textOf(payment['status_detail']) === 'reimbursed'
  const held = estado === 'charged_back' && !isBack ? monto - devuelto : 0
  return { aprobado: at(monto), devuelto: at(devuelto), disputas: { contracargo: at(held) }, pagador }
}

function refunded(payment: Fields, estado: string, monto: Minor, moneda: string): Minor {
  if (estado === 'refunded') return monto
  const amount = fromDecimal(
    payment['transaction_amount_refunded'] ?? 0,
    moneda,
    'resource.transaction_amount_refunded',
  )
  return Math.min(amount, monto)
}

const named = (metadata: Fields) => ({
  clienteId: textOf(metadata['cliente_id']),
  codigo: textOf(metadata['codigo_cliente']),
  factura: textOf(metadata['factura']),
})

/** What whoever made the link wrote as its reference: an invoice's number, a client's id or code. */
const references = (reference: string) => (reference === '' ? {} : { factura: reference })

function person(payer: Fields) {
  const { number, type } = fieldsOf(payer['identification']) as { number?: unknown; type?: unknown }
  return {
    nombre: [textOf(payer['first_name']), textOf(payer['last_name'])].filter(Boolean).join(' '),
    email: textOf(payer['email']),
    documento: [textOf(type), textOf(number)].filter(Boolean).join(' '),
  }
}
