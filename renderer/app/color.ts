/** Colour arithmetic for the theme: a palette from any colour, with its contrast corrected. All colours are `#rrggbb`. */

interface Oklch {
  /** 0 black – 1 white. */
  l: number
  c: number
  /** Radians. */
  h: number
}

const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
const gamma = (channel: number) => (channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055)

function linearRgb(hex: string): [number, number, number] {
  const channel = (at: number) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  return [channel(1), channel(3), channel(5)]
}

/** Relative luminance as WCAG defines it, 0–1. */
export function luminance(hex: string): number {
  const [r, g, b] = linearRgb(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast ratio as WCAG defines it, 1–21. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function toOklch(hex: string): Oklch {
  const [r, g, b] = linearRgb(hex)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return { l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, c: Math.hypot(a, bb), h: Math.atan2(bb, a) }
}

function toRgb({ l, c, h }: Oklch): [number, number, number] {
  const a = c * Math.cos(h)
  const b = c * Math.sin(h)
  const ll = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * ll - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * ll + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * ll - 0.7034186147 * m + 1.707614701 * s,
  ]
}

/** As hex; chroma is given up, never lightness, for what a screen cannot show. */
function toHex(color: Oklch): string {
  let { c } = color
  let rgb = toRgb(color)
  while (c > 0.001 && rgb.some((channel) => channel < -0.0005 || channel > 1.0005)) {
    c *= 0.96
    rgb = toRgb({ ...color, c })
  }
  const two = (channel: number) =>
    Math.round(gamma(Math.min(1, Math.max(0, channel))) * 255)
      .toString(16)
      .padStart(2, '0')
  return `#${rgb.map(two).join('')}`
}

/** Text of this contrast can be read by nearly everybody (WCAG AA). */
export const READABLE = 4.5
/** Backgrounds darker than this take white text, lighter ones black; either way the contrast is readable. */
export const LIGHT_LUMINANCE = 0.183

/**
 * The colour as a button's background. A colour that is only a little too light for white text is darkened until it
 * carries it; a light one stays as it is and carries black; one that would drown in its surface is moved away from it.
 */
export function buttonColor(hex: string): string {
  const color = toOklch(hex)
  const darkened = (l: number) => toHex({ ...color, l })
  if (color.l < 0.42) return darkened(0.42)
  if (color.l > 0.88) return darkened(0.86)
  let { l } = color
  while (contrast(darkened(l), '#ffffff') < READABLE && color.l - l < 0.14) l -= 0.01
  const candidate = darkened(l)
  if (contrast(candidate, '#ffffff') >= READABLE) return l === color.l ? hex.toLowerCase() : candidate
  return hex.toLowerCase()
}

export type Palette = [string, string, string, string, string, string, string, string, string, string]

/** Ten shades from faint to deep; the seventh (index 6) is the colour itself, corrected by `buttonColor`. */
export function palette(hex: string): Palette {
  const main = buttonColor(hex)
  const { c, h } = toOklch(hex)
  const shade = (l: number, share: number) => toHex({ l, c: Math.min(c, 0.2) * share, h })
  return [
    shade(0.972, 0.12),
    shade(0.943, 0.22),
    shade(0.893, 0.38),
    shade(0.83, 0.58),
    shade(0.76, 0.78),
    shade(0.66, 0.95),
    main,
    hoverOf(main),
    shade(0.42, 0.85),
    shade(0.33, 0.7),
  ]
}

/** A step away from the text on it, so that hovering never makes it harder to read. */
function hoverOf(hex: string): string {
  const color = toOklch(hex)
  return toHex({ ...color, l: color.l + (luminance(hex) > LIGHT_LUMINANCE ? 0.04 : -0.05) })
}
