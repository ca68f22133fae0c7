import { currencyDecimals, MAX_MINOR, type Minor, parseMoney } from '../../contract/money.ts'
import { refuse } from '../kernel/errors.ts'

/** How providers write money. Never rounded: what does not fit the currency is refused. */

/** Stripe's currencies without decimals (docs.stripe.com/currencies#zero-decimal). */
const STRIPE_ZERO = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'JPY',
  'KMF',
  'KRW',
  'MGA',
  'PYG',
  'RWF',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]) // prettier-ignore
const STRIPE_THREE = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND'])

/** ISK and UGX have no decimals any more, and Stripe still counts them in hundredths. */
const stripeDecimals = (moneda: string): number => (STRIPE_ZERO.has(moneda) ? 0 : STRIPE_THREE.has(moneda) ? 3 : 2)

/** Stripe's whole number of its smallest unit, in our minor units. Errors: pasarela.payload. */
export function fromStripe(amount: unknown, moneda: string, campo: string): Minor {
  const wrong = () => refuse('pasarela.payload', { campo })
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 0) throw wrong()
  const shift = currencyDecimals(moneda) - stripeDecimals(moneda)
  const value = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift
  if (!Number.isSafeInteger(value) || value > MAX_MINOR) throw wrong()
  return value
}

/** A decimal number as Mercado Pago writes it, in minor units. Errors: pasarela.payload. */
export function fromDecimal(amount: unknown, moneda: string, campo: string): Minor {
  // The shortest decimal that reads as this number is the one that was written, as long as money is this size.
  const text = typeof amount === 'number' ? String(amount) : typeof amount === 'string' ? amount : ''
  const value = /^\d+(\.\d+)?$/.test(text) ? parseMoney(text, moneda, { decimal: '.' }) : null
  if (value === null) throw refuse('pasarela.payload', { campo })
  return value
}
