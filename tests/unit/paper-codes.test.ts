import { describe, expect, test } from 'vitest'
import { barcode, OFFICE_DOT_MM, qrCode, THERMAL_DOT_MM } from '../../office/documents/codes.ts'

const attribute = (svg: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(svg)?.[1] ?? ''
const style = (svg: string, name: string) => Number(new RegExp(`${name}:([\\d.]+)mm`).exec(svg)?.[1])

/** Left edge and width of each bar, in modules. */
const bars = (svg: string) =>
  [...attribute(svg, ' d').matchAll(/M(\d+) 0h(\d+)v1h-\2z/g)].map(([, left, width]) => [Number(left), Number(width)])

/** Reads a Code 128 back: widths → symbols → text, checked by its check digit. Values 0–105 by their widths. */
const CODE128 =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'.split(
    ' ',
  )
function decode(svg: string): string {
  const edges = bars(svg)
  const widths = edges.flatMap(([left = 0, width = 0], at) => [
    width,
    (edges[at + 1]?.[0] ?? left + width) - left - width,
  ])
  const symbols = (widths.slice(0, -8).join('').match(/.{6}/g) ?? []).map((pattern) => CODE128.indexOf(pattern))
  const check = symbols.pop()
  const sum = symbols.reduce((total, value, at) => total + value * Math.max(1, at), 0)
  expect(check).toBe(sum % 103)
  let set = symbols.shift() === 105 ? 'C' : 'B'
  return symbols
    .map((value) => {
      if (value === (set === 'C' ? 100 : 99)) {
        set = set === 'C' ? 'B' : 'C'
        return ''
      }
      return set === 'C' ? String(value).padStart(2, '0') : String.fromCharCode(value + 32)
    })
    .join('')
}

describe('barcode', () => {
  test.each(['P1-R-00000012', 'P1-F-00000031', 'CASA-F-99999999', 'P1-F-00000000'])('%s reads back', (numero) => {
    const svg = String(barcode(numero, { dotMm: THERMAL_DOT_MM, maxMm: 48 }, 11))
    expect(decode(svg)).toBe(numero)
  })

  test.each([
    ['58 mm', 48, THERMAL_DOT_MM],
    ['80 mm', 72, THERMAL_DOT_MM],
    ['A4', 62, OFFICE_DOT_MM],
  ])('on %s a module is a whole number of dots, and ten modules stay clear on either side', (_, maxMm, dotMm) => {
    const svg = String(barcode('P1-R-00000012', { dotMm, maxMm }, 11))
    const [left, , total] = attribute(svg, 'viewBox').split(' ').map(Number)
    const dots = style(svg, 'width') / (total ?? 0) / dotMm
    expect(dots).toBeCloseTo(Math.round(dots), 3)
    expect(dots).toBeGreaterThanOrEqual(1.999)
    expect(left).toBe(-10)
    expect((total ?? 0) - 20).toBe(Math.max(...bars(svg).map(([at = 0, width = 0]) => at + width)))
    expect(((total ?? 0) - 20) * dots * dotMm).toBeLessThanOrEqual(maxMm)
  })

  test('a code too wide to be read is left out', () => {
    expect(barcode('X'.repeat(40), { dotMm: THERMAL_DOT_MM, maxMm: 48 }, 11)).toBeNull()
  })
})

describe('qrCode', () => {
  test('modules are whole dots with four clear on each side', () => {
    const svg = String(
      qrCode('Fibra del Valle\nRecibo P1-R-00000012\n2026-11-22\nARS 17000.00', { dotMm: 0.125, maxMm: 22 }),
    )
    const [left, , total] = attribute(svg, 'viewBox').split(' ').map(Number)
    const modules = (total ?? 0) - 8
    const dots = style(svg, 'width') / (total ?? 0) / 0.125
    expect(left).toBe(-4)
    expect((modules - 17) % 4).toBe(0)
    expect(dots).toBeCloseTo(Math.round(dots), 3)
    expect(modules * dots * 0.125).toBeLessThanOrEqual(22)
    expect(style(svg, '--quiet')).toBeCloseTo(4 * dots * 0.125, 3)
  })

  test('accents and signs of the code itself make no error', () => {
    expect(qrCode('Ñandú ^ECI000026 ^ Net', { dotMm: 0.125, maxMm: 22 })).not.toBeNull()
  })

  test('text that would need dots too small is left out', () => {
    expect(qrCode('x'.repeat(900), { dotMm: 0.125, maxMm: 22 })).toBeNull()
  })
})
