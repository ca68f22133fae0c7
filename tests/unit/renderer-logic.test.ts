import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currencyDecimals, MAX_MINOR } from '../../contract/money.ts'
import { zImpuesto, zMoneda, zPais, zZonaHoraria } from '../../contract/schemas.ts'
import { buttonColor, contrast, LIGHT_LUMINANCE, luminance, palette, READABLE } from '../../renderer/app/color.ts'
import { keyNames } from '../../renderer/app/hotkeys.ts'
import { moneyFormat } from '../../renderer/app/session.tsx'
import { sameText } from '../../renderer/app/text.ts'
import { nextActive } from '../../renderer/components/gridKeys.ts'
import { COUNTRIES, guessCountry, timeZones } from '../../renderer/features/access/countries.ts'
import { fitInto } from '../../renderer/features/access/logo.ts'
import { passwordStrength } from '../../renderer/features/access/passwordStrength.ts'
import { secondsLeft } from '../../renderer/features/access/pause.ts'

const color = fc
  .tuple(...([0, 1, 2] as const).map(() => fc.integer({ min: 0, max: 255 })))
  .map((channels) => `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`)
const textOn = (background: string) => (luminance(background) > LIGHT_LUMINANCE ? '#000000' : '#ffffff')

describe('the theme of any colour', () => {
  it('has a button whose text can be read, hovered or not', () => {
    fc.assert(
      fc.property(color, (hex) => {
        const shades = palette(hex)
        const text = textOn(shades[6])
        expect(contrast(shades[6], text)).toBeGreaterThanOrEqual(READABLE)
        expect(contrast(shades[7], text)).toBeGreaterThanOrEqual(READABLE)
      }),
    )
  })
  it('has words in it that can be read on light and on dark', () => {
    fc.assert(
      fc.property(color, (hex) => {
        const shades = palette(hex)
        expect(contrast(shades[8], shades[1])).toBeGreaterThanOrEqual(READABLE)
        expect(contrast(shades[8], '#ffffff')).toBeGreaterThanOrEqual(READABLE)
        expect(contrast(shades[3], '#22282d')).toBeGreaterThanOrEqual(READABLE)
      }),
    )
  })
  it('keeps a colour that is right already', () => {
    expect(buttonColor('#1D4ED8')).toBe('#1d4ed8')
    expect(buttonColor('#ff7a00')).toBe('#ff7a00')
  })
  it('contrast is as WCAG defines it', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })
})

describe('money as it is typed', () => {
  it.each([
    ['ARS', 'es-AR'],
    ['CLP', 'es-CL'],
    ['PYG', 'es-PY'],
    ['USD', 'en-US'],
    ['BRL', 'pt-BR'],
    ['MXN', 'es-MX'],
  ])('%s in %s is read back to the minor unit', (moneda, locale) => {
    const money = moneyFormat(moneda, locale)
    fc.assert(
      fc.property(fc.integer({ min: -MAX_MINOR, max: MAX_MINOR }), (amount) => {
        expect(money.parse(money.toInput(amount))).toBe(amount)
        expect(money.parse(money.format(amount))).toBe(amount)
      }),
    )
    expect(money.toInput(10 ** currencyDecimals(moneda) * 17_000)).toBe('17000')
  })
  it('what is no amount is null', () => {
    expect(moneyFormat('ARS', 'es-AR').parse('12,345')).toBeNull()
    expect(moneyFormat('ARS', 'es-AR').parse('mucho')).toBeNull()
  })
})

describe('keys of a table', () => {
  it('never leave its rows', () => {
    const keys = fc.constantFrom('ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End')
    fc.assert(
      fc.property(
        keys,
        fc.nat(500),
        fc.integer({ min: 1, max: 501 }),
        fc.integer({ min: 1, max: 40 }),
        (key, at, count, page) => {
          const next = nextActive(key, Math.min(at, count - 1), count, page)
          expect(next).toBeGreaterThanOrEqual(0)
          expect(next).toBeLessThan(count)
        },
      ),
    )
  })
  it('move by a row, a page, or to an end', () => {
    expect(nextActive('ArrowDown', 3, 100, 20)).toBe(4)
    expect(nextActive('PageDown', 3, 100, 20)).toBe(23)
    expect(nextActive('End', 3, 100, 20)).toBe(99)
    expect(nextActive('a', 3, 100, 20)).toBeNull()
  })
})

describe('countries', () => {
  it.each(COUNTRIES)('$pais has a currency, a timezone and taxes that the office takes', (one) => {
    expect(zPais.safeParse(one.pais).success).toBe(true)
    expect(zMoneda.safeParse(one.moneda).success).toBe(true)
    expect(zZonaHoraria.safeParse(one.zonaHoraria).success).toBe(true)
    expect(zImpuesto.array().safeParse(one.impuestos).success).toBe(true)
    expect(timeZones()).toContain(one.zonaHoraria)
  })
  it('are guessed from the timezone, by its old name too', () => {
    expect(guessCountry('America/Asuncion').pais).toBe('PY')
    expect(guessCountry('America/Argentina/Cordoba').pais).toBe('AR')
    expect(guessCountry('America/Buenos_Aires').pais).toBe('AR')
    expect(guessCountry('Asia/Tokyo').pais).toBe('AR')
  })
})

describe('small things', () => {
  it('a logo fits its box and is never enlarged', () => {
    expect(fitInto(1440, 320, 720, 320)).toEqual([720, 160])
    expect(fitInto(100, 50, 720, 320)).toEqual([100, 50])
    expect(fitInto(5000, 1, 720, 320)).toEqual([720, 1])
  })
  it('a password is judged by length first', () => {
    expect(passwordStrength('Ab1!')).toBe('short')
    expect(passwordStrength('aaaaaaaaaaaaaaaa')).toBe('weak')
    expect(passwordStrength('abcdefgh')).toBe('weak')
    expect(passwordStrength('Abcdefg1')).toBe('fair')
    expect(passwordStrength('una frase bien larga')).toBe('strong')
  })
  it('a pause is over only when it is', () => {
    expect(secondsLeft(10_000, 0)).toBe(10)
    expect(secondsLeft(10_000, 9_999)).toBe(1)
    expect(secondsLeft(10_000, 10_000)).toBe(0)
  })
  it('an action is found without accents and in any order', () => {
    expect(sameText('Ir a Verificación', 'verificacion ir')).toBe(true)
    expect(sameText('Ir a Clientes', 'facturas')).toBe(false)
  })
  it('keys are named as they are printed', () => {
    expect(keyNames('F2')).toEqual(['F2'])
    expect(keyNames('shift+Enter')).toEqual(['⇧', '⏎'])
  })
})
