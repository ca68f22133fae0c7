import fc from 'fast-check'
import { expect, it } from 'vitest'
import '../support/property-seed.ts'
import { dayOf, endOf, fechaOf, monthOf, monthOfDay, periodoOf, startOf } from '../../office/billing/engine/days.ts'
import { cargo, plan, World } from './billing-world.ts'

/**
 * A period neither gains nor loses a day: under any sequence of what can happen to a service, with runs in between, the days
 * that runs looked at are charged by what they should be, once. The oracle goes day by day and knows nothing of the engine.
 */

const FIRST = monthOf('2026-01')
const MONTHS = 8

type Step =
  | { do: 'event'; day: number; what: 'suspension' | 'pausa' | 'reactivacion' | 'baja' | 'a' | 'b' | 'c' }
  | { do: 'run'; month: number }
  | { do: 'discount'; day: number; length: number; percent: boolean }

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('event' as const),
      day: fc.integer({ min: 0, max: MONTHS * 30 }),
      what: fc.constantFrom('suspension', 'pausa', 'reactivacion', 'baja', 'a', 'b', 'c'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('run' as const), month: fc.integer({ min: 0, max: MONTHS - 1 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('discount' as const),
      day: fc.integer({ min: 0, max: MONTHS * 30 }),
      length: fc.integer({ min: 0, max: 90 }),
      percent: fc.boolean(),
    }),
  },
) as fc.Arbitrary<Step>

const scenario = fc.record({
  activacion: fc.integer({ min: 0, max: 90 }),
  dia: fc.constantFrom(1, 15, 28),
  steps: fc.array(step, { minLength: 1, maxLength: 14 }),
})

/** What each day should charge, by a plain walk over everything that happened. */
function wanted(world: World, day: number): string[] {
  const { servicio, cargos } = world
  if (day < servicio.desde) return []
  let estado = 'activo'
  let current = world.eventos
    .toSorted((a, b) => a.fecha - b.fecha || a.creadoEn - b.creadoEn)
    .find((e) => e.planId)?.planAnteriorId
  current ??= servicio.planId
  for (const event of servicio.eventos) {
    if (event.fecha > day) continue
    if (event.tipo === 'cambio_plan') current = event.planId ?? current
    else estado = event.tipo
  }
  const charged =
    estado === 'activo' ||
    estado === 'reactivacion' ||
    (estado === 'suspension' && world.rules.planes.get(current)?.cobraSuspension)
  if (!charged) return []
  const held = cargos.filter((c) => c.desde <= day && (c.hasta === null || c.hasta >= day))
  return [
    `plan:${current}`,
    ...held.map((c) => (c.tasaBp === null ? `cargo:${c.id}` : `cargo:${c.id}@${current}`)),
  ].sort()
}

/** What each day is charged, by adding up coverage. */
function settled(world: World, day: number): { seen: boolean; of: string[] } {
  const counts = new Map<string, number>()
  let seen = false
  for (const row of world.cobertura) {
    if (row.desde > day || row.hasta < day) continue
    if (row.signo >= 0) seen = true
    counts.set(row.componente, (counts.get(row.componente) ?? 0) + row.signo)
  }
  counts.delete('')
  for (const n of counts.values()) expect([0, 1]).toContain(n)
  return {
    seen,
    of: [...counts]
      .filter(([, n]) => n === 1)
      .map(([componente]) => componente)
      .sort(),
  }
}

function play({ activacion, dia, steps }: { activacion: number; dia: number; steps: Step[] }): {
  world: World
  ran: Set<number>
} {
  const base = dayOf(`${periodoOf(FIRST)}-01`)
  const planes = [plan('a', 10_000), plan('b', 25_990, { cobraSuspension: true }), plan('c', 7_777)]
  const world = new World({ planes, dia, activacion: fechaOf(base + activacion) })
  const ran = new Set<number>()
  let count = 0
  for (const one of steps) {
    if (one.do === 'run') {
      // One that was gone, or not there yet, is not looked at.
      if (world.look(periodoOf(FIRST + one.month)).grupos.length > 0) ran.add(FIRST + one.month)
      world.run(periodoOf(FIRST + one.month))
    } else if (one.do === 'discount') {
      world.clock += 1
      const desde = base + one.day
      const of = { desde, hasta: desde + one.length, actualizadoEn: world.clock }
      const more = one.percent ? { tasaBp: 1000 } : { monto: 500 }
      world.cargos.push({
        ...cargo(`d${count++}`, one.percent ? 'descuento_porcentaje' : 'descuento_fijo', more),
        ...of,
      })
    } else {
      const what = one.what.length === 1 ? { a: one.what } : (one.what as 'pausa')
      world.event(fechaOf(base + one.day), what)
    }
  }
  return { world, ran }
}

it('every day looked at is charged by what it should be, once, and no other day is', () => {
  fc.assert(
    fc.property(scenario, (drawn) => {
      const { world, ran } = play(drawn)
      // The last change needs a run to be settled: one after everything.
      const last = FIRST + MONTHS + 3
      world.run(periodoOf(last))
      const first = dayOf(`${periodoOf(FIRST)}-01`) - 40
      for (let day = first; day <= endOf(last, drawn.dia); day++) {
        const { seen, of } = settled(world, day)
        if (seen) expect([fechaOf(day), of]).toEqual([fechaOf(day), wanted(world, day)])
        else expect([fechaOf(day), of]).toEqual([fechaOf(day), []])
        // Of a period that was run, no day that should be charged is left out.
        const month = monthOfDay(day, drawn.dia)
        if (ran.has(month) && day >= world.servicio.desde && wanted(world, day).length > 0)
          expect([fechaOf(day), seen]).toEqual([fechaOf(day), true])
      }
    }),
    { numRuns: 300 },
  )
})

it('running a period again changes nothing', () => {
  fc.assert(
    fc.property(scenario, fc.integer({ min: 0, max: MONTHS }), (drawn, month) => {
      const { world } = play(drawn)
      const periodo = periodoOf(FIRST + month)
      world.run(periodo)
      const before = world.cobertura.length
      expect(world.run(periodo).total).toBe(0)
      expect(world.cobertura.length).toBe(before)
    }),
    { numRuns: 300 },
  )
})

it('the lines of a document add up to its total, and each is price ÷ days × days to half a unit', () => {
  fc.assert(
    fc.property(scenario, (drawn) => {
      const { world } = play(drawn)
      for (const grupo of world.look(periodoOf(FIRST + MONTHS)).grupos) {
        expect(grupo.lineas.reduce((sum, line) => sum + line.total, 0)).toBe(grupo.total)
        for (const asiento of grupo.asientos) {
          const { signo, precio, baseDias, desde, hasta, month } = asiento
          if (signo === 0) continue
          const line = grupo.lineas.find((known) => 'asiento' in known.de && known.de.asiento === asiento)
          const exact = (signo * precio * (hasta - desde + 1)) / baseDias
          expect(Math.abs((line?.total ?? Number.NaN) - exact)).toBeLessThanOrEqual(0.5)
          expect([startOf(month, drawn.dia) <= desde, hasta <= endOf(month, drawn.dia)]).toEqual([true, true])
        }
      }
    }),
    { numRuns: 300 },
  )
})

it('what is annulled to be billed again is billed as if it never had been', () => {
  fc.assert(
    fc.property(scenario, (drawn) => {
      const { world } = play(drawn)
      const ahead = periodoOf(FIRST + MONTHS)
      const { total } = world.run(ahead)
      world.reopen(ahead)
      expect(world.run(ahead).total).toBe(total)
    }),
    { numRuns: 300 },
  )
})
