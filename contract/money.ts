/**
 * Money is an integer of minor units (cents, or whole units where the currency has none) in one ISO 4217 currency.
 * Rates are basis points (21 % = 2100). Rounding is half up (away from zero on a tie), once per line.
 * Own code rather than a library: integers plus four rules are all an office needs, and each is property-tested.
 */

/** Integer minor units. Always a safe integer: checked where money enters. */
export type Minor = number

export const MAX_MINOR: Minor = 999_999_999_999_99

const decimalsCache = new Map<string, number>()

/** Decimals of an ISO 4217 currency (ARS 2, CLP 0, TND 3). Throws RangeError for a code that is not one. */
export function currencyDecimals(moneda: string): number {
  let decimals = decimalsCache.get(moneda)
  if (decimals === undefined) {
    decimals =
      new Intl.NumberFormat('en', {
        style: 'currency',
        currency: moneda,
      }).resolvedOptions().maximumFractionDigits ?? 2
    decimalsCache.set(moneda, decimals)
  }
  return decimals
}

/** `amount × numerator ÷ denominator`, half up away from zero; exact for any safe integers (BigInt inside). */
export function mulDiv(amount: Minor, numerator: number, denominator: number): Minor {
  const negative = (amount < 0 !== numerator < 0) !== denominator < 0
  const abs = (n: number) => BigInt(Math.abs(n))
  const d = abs(denominator)
  const q = (abs(amount) * abs(numerator) * 2n + d) / (d * 2n)
  const result = Number(negative ? -q : q)
  return result === 0 ? 0 : result
}

/** A rate in basis points of an amount in minor units. */
export const applyRate = (amount: Minor, basisPoints: number): Minor => mulDiv(amount, basisPoints, 10_000)

const formatters = new Map<string, Intl.NumberFormat>()

/** Money as people of `locale` read it, with its currency: `$ 17.000,00`. */
export function formatMoney(amount: Minor, moneda: string, locale: string): string {
  const key = `${locale} ${moneda}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: moneda,
      currencyDisplay: 'narrowSymbol',
    })
    formatters.set(key, formatter)
  }
  // A decimal string keeps every digit: dividing into a float would not for large amounts.
  return formatter.format(toDecimalString(amount, moneda) as unknown as number)
}

/** Canonical decimal text with a point and no grouping: 1700050 ARS → `17000.50`. */
export function toDecimalString(amount: Minor, moneda: string): string {
  const decimals = currencyDecimals(moneda)
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const sign = amount < 0 ? '-' : ''
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

export interface NumberFormatHint {
  /** The character that separates decimals; the other one of `.` `,` (and space, apostrophe) groups. */
  decimal: ',' | '.'
}

/** The decimal separator that people of `locale` type. */
export function decimalSeparator(locale: string): ',' | '.' {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find((p) => p.type === 'decimal')?.value === ',' ? ',' : '.'
}

/**
 * Money typed or imported by a person → minor units, or null when it is not money.
 * Accepts a currency sign or code, grouping, a sign before or after, parentheses for negative. More decimals than the
 * currency has are refused unless they are zeros: an amount is never rounded silently.
 */
export function parseMoney(text: string, moneda: string, hint: NumberFormatHint): Minor | null {
  const { negative, digits } = stripSigns(text)
  const group = hint.decimal === ',' ? '.' : ','
  const pattern = new RegExp(
    `^(\\d{1,3}(?:\\${group}\\d{3})+|\\d+)(?:\\${hint.decimal}(\\d*))?$|^\\${hint.decimal}(\\d+)$`,
  )
  const match = pattern.exec(digits)
  if (!match) return null
  const whole = (match[1] ?? '0').replaceAll(group, '')
  const decimals = currencyDecimals(moneda)
  const fraction = (match[2] ?? match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return null
  const value = Number(whole + fraction.padEnd(decimals, '0'))
  if (!Number.isSafeInteger(value) || value > MAX_MINOR) return null
  return negative && value !== 0 ? -value : value
}

const SIGN = /^[-−+]|[-−]$/
const CURRENCY = /^(?:[A-Z]{1,3}\$|[A-Z]{3}|S\/\.?|Bs\.?|Gs\.?|[$€₲₡])|(?:[A-Z]{3}|[€₲₡])$/

/** Takes off one sign and one currency mark, in either order; whatever else stands there stays, to be refused. */
function stripSigns(text: string): { negative: boolean; digits: string } {
  let digits = text.replace(/[\s\u00a0\u202f']/g, '')
  let negative = false
  const takeSign = () => {
    const sign = SIGN.exec(digits)?.[0]
    if (sign) digits = digits.replace(SIGN, '')
    if (sign && sign !== '+') negative = true
    return sign !== undefined
  }
  if (/^\(.*\)$/.test(digits)) {
    negative = true
    digits = digits.slice(1, -1).replace(CURRENCY, '')
  } else {
    const signed = takeSign()
    digits = digits.replace(CURRENCY, '')
    if (!signed) takeSign()
  }
  return { negative, digits }
}

/** One tax of a plan or a line. `tasaBp`: basis points. `incluido`: the price already contains it. */
export interface Impuesto {
  nombre: string
  tasaBp: number
  incluido: boolean
}

export interface LineTotals {
  /** Without any tax. */
  neto: Minor
  /** One amount per tax, in the order given. */
  impuestos: Minor[]
  /** What the client pays: neto + every tax. */
  total: Minor
}

/**
 * Net, taxes and total of one line (`cantidad` whole units at `precioUnitario`, minor units).
 * Included taxes are taken out of the price: the total stays the price to the cent, and the remainder of rounding goes
 * to the last included tax. Added taxes are computed on the net, each rounded half up once.
 */
export function lineTotals(cantidad: number, precioUnitario: Minor, impuestos: readonly Impuesto[]): LineTotals {
  const gross = cantidad * precioUnitario
  if (!Number.isSafeInteger(gross)) throw new RangeError('line total is out of range')
  const includedBp = impuestos.reduce((sum, i) => sum + (i.incluido ? i.tasaBp : 0), 0)
  const neto = includedBp === 0 ? gross : mulDiv(gross, 10_000, 10_000 + includedBp)
  const amounts = impuestos.map((i) => applyRate(neto, i.tasaBp))
  const lastIncluded = impuestos.findLastIndex((i) => i.incluido)
  if (lastIncluded >= 0) {
    const others = impuestos.reduce(
      (sum, i, at) => sum + (i.incluido && at !== lastIncluded ? (amounts[at] ?? 0) : 0),
      0,
    )
    amounts[lastIncluded] = gross - neto - others
  }
  return {
    neto,
    impuestos: amounts,
    total: neto + amounts.reduce((a, b) => a + b, 0),
  }
}
