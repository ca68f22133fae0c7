import { code128, type DrawingContext, qrcode, type RenderOptions } from 'bwip-js/generic'
import { type Html, html } from './html.ts'

/**
 * QR and Code 128 as inline SVG whose modules are whole printer dots wide: a thermal head cannot print half a dot,
 * and a bar that is rounded differently from its neighbour is what scanners stumble over.
 */

/** Side of a printer dot, mm: a 203 dpi thermal head, and the 300 dpi grid that office printers hold a multiple of. */
export const THERMAL_DOT_MM = 0.125
export const OFFICE_DOT_MM = 25.4 / 300

export interface CodeSpace {
  dotMm: number
  /** What the modules may take, without their quiet zone, mm. */
  maxMm: number
}

interface Drawing {
  /** Modules across. */
  modules: number
  path: string
}

/** Collects what bwip-js draws, one unit per module, as one SVG path; bars are one unit tall. */
function collector(): DrawingContext<Drawing> {
  const drawing: Drawing = { modules: 0, path: '' }
  const noText = { width: 0, ascent: 0, descent: 0 }
  return {
    scale: () => [1, 1],
    measure: () => noText,
    init(width) {
      drawing.modules = width
    },
    // A bar: `x` is its middle, rounded up when its width is odd.
    line(x, _y0, _x1, _y1, width) {
      drawing.path += `M${x - Math.ceil(width / 2)} 0h${width}v1h${-width}z`
    },
    polygon(points) {
      drawing.path += `M${points.map(([x, y]) => `${x} ${y}`).join('L')}z`
    },
    hexagon() {},
    ellipse() {},
    fill() {},
    text() {},
    end: () => drawing,
  }
}

const NOT_ASCII = /[^\n\x20-\x7e]/
const QR_QUIET = 4
const BARCODE_QUIET = 10
/** Below two dots (0.25 mm) hand scanners fail on thermal paper. */
const BARCODE_MIN_DOTS = 2
const BARCODE_MAX_DOTS = 4
const QR_MIN_DOTS = 3
const QR_MAX_DOTS = 6

const dotsPerModule = (modules: number, { dotMm, maxMm }: CodeSpace, max: number) =>
  Math.min(max, Math.floor(maxMm / (modules * dotMm) + 1e-9))

const mm = (value: number) => `${Number(value.toFixed(4))}mm`

/** A QR code with its quiet zone (CSS can read its width as `--quiet`); null when it would need more than `maxMm` to stay readable. */
export function qrCode(text: string, space: CodeSpace): Html | null {
  // Level M (15 % may be lost): the types of bwip-js leave out the options of single symbologies.
  const options: RenderOptions & { eclevel: 'M' } = { bcid: 'qrcode', text, eclevel: 'M', scale: 1, padding: 0 }
  // Without a declared charset readers guess, and guess accents wrong.
  if (NOT_ASCII.test(text)) Object.assign(options, { text: `^ECI000026${text.replaceAll('^', '^^')}`, parsefnc: true })
  const { modules, path } = qrcode(options, collector())
  const dots = dotsPerModule(modules, space, QR_MAX_DOTS)
  if (dots < QR_MIN_DOTS) return null
  const total = modules + 2 * QR_QUIET
  const module = dots * space.dotMm
  const size = `width:${mm(total * module)};height:${mm(total * module)};--quiet:${mm(QR_QUIET * module)}`
  const box = `${-QR_QUIET} ${-QR_QUIET} ${total} ${total}`
  return html`<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="${box}" style="${size}" shape-rendering="crispEdges" aria-hidden="true"><path fill="#000" fill-rule="evenodd" d="${path}"/></svg>`
}

/**
 * A Code 128 of a document number, quiet zones included, `heightMm` tall; null when it does not fit at a width that
 * scanners can read. A reader types exactly `text`: that is what the search of the office looks up.
 */
export function barcode(text: string, space: CodeSpace, heightMm: number): Html | null {
  const { modules, path } = code128({ bcid: 'code128', text, scale: 1, padding: 0 }, collector())
  const dots = dotsPerModule(modules, space, BARCODE_MAX_DOTS)
  if (dots < BARCODE_MIN_DOTS) return null
  const total = modules + 2 * BARCODE_QUIET
  const module = dots * space.dotMm
  const size = `width:${mm(total * module)};height:${mm(heightMm)};--quiet:${mm(BARCODE_QUIET * module)}`
  return html`<svg class="barcode" xmlns="http://www.w3.org/2000/svg" viewBox="${-BARCODE_QUIET} 0 ${total} 1" preserveAspectRatio="none" style="${size}" shape-rendering="crispEdges" aria-hidden="true"><path fill="#000" d="${path}"/></svg>`
}
