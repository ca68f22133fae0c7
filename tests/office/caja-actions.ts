import fc from 'fast-check'

const small = fc.integer({ min: 0, max: 20_000 })
const some = fc.integer({ min: 1, max: 20_000 })
const index = fc.nat({ max: 2 })
/** Mostly who holds the seat's drawer; `stray`: whoever it is. */
const who = {
  seat: fc.nat({ max: 1 }),
  person: fc.constantFrom(0, 0, 1, 2),
  stray: fc.nat({ max: 4 }).map((n) => n === 0),
}
/** Something that a person does at a seat. */
export const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('open' as const), ...who, monto: small }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('cash' as const), ...who, client: index, monto: some }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('transferencia' as const, 'pasarela' as const),
      ...who,
      client: index,
      monto: some,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('entrada' as const, 'retiro' as const, 'gasto' as const),
      ...who,
      lugar: fc.constantFrom('caja_fuerte' as const, 'banco' as const, 'otro' as const),
      monto: some,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('count' as const), ...who, monto: small }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('x' as const), ...who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('close' as const),
      ...who,
      off: fc.integer({ min: -50, max: 50 }),
      share: fc.nat(100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('handover' as const),
      ...who,
      to: index,
      off: fc.integer({ min: -50, max: 50 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      ...who,
      client: index,
      monto: fc.integer({ min: 1, max: 500 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('void' as const), ...who, pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('round' as const), ...who, to: index, fondo: small }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      ...who,
      pays: fc.array(fc.nat(9_000), { minLength: 3, maxLength: 3 }),
      off: fc.integer({ min: -50, max: 50 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), ...who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), ...who, pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('night' as const), ...who }) },
)
export type Action = typeof action extends fc.Arbitrary<infer T> ? T : never
