/** The tenant's colour made fit for paper: WCAG contrast, checked and corrected. */

type Rgb = readonly [number, number, number]

const INK: Rgb = [0x1b, 0x1f, 0x24]
const WHITE: Rgb = [255, 255, 255]
/** Used when what is stored is no colour: paper must come out anyway. */
const FALLBACK: Rgb = [0x1f, 0x4e, 0x79]
const READABLE = 4.5

function parse(color: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  if (!match) return FALLBACK
  const part = (at: number) => Number.parseInt(match[at] ?? '0', 16)
  return [part(1), part(2), part(3)]
}

const hex = (color: Rgb): string => `#${color.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

function luminance([r, g, b]: Rgb): number {
  const linear = (part: number) => {
    const s = part / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

function contrast(a: Rgb, b: Rgb): number {
  const [la, lb] = [luminance(a), luminance(b)]
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05)
}

/** WCAG contrast ratio of two `#rrggbb` colours, 1–21. */
export const contrastRatio = (a: string, b: string): number => contrast(parse(a), parse(b))

/** `share` of `over` mixed into `base`, 0–1. */
const mix = (base: Rgb, over: Rgb, share: number): Rgb => [
  base[0] + (over[0] - base[0]) * share,
  base[1] + (over[1] - base[1]) * share,
  base[2] + (over[2] - base[2]) * share,
]

export interface BrandColors {
  /** For areas: the tenant's colour as it is. */
  fill: string
  /** Text on `fill`: white or ink, whichever reads better. */
  onFill: string
  /** For text and lines on white: darkened until it reads (4.5 : 1). */
  ink: string
  /** A breath of the colour on white, on which `ink` still reads. */
  tint: string
}

export function brandColors(color: string): BrandColors {
  const brand = parse(color)
  const tint = mix(WHITE, brand, 0.07)
  let ink = brand
  for (let step = 1; step <= 20 && contrast(ink, tint) < READABLE; step++) ink = mix(brand, INK, step / 20)
  const onFill = contrast(WHITE, brand) >= READABLE || contrast(WHITE, brand) > contrast(INK, brand) ? WHITE : INK
  return { fill: hex(brand), onFill: hex(onFill), ink: hex(ink), tint: hex(tint) }
}
