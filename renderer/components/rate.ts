const UNITS = ['bps', 'kbps', 'Mbps', 'Gbps', 'Tbps'] as const

/** Bits per second as people say them, in decimal units and three digits: `940 kbps`, `12,4 Mbps`. */
export function formatRate(bps: number, locale: string): string {
  // What would be rounded up to a thousand belongs to the next unit.
  const at = UNITS.findIndex((_, power) => Math.abs(bps) < 999.5 * 1000 ** power)
  const power = at === -1 ? UNITS.length - 1 : at
  const value = new Intl.NumberFormat(locale, {
    maximumSignificantDigits: power === 0 ? 21 : 3,
    maximumFractionDigits: 0,
  })
  return `${value.format(power === 0 ? Math.round(bps) : bps / 1000 ** power)} ${UNITS[power]}`
}
