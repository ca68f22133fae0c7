import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compact, fold, foldCodigo, indexWords, words } from '../../office/customers/fold.ts'
import { codigoKeys, documentoKeys } from '../../office/customers/keys.ts'

describe('folding', () => {
  it.each([
    ['  ÑÁÑEZ   Gómez ', 'nanez gomez'],
    ['Zoë Aïda', 'zoe aida'],
    ['Straße Ørsted Łódź', 'strasse orsted lodz'],
    ["D'Angelo", "d'angelo"],
  ])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('gives the same again for what it gave, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = fold(text)
        expect(fold(folded)).toBe(folded)
        expect(folded).toBe(folded.trim())
      }),
    )
  })

  it('orders codes by their numbers', () => {
    const codes = ['10', '2', 'C-9', 'C-10', 'c-1', '1a', '1', '0003']
    const byOrder = [...codes].sort((a, b) => (foldCodigo(a) < foldCodigo(b) ? -1 : 1))
    expect(byOrder).toEqual(['1', '1a', '2', '0003', '10', 'c-1', 'C-9', 'C-10'])
  })
})

describe('words', () => {
  it.each([
    ["Juan D'Angelo", ['juan', 'dangelo']],
    ['Juan D’Angelo', ['juan', 'dangelo']],
    ['López S.R.L.', ['lopez', 'srl']],
    ['López, S.A.S. (ex «El Ñandú»)', ['lopez', 'sas', 'ex', 'el', 'nandu']],
    ['Pérez-García', ['perez', 'garcia']],
    ['" OR nombre:* NEAR(', ['or', 'nombre', 'near']],
    ['', []],
    ['·!?', []],
  ])('%s → %j', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  it.each(["D'Angelo", 'D Angelo', 'DAngelo', 'd´angelo'])('of %s find the same', (written) => {
    expect(indexWords(`Juan ${written}`)).toContain('dangelo')
  })

  it('of a joined name are its parts too', () => {
    expect(indexWords("O'Higgins")).toEqual(['ohiggins', 'o', 'higgins'])
    expect(indexWords('López S.A.')).toEqual(expect.arrayContaining(['lopez', 'sa', 's', 'a']))
  })

  it('do not repeat', () => {
    expect(indexWords('Ana Ana ANÁ')).toEqual(['ana'])
  })
})

describe('keys', () => {
  it.each([
    ['C-0042', ['c0042', '42']],
    ['42', ['42']],
    ['0042', ['0042', '42']],
    ['ABC', ['abc']],
    ['--', []],
  ])('code %s is found by %j', (codigo, expected) => {
    expect(codigoKeys(codigo)).toEqual(expected)
  })

  it.each([
    ['20.123.456', ['20123456']],
    ['20-12345678-9', ['20123456789', '12345678']],
    ['30-71234567-8', ['30712345678', '71234567']],
    ['12.345.678-K', ['12345678k']],
    ['20-01234567-9', ['20012345679', '1234567']],
    ['', []],
  ])('document %s is found by %j', (documento, expected) => {
    expect(documentoKeys(documento)).toEqual(expected)
  })

  it('are letters and digits only', () => {
    expect(compact(' aa:BB-cc.01/Ñ ')).toBe('aabbcc01n')
  })
})
