import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { customersSearch, filterOf, isFiltered } from '../../renderer/features/customers/search.ts'
import { CLIENTE_FIELDS, mergeChanges, valuesOf } from '../../renderer/features/customers/form/values.ts'

const base = { ...valuesOf(null), nombreRazonSocial: 'Ana Gómez', telefono: '11 5555', direccion: 'Mitre 1' }

describe('what somebody else changed meanwhile', () => {
  test('is taken where this person had not typed, and only shown where they had', () => {
    const typed = { ...base, telefono: '11 7777', notas: 'llamar de tarde' }
    const theirs = { ...base, telefono: '11 8888', direccion: 'Mitre 200' }
    const { changes, values } = mergeChanges(base, typed, theirs)
    expect(values).toEqual({ ...base, telefono: '11 7777', direccion: 'Mitre 200', notas: 'llamar de tarde' })
    expect(changes).toEqual([
      { field: 'telefono', before: '11 5555', theirs: '11 8888', mine: '11 7777' },
      { field: 'direccion', before: 'Mitre 1', theirs: 'Mitre 200', mine: null },
    ])
  })

  test('is no conflict when both wrote the same', () => {
    const same = { ...base, telefono: '11 9999' }
    expect(mergeChanges(base, same, same).changes).toEqual([
      { field: 'telefono', before: '11 5555', theirs: '11 9999', mine: null },
    ])
  })

  test('never loses what was typed, nor what the others left elsewhere', () => {
    const text = fc.constantFrom('', 'a', 'b')
    const values = fc.record({
      ...Object.fromEntries(CLIENTE_FIELDS.map((field) => [field, text])),
      estadoServicio: fc.constantFrom('activo', 'suspendido'),
    }) as unknown as fc.Arbitrary<typeof base>
    fc.assert(
      fc.property(values, values, values, (before, typed, theirs) => {
        const merged = mergeChanges(before, typed, theirs).values
        for (const field of CLIENTE_FIELDS) {
          expect(merged[field]).toBe(typed[field] === before[field] ? theirs[field] : typed[field])
        }
      }),
    )
  })
})

describe('the address of the list', () => {
  test('says its filters and its order', () => {
    const plan = '01a1f89c-fb80-7000-800c-4fb8a5089ba8'
    const search = customersSearch({
      texto: 'pérez',
      cuenta: 'vencido',
      estado: 'activo',
      plan,
      orden: 'deuda',
      desc: true,
    })
    expect(search).toEqual({ texto: 'pérez', cuenta: 'vencido', estado: 'activo', plan, orden: 'deuda', desc: true })
    expect(filterOf(search)).toEqual({ texto: 'pérez', cuenta: 'vencido', estadoServicio: 'activo', planId: plan })
  })

  test('is not believed where it says what cannot be', () => {
    const search = customersSearch({ texto: 42, cuenta: 'todo', estado: 1, plan: "' or 1=1", orden: 'id', crear: 'no' })
    expect(search).toEqual({})
    expect(isFiltered(search)).toBe(false)
  })

  test('an order is no filter', () => {
    expect(isFiltered(customersSearch({ orden: 'deuda', desc: true, crear: true }))).toBe(false)
  })
})
