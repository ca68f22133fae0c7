import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endingKey, nationalNumber, phoneEndings, phoneKeys, phoneNumbers } from '../../office/customers/phone.ts'

describe('a number in its national form', () => {
  it.each([
    '+54 9 11 4555-1234',
    '+54 11 4555 1234',
    '0054 9 11 4555 1234',
    '54 9 11 4555 1234',
    '011 15 4555-1234',
    '011 4555-1234',
    '(11) 4555-1234',
    '11 4555.1234',
  ])('%s is 1145551234', (typed) => {
    expect(nationalNumber(typed)).toBe('1145551234')
  })

  it.each([
    ['0341 15 412-3456', '3414123456'],
    ['02966 15 412345', '2966412345'],
    ['+56 9 8765 4321', '987654321'],
    ['+595 981 123 456', '981123456'],
    ['+52 1 55 1234 5678', '5512345678'],
    ['+55 11 91234-5678', '11912345678'],
    ['+1 809 555 1234', '8095551234'],
    ['4555-1234', '45551234'],
    ['154824475', '154824475'],
  ])('%s is %s', (typed, national) => {
    expect(nationalNumber(typed)).toBe(national)
  })
})

describe('a field with several numbers', () => {
  it.each([
    ['3854066907/3855066907', ['3854066907', '3855066907']],
    ['3854066907 y 3855066907', ['3854066907', '3855066907']],
    ['3854066907; 3855066907, 3856066907', ['3854066907', '3855066907', '3856066907']],
    ['+54 9 11 4555-1234 / 011 15 4555-1234', ['1145551234']],
    ['no tiene', []],
    ['int. 12', []],
    ['', []],
  ])('%s holds %j', (field, expected) => {
    expect(phoneNumbers(field)).toEqual(expected)
  })
})

it('is kept by how it starts and by how it ends', () => {
  expect(phoneKeys('(385) 4066907')).toEqual(['3854066907', '~7096604583'])
})

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''))

describe('any way of dialling', () => {
  it('finds an Argentine number by its ending', () => {
    const area = fc.constantFrom('11', '221', '299', '351', '385', '341', '2966', '3541')
    fc.assert(
      fc.property(area, digits(8), fc.nat(7), (code, local, form) => {
        const number = `4${local}`.slice(0, 10 - code.length)
        const dialled = [
          `+54 9 ${code} ${number}`,
          `+54${code}${number}`,
          `549${code}${number}`,
          `0${code} 15 ${number}`,
          `0${code}-${number}`,
          `(${code}) ${number}`,
          `15 ${number}`,
          number,
        ][form] as string
        const [, ending] = phoneKeys(`${code}${number}`) as [string, string]
        expect(phoneEndings(dialled).some((typed) => ending.startsWith(endingKey(typed)))).toBe(true)
      }),
    )
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const number of phoneNumbers(text)) expect(number).toMatch(/^\d{6,}$/)
        for (const ending of phoneEndings(text)) expect(ending).toMatch(/^\d{6,}$/)
      }),
    )
  })
})
