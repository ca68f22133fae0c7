import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brandColors, contrastRatio } from '../../office/documents/color.ts'
import { fitPt } from '../../office/documents/fit.ts'
import { cssString, Html, html, styleSheet } from '../../office/documents/html.ts'
import { paperTexts } from '../../office/i18n.ts'

describe('html', () => {
  test('escapes what it is given, between tags and in attributes', () => {
    const hostile = `"><img src=x onerror='alert(1)'>&`
    expect(html`<p title="${hostile}">${hostile}</p>`.toString()).toBe(
      '<p title="&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;">&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;</p>',
    )
  })

  test('keeps its own markup, joins lists, prints nothing for nothing', () => {
    const rows = ['a', '<b>'].map((text) => html`<li>${text}</li>`)
    expect(html`<ul>${rows}${null}${undefined}${false}${0}</ul>`.toString()).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li>0</ul>',
    )
  })

  test('no text becomes markup', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`<p title="${text}">${[text]}</p>`.toString().match(/[<>"]/g)).toEqual([
          '<',
          '"',
          '"',
          '>',
          '<',
          '>',
        ])
      }),
    )
  })

  test('Html cannot be made elsewhere', () => {
    expect(() => new Html('<script>', Symbol('html') as never)).toThrow(TypeError)
  })

  test('a style sheet that could be closed from inside is refused', () => {
    expect(styleSheet('p{margin:0}').toString()).toBe('<style>p{margin:0}</style>')
    expect(() => styleSheet('p{content:"</style><script>"}')).toThrow(RangeError)
  })

  test('a CSS string keeps its text and cannot end early', () => {
    expect(cssString('Página 1 · "x"\\</style>')).toBe('"Página 1 · \\22 x\\22 \\5c \\3c /style\\3e "')
  })
})

describe('brandColors', () => {
  test.each(['#0b6e78', '#f2c200', '#ffffff', '#000000', '#ff00ff', '#8a8a8a'])('%s reads on paper', (color) => {
    const brand = brandColors(color)
    expect(contrastRatio(brand.ink, '#ffffff')).toBeGreaterThanOrEqual(4.5)
    expect(contrastRatio(brand.ink, brand.tint)).toBeGreaterThanOrEqual(4.4)
    expect(contrastRatio(brand.onFill, brand.fill)).toBeGreaterThanOrEqual(4)
    expect(brand.fill).toBe(color)
  })

  test('a colour that already reads is not changed', () => {
    expect(brandColors('#0b6e78').ink).toBe('#0b6e78')
  })
})

describe('fitPt', () => {
  test('short amounts take the largest type, long ones shrink until they fit', () => {
    expect(fitPt('$ 17.000,00', 48, 20)).toBe(20)
    const long = fitPt('₲ 99.999.999.999.999', 48, 20)
    expect(long).toBeLessThan(20)
    expect(long).toBeGreaterThanOrEqual(10)
  })
})

describe('paperTexts', () => {
  test('interpolates as the screens do', () => {
    expect(paperTexts('es')('recibo.factura', { numero: 'P1-F-00000031' })).toBe('Factura P1-F-00000031')
    expect(paperTexts('pt')('copia')).toBe('CÓPIA')
    expect(paperTexts('en')('recibo.factura')).toBe('Invoice {{numero}}')
  })
})
